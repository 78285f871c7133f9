import Glibc

/// A started child: its process id and the pipe on which it says that it answers.
struct ChildProcess {
    let role: ProcessRole
    let processID: pid_t
    /// Reading end; closed by the supervisor once the child has spoken or ended.
    let readiness: Int32

    /// Starts `executable role` in a process group of its own (so that Ctrl-C reaches the supervisor alone), with an
    /// empty signal mask, standard input closed to it, and only the named descriptors.
    ///
    /// - Parameters:
    ///   - role: names the command.
    ///   - executable: an absolute path.
    ///   - environment: complete; nothing of ours is added but the list of descriptors.
    ///   - inherited: by name. The readiness pipe is made here.
    /// - Returns: the running child.
    /// - Throws: `SystemError`.
    static func spawn(
        _ role: ProcessRole,
        executable: String,
        environment: [String: String],
        inherited: [InheritedDescriptors.Name: Int32]
    ) throws(SystemError) -> ChildProcess {
        let (reading, writing) = try Pipe().split()
        defer { _ = close(writing) }
        var given = inherited
        given[.ready] = writing
        var variables = environment
        variables[InheritedDescriptors.environmentVariable] = InheritedDescriptors(given).encoded
        do {
            let processID = try spawn(
                [executable, role.rawValue],
                environment: variables.map { "\($0.key)=\($0.value)" },
                descriptors: given.values.sorted()
            )
            _ = fcntl(reading, F_SETFL, O_NONBLOCK)
            return ChildProcess(role: role, processID: processID, readiness: reading)
        } catch {
            _ = close(reading)
            throw error
        }
    }

    private static func spawn(
        _ arguments: [String],
        environment: [String],
        descriptors: [Int32]
    ) throws(SystemError) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        // A descriptor duplicated onto itself loses its close-on-exec mark and nothing else (glibc 2.29 and later).
        for number in descriptors { unsafe posix_spawn_file_actions_adddup2(&actions, number, number) }

        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        unsafe sigemptyset(&none)
        unsafe sigfillset(&all)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))

        var processID: pid_t = 0
        // Both lists end in nil and are freed after the call, which copies them.
        var argumentList = unsafe arguments.map { unsafe strdup($0) } + [nil]
        var environmentList = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer { unsafe (argumentList + environmentList).forEach { unsafe free($0) } }
        let code = unsafe posix_spawn(
            &processID,
            arguments[0],
            &actions,
            &attributes,
            &argumentList,
            &environmentList
        )
        guard code == 0 else { throw SystemError(call: "posix_spawn", code: code) }
        return processID
    }

    /// How the child ended, or nil while it runs.
    ///
    /// Asks for this child alone, so it never takes another's status.
    func poll() -> ChildExit? {
        var status: Int32 = 0
        let result = unsafe waitpid(processID, &status, WNOHANG)
        return result == processID ? ChildExit(waitStatus: status) : nil
    }

    func signal(_ number: Int32) { _ = kill(processID, number) }
}
