import CPlatform
import Glibc
import Primitives

/// What `flowkeep serve` does: prepares the data directory, takes its lock, opens the sockets, and supervises.
package enum ServerProcess {
    /// Runs until SIGTERM or SIGINT.
    ///
    /// - Parameters:
    ///   - configuration: complete.
    ///   - environment: of this process; children get the few variables they need and every setting.
    ///   - say: writes a line to standard output, for the person who started the server.
    ///   - note: writes a line to standard error.
    /// - Returns: the exit status.
    /// - Throws: ``StartError`` before anything is served.
    package static func run(
        _ configuration: Configuration,
        environment: [String: String],
        say: @escaping (String) -> Void,
        note: @escaping (String) -> Void
    ) throws(StartError) -> Int32 {
        let directory = try openDirectory(configuration)
        let lock = try takeLock(directory)
        let rootKey: String? =
            configuration.keyService.isEmbedded ? try rootKeyPath(configuration, environment, directory) : nil
        let roles = ProcessRole.needed(configuration.keyService)
        let sockets = try ServerSockets(roles, configuration: configuration, directory: directory)

        var inherited: [ProcessRole: [InheritedDescriptors.Name: Int32]] = [:]
        for role in roles {
            inherited[role] = sockets.numbers(for: role).merging([.lock: lock.number]) { first, _ in first }
        }
        let address = publicAddress(configuration.name, port: sockets.httpsPort)
        let staffAddress = sockets.staffPort.map { port in
            publicAddress(configuration.staff?.name ?? configuration.name, port: port)
        }
        do {
            var supervisor = try Supervisor(
                executable: try ownExecutable(),
                environment: ChildEnvironment.make(
                    configuration,
                    data: directory.path,
                    rootKey: rootKey,
                    port: sockets.httpsPort,
                    staffPort: sockets.staffPort,
                    from: environment
                ),
                inherited: inherited,
                announce: { fingerprint in
                    say("Flowkeep is ready at \(address)")
                    if let staffAddress { say("Its staff signs in at \(staffAddress)") }
                    say("Certificate SHA-256 \(fingerprint)")
                    say("Stop with Ctrl-C")
                },
                note: note
            )
            return try supervisor.run()
        } catch {
            throw .system(error)
        }
    }

    static func openDirectory(_ configuration: Configuration) throws(StartError) -> DataDirectory {
        do {
            var random = SystemRandomNumberGenerator()
            return try DataDirectory.prepare(configuration.data, draft: StoreID.make(using: &random))
        } catch {
            throw .data(error)
        }
    }

    static func takeLock(_ directory: DataDirectory) throws(StartError) -> DirectoryLock {
        do {
            return try DirectoryLock(directory)
        } catch {
            throw .data(error)
        }
    }

    static func rootKeyPath(
        _ configuration: Configuration,
        _ environment: [String: String],
        _ directory: DataDirectory
    ) throws(StartError) -> String {
        do {
            return try RootKeyPlace.path(
                configured: configuration.rootKeyFile,
                environment: environment,
                directory: directory
            )
        } catch {
            throw .configuration(error)
        }
    }

    /// The program itself, resolved once: a rolling restart after an upgrade starts what lies there then.
    static func ownExecutable() throws(SystemError) -> String {
        guard let path = resolvedPath("/proc/self/exe") else { throw SystemError("realpath") }
        return path
    }

    private static func publicAddress(_ hostName: String, port: UInt16) -> String {
        let name = hostName.contains(":") ? "[\(hostName)]" : hostName
        return "https://\(name)" + (port == 443 ? "" : ":\(port)")
    }
}
