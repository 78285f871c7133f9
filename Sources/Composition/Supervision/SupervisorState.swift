/// Decides what a supervisor does next.
///
/// Pure: no clock, no processes, so every sequence of events can be tested.
///
/// Events go in with the time since the start; what to do comes out, in order.
package struct SupervisorState: Sendable {
    package enum Event: Hashable, Sendable {
        case begin
        /// The process answers.
        case ready(ChildNumber)
        /// The process waits for officers to open the root key.
        case waiting(ChildNumber)
        case exited(ChildNumber, ChildExit)
        case alarm(Alarm)
        /// SIGTERM or SIGINT; a second one does not wait for answers in flight.
        case stop
        /// SIGHUP: replace the app instance, new one first.
        case roll
    }

    package enum Alarm: Hashable, Sendable {
        case restart(ProcessRole)
        case startLimit(ChildNumber)
        case drainLimit(ChildNumber)
    }

    package enum Action: Hashable, Sendable {
        case spawn(ProcessRole, ChildNumber)
        case terminate(ChildNumber)
        case kill(ChildNumber)
        case setAlarm(Alarm, at: Duration)
        /// Every role answers for the first time.
        case announce
        case note(Note)
        case finish(status: Int32)
    }

    /// What the person at the terminal is told.
    package enum Note: Hashable, Sendable {
        case restarting(ProcessRole, ChildExit, after: Duration)
        case didNotStart(ProcessRole)
        case waitingForRootKey
        case rollAbandoned
        case rolled
    }

    /// A process that does not answer by then hangs.
    package static let startLimit = Duration.seconds(30)
    /// Answers in flight get this long; the app itself gives up a little earlier (`AppProcess.drainLimit`).
    package static let drainLimit = Duration.seconds(25)

    private enum Phase { case running, stopping, finished }
    private enum ChildPhase { case starting, waiting, ready, draining }

    private struct Child {
        let role: ProcessRole
        let started: Duration
        var phase = ChildPhase.starting
    }

    private var phase = Phase.running
    private var wasAnnounced = false
    private var exitStatus: Int32 = 0
    private var nextNumber = 1
    private var children: [ChildNumber: Child] = [:]
    private var backoffs: [ProcessRole: RestartBackoff] = [:]

    /// In the order in which they start.
    private let roles: [ProcessRole]

    package init(_ roles: [ProcessRole] = ProcessRole.allCases) { self.roles = roles }

    /// - Parameters:
    ///   - event: what happened.
    ///   - now: since the supervisor started.
    ///   - jitter: a fresh random number in 0..<1.
    /// - Returns: what to do, in this order.
    package mutating func handle(_ event: Event, at now: Duration, jitter: Double) -> [Action] {
        guard phase != .finished else { return [] }
        switch event {
        case .begin: return roles.flatMap { start($0, at: now) }
        case .ready(let number): return becameReady(number, at: now)
        case .waiting(let number): return becameWaiting(number)
        case .exited(let number, let exit): return exited(number, exit, at: now, jitter: jitter)
        case .alarm(let alarm): return ring(alarm, at: now)
        case .stop: return stop(at: now)
        case .roll: return roll(at: now)
        }
    }

    private mutating func start(_ role: ProcessRole, at now: Duration) -> [Action] {
        let number = ChildNumber(rawValue: nextNumber)
        nextNumber += 1
        children[number] = Child(role: role, started: now)
        return [.spawn(role, number), .setAlarm(.startLimit(number), at: now + Self.startLimit)]
    }

    private mutating func becameReady(_ number: ChildNumber, at now: Duration) -> [Action] {
        let before = children[number]?.phase
        guard phase == .running, before == .starting || before == .waiting else { return [] }
        children[number]?.phase = .ready
        var actions: [Action] = []
        if let role = children[number]?.role {
            let replaced = numbers { $0.role == role && $0.phase == .ready }.filter { $0 < number }
            actions += replaced.flatMap { drain($0, at: now) }
            if !replaced.isEmpty { actions.append(.note(.rolled)) }
        }
        let isComplete = roles.allSatisfy { role in
            children.values.contains { $0.role == role && $0.phase == .ready }
        }
        if isComplete, !wasAnnounced {
            wasAnnounced = true
            actions.append(.announce)
        }
        return actions
    }

    /// From now on no limit on its start: people are not as quick as programs.
    private mutating func becameWaiting(_ number: ChildNumber) -> [Action] {
        guard phase == .running, children[number]?.phase == .starting else { return [] }
        children[number]?.phase = .waiting
        return [.note(.waitingForRootKey)]
    }

    private mutating func exited(
        _ number: ChildNumber,
        _ exit: ChildExit,
        at now: Duration,
        jitter: Double
    ) -> [Action] {
        guard let child = children.removeValue(forKey: number) else { return [] }
        if phase == .stopping { return continueStopping(at: now) }
        if child.phase == .draining { return [] }
        if !wasAnnounced {
            // Nothing that fails at the first start gets better by itself: say so and stop.
            exitStatus = 1
            return [.note(.didNotStart(child.role))] + stop(at: now)
        }
        if children.values.contains(where: { $0.role == child.role && $0.phase != .draining }) {
            return [.note(.rollAbandoned)]
        }
        let delay = backoffs[child.role, default: RestartBackoff()].delay(ranFor: now - child.started, jitter: jitter)
        return [
            .note(.restarting(child.role, exit, after: delay)), .setAlarm(.restart(child.role), at: now + delay),
        ]
    }

    private mutating func ring(_ alarm: Alarm, at now: Duration) -> [Action] {
        switch alarm {
        case .restart(let role):
            let isThere = children.values.contains { $0.role == role && $0.phase != .draining }
            return phase == .running && !isThere ? start(role, at: now) : []
        case .startLimit(let number):
            return children[number]?.phase == .starting ? [.kill(number)] : []
        case .drainLimit(let number):
            return children[number]?.phase == .draining ? [.kill(number)] : []
        }
    }

    private mutating func stop(at now: Duration) -> [Action] {
        if phase == .stopping { return numbers { _ in true }.map { .kill($0) } }
        phase = .stopping
        return continueStopping(at: now)
    }

    /// Drains the last role that still has processes; those before it wait until it is gone.
    private mutating func continueStopping(at now: Duration) -> [Action] {
        guard let role = roles.last(where: { role in children.values.contains { $0.role == role } })
        else {
            phase = .finished
            return [.finish(status: exitStatus)]
        }
        return numbers { $0.role == role && $0.phase != .draining }.flatMap { drain($0, at: now) }
    }

    private mutating func drain(_ number: ChildNumber, at now: Duration) -> [Action] {
        children[number]?.phase = .draining
        return [.terminate(number), .setAlarm(.drainLimit(number), at: now + Self.drainLimit)]
    }

    private mutating func roll(at now: Duration) -> [Action] {
        let apps = children.values.filter { $0.role == .app && $0.phase != .draining }
        // One replacement at a time: while one starts, the newest binary and certificate are on their way already.
        guard phase == .running, apps.count == 1, apps.first?.phase == .ready else { return [] }
        return start(.app, at: now)
    }

    private func numbers(where isIncluded: (Child) -> Bool) -> [ChildNumber] {
        children.filter { isIncluded($0.value) }.keys.sorted()
    }
}
