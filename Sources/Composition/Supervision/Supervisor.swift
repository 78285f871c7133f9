import CPlatform
import Glibc

/// Runs the processes of one server: does what ``SupervisorState`` decides.
///
/// One thread, one `poll`: signals arrive on a descriptor, readiness on one pipe per child. It holds no key and reads
/// no request, so it stays small and has nothing to leak.
struct Supervisor: ~Copyable {
    private let executable: String
    private let environment: [String: String]
    private let inherited: [ProcessRole: [InheritedDescriptors.Name: Int32]]
    private let announce: (String) -> Void
    private let note: (String) -> Void

    private var state: SupervisorState
    private var children: [ChildNumber: ChildProcess] = [:]
    private var alarms: [(alarm: SupervisorState.Alarm, at: Duration)] = []
    private var appDetail = ""
    private var finished: Int32?
    private let started = ContinuousClock.now
    private let lifeline: Pipe

    /// - Parameters:
    ///   - executable: the program that children run.
    ///   - environment: for the children, complete.
    ///   - inherited: which roles there are, and which descriptors each gets, besides the pipes made here.
    ///   - announce: called once, when everything answers, with what the app said of itself.
    ///   - note: one sentence for the person at the terminal.
    /// - Throws: `SystemError`.
    init(
        executable: String,
        environment: [String: String],
        inherited: [ProcessRole: [InheritedDescriptors.Name: Int32]],
        announce: @escaping (String) -> Void,
        note: @escaping (String) -> Void
    ) throws(SystemError) {
        self.executable = executable
        self.environment = environment
        self.inherited = inherited
        state = SupervisorState(ProcessRole.allCases.filter { inherited[$0] != nil })
        self.announce = announce
        self.note = note
        lifeline = try Pipe()
    }

    /// Runs until told to stop.
    ///
    /// - Returns: the exit status.
    mutating func run() throws(SystemError) -> Int32 {
        let watched = [SIGCHLD, SIGTERM, SIGINT, SIGHUP]
        let number = unsafe watched.withUnsafeBufferPointer { unsafe fk_signal_descriptor($0.baseAddress, $0.count) }
        guard number >= 0 else { throw SystemError("signalfd") }
        let signals = Descriptor(owning: number)
        feed(.begin)
        while finished == nil {
            try wait(signals.number)
            try readSignals(signals.number)
            readReadiness()
            reap()
            ringAlarms()
        }
        return finished ?? 1
    }

    private var elapsed: Duration { ContinuousClock.now - started }

    private func wait(_ signals: Int32) throws(SystemError) {
        var watched = [pollfd(fd: signals, events: Int16(POLLIN), revents: 0)]
        for child in children.values where child.readiness >= 0 {
            watched.append(pollfd(fd: child.readiness, events: Int16(POLLIN), revents: 0))
        }
        var milliseconds: Int32 = -1
        if let next = alarms.map(\.at).min() {
            let remaining = max(next - elapsed, .zero)
            // Rounded up, so that the alarm is due when poll returns; at most a minute, so that it fits.
            milliseconds = Int32(min(remaining, .seconds(60)) / .milliseconds(1)) + 1
        }
        // The array outlives the call, which writes the results of its own entries only.
        let result = unsafe watched.withUnsafeMutableBufferPointer { buffer in
            unsafe poll(buffer.baseAddress, nfds_t(buffer.count), milliseconds)
        }
        guard result >= 0 || errno == EINTR else { throw SystemError("poll") }
    }

    private mutating func readSignals(_ descriptor: Int32) throws(SystemError) {
        while true {
            switch fk_next_signal(descriptor) {
            case 0: return
            case SIGTERM, SIGINT: feed(.stop)
            case SIGHUP: feed(.roll)
            case SIGCHLD: continue  // `reap` looks at every child after each wait
            default: throw SystemError("signalfd")
            }
        }
    }

    private mutating func readReadiness() {
        for (number, child) in children.sorted(by: { $0.key < $1.key }) where child.readiness >= 0 {
            switch Readiness.read(child.readiness) {
            case .nothingYet: continue
            case .waiting: feed(.waiting(number))
            case .ready(let detail):
                forgetReadiness(of: number)
                if child.role == .app { appDetail = detail }
                feed(.ready(number))
            case .closed: forgetReadiness(of: number)
            }
        }
    }

    private mutating func forgetReadiness(of number: ChildNumber) {
        guard let child = children[number] else { return }
        _ = close(child.readiness)
        children[number] = ChildProcess(role: child.role, processID: child.processID, readiness: -1)
    }

    private mutating func reap() {
        for (number, child) in children.sorted(by: { $0.key < $1.key }) {
            guard let exit = child.poll() else { continue }
            if child.readiness >= 0 { _ = close(child.readiness) }
            children[number] = nil
            feed(.exited(number, exit))
        }
    }

    private mutating func ringAlarms() {
        let now = elapsed
        let due = alarms.filter { $0.at <= now }
        alarms.removeAll { $0.at <= now }
        for entry in due { feed(.alarm(entry.alarm)) }
    }

    private mutating func feed(_ event: SupervisorState.Event) {
        for action in state.handle(event, at: elapsed, jitter: .random(in: 0..<1)) { perform(action) }
    }

    private mutating func perform(_ action: SupervisorState.Action) {
        switch action {
        case .spawn(let role, let number): spawn(role, number)
        case .terminate(let number): children[number]?.signal(SIGTERM)
        case .kill(let number): children[number]?.signal(SIGKILL)
        case .setAlarm(let alarm, let time): alarms.append((alarm, time))
        case .announce: announce(appDetail)
        case .note(let what): note(what.sentence)
        case .finish(let status): finished = status
        }
    }

    private mutating func spawn(_ role: ProcessRole, _ number: ChildNumber) {
        var given = inherited[role, default: [:]]
        given[.lifeline] = lifeline.reading.number
        do {
            children[number] = try ChildProcess.spawn(
                role,
                executable: executable,
                environment: environment,
                inherited: given
            )
        } catch {
            note("\(role.rawValue) could not be started (\(error.reason)).")
            feed(.exited(number, .status(1)))
        }
    }
}

extension SupervisorState.Note {
    var sentence: String {
        switch self {
        case .restarting(let role, let exit, let delay):
            "\(role.rawValue) ended (\(exit.words)); it starts again in \(Int(delay / .milliseconds(1))) ms."
        case .didNotStart(let role): "\(role.rawValue) did not start; see its message above."
        case .waitingForRootKey:
            "The root key is locked. Officers open it with `flowkeep keeper unlock`; until then nothing is served."
        case .rollAbandoned: "The new app instance did not start; the one before it goes on."
        case .rolled: "A new app instance answers; the one before it finishes its requests and ends."
        }
    }
}

extension ChildExit {
    fileprivate var words: String {
        switch self {
        case .status(let status): "exit status \(status)"
        case .signal(let signal): "signal \(signal)"
        }
    }
}
