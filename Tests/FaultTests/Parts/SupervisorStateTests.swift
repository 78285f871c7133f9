import Composition
import Testing

/// Keeper is child 1 and app is child 2, since they start in this order.
@Suite("Supervisor decisions")
struct SupervisorStateTests {
    private typealias State = SupervisorState

    private let keeper = ChildNumber(rawValue: 1)
    private let app = ChildNumber(rawValue: 2)
    private let third = ChildNumber(rawValue: 3)

    private func running() -> SupervisorState {
        var state = State()
        _ = state.handle(.begin, at: .zero, jitter: 1)
        _ = state.handle(.ready(keeper), at: .milliseconds(10), jitter: 1)
        _ = state.handle(.ready(app), at: .milliseconds(20), jitter: 1)
        return state
    }

    @Test("keeper starts before app, each with a limit on its start")
    func begin() {
        var state = State()
        let actions = state.handle(.begin, at: .seconds(1), jitter: 0)
        #expect(
            actions == [
                .spawn(.keeper, keeper), .setAlarm(.startLimit(keeper), at: .seconds(31)),
                .spawn(.app, app), .setAlarm(.startLimit(app), at: .seconds(31)),
            ]
        )
    }

    @Test("without a keeper of our own, app alone starts, and its answer is enough")
    func appAlone() {
        var state = State([.app])
        let only = ChildNumber(rawValue: 1)
        let actions = state.handle(.begin, at: .zero, jitter: 0)
        #expect(actions == [.spawn(.app, only), .setAlarm(.startLimit(only), at: .seconds(30))])
        #expect(state.handle(.ready(only), at: .seconds(1), jitter: 0) == [.announce])
        #expect(state.handle(.stop, at: .seconds(2), jitter: 0).first == .terminate(only))
        #expect(state.handle(.exited(only, .status(0)), at: .seconds(3), jitter: 0) == [.finish(status: 0)])
    }

    @Test("an app that waits for officers is not killed for being late, and is announced when it answers")
    func waiting() {
        var state = State()
        _ = state.handle(.begin, at: .zero, jitter: 0)
        _ = state.handle(.ready(keeper), at: .seconds(1), jitter: 0)
        #expect(state.handle(.waiting(app), at: .seconds(1), jitter: 0) == [.note(.waitingForRootKey)])
        #expect(state.handle(.waiting(app), at: .seconds(2), jitter: 0) == [])
        #expect(state.handle(.alarm(.startLimit(app)), at: .seconds(30), jitter: 0) == [])
        #expect(state.handle(.ready(app), at: .seconds(9000), jitter: 0) == [.announce])
    }

    @Test("an app that waits stops like any other")
    func waitingStops() {
        var state = State()
        _ = state.handle(.begin, at: .zero, jitter: 0)
        _ = state.handle(.ready(keeper), at: .seconds(1), jitter: 0)
        _ = state.handle(.waiting(app), at: .seconds(1), jitter: 0)
        #expect(state.handle(.stop, at: .seconds(2), jitter: 0).first == .terminate(app))
    }

    @Test("the address is announced once, when every process answers")
    func announce() {
        var state = State()
        _ = state.handle(.begin, at: .zero, jitter: 0)
        #expect(state.handle(.ready(app), at: .zero, jitter: 0) == [])
        #expect(state.handle(.ready(keeper), at: .zero, jitter: 0) == [.announce])
        #expect(state.handle(.ready(keeper), at: .zero, jitter: 0) == [])
    }

    @Test("a process that never answers is killed at its limit")
    func hangs() {
        var state = State()
        _ = state.handle(.begin, at: .zero, jitter: 0)
        #expect(state.handle(.alarm(.startLimit(app)), at: .seconds(30), jitter: 0) == [.kill(app)])
        _ = state.handle(.ready(keeper), at: .zero, jitter: 0)
        #expect(state.handle(.alarm(.startLimit(keeper)), at: .seconds(30), jitter: 0) == [])
    }

    @Test("a failure at the first start stops everything with status 1 instead of trying for ever")
    func firstStartFails() {
        var state = State()
        _ = state.handle(.begin, at: .zero, jitter: 0)
        let actions = state.handle(.exited(keeper, .status(1)), at: .seconds(1), jitter: 0)
        #expect(
            actions == [.note(.didNotStart(.keeper)), .terminate(app), .setAlarm(.drainLimit(app), at: .seconds(26))]
        )
        #expect(state.handle(.exited(app, .status(0)), at: .seconds(2), jitter: 0) == [.finish(status: 1)])
    }

    @Test("a crashed process starts again after its back-off, and only once")
    func restart() {
        var state = running()
        let delay = Duration.milliseconds(100)
        let actions = state.handle(.exited(keeper, .signal(9)), at: .seconds(2), jitter: 1)
        #expect(
            actions == [
                .note(.restarting(.keeper, .signal(9), after: delay)),
                .setAlarm(.restart(.keeper), at: .seconds(2) + delay),
            ]
        )
        let again = state.handle(.alarm(.restart(.keeper)), at: .seconds(3), jitter: 1)
        #expect(again == [.spawn(.keeper, third), .setAlarm(.startLimit(third), at: .seconds(33))])
        #expect(state.handle(.alarm(.restart(.keeper)), at: .seconds(4), jitter: 1) == [])
    }

    @Test("crashes in a row wait longer")
    func backoffGrows() {
        var state = running()
        _ = state.handle(.exited(app, .signal(11)), at: .seconds(1), jitter: 1)
        _ = state.handle(.alarm(.restart(.app)), at: .seconds(2), jitter: 1)
        let actions = state.handle(.exited(third, .signal(11)), at: .seconds(3), jitter: 1)
        #expect(actions.first == .note(.restarting(.app, .signal(11), after: .milliseconds(200))))
    }

    @Test("app drains before keeper is told to stop")
    func stopOrder() {
        var state = running()
        let first = state.handle(.stop, at: .seconds(5), jitter: 0)
        #expect(first == [.terminate(app), .setAlarm(.drainLimit(app), at: .seconds(30))])
        let second = state.handle(.exited(app, .status(0)), at: .seconds(6), jitter: 0)
        #expect(second == [.terminate(keeper), .setAlarm(.drainLimit(keeper), at: .seconds(31))])
        #expect(state.handle(.exited(keeper, .status(0)), at: .seconds(7), jitter: 0) == [.finish(status: 0)])
        #expect(state.handle(.stop, at: .seconds(8), jitter: 0) == [])
    }

    @Test("a second stop does not wait, and a drain that takes too long is ended")
    func impatient() {
        var state = running()
        _ = state.handle(.stop, at: .seconds(5), jitter: 0)
        #expect(state.handle(.alarm(.drainLimit(app)), at: .seconds(30), jitter: 0) == [.kill(app)])
        #expect(state.handle(.stop, at: .seconds(6), jitter: 0) == [.kill(keeper), .kill(app)])
    }

    @Test("nothing restarts while stopping")
    func noRestartWhileStopping() {
        var state = running()
        _ = state.handle(.exited(keeper, .signal(9)), at: .seconds(1), jitter: 0)
        _ = state.handle(.stop, at: .seconds(1), jitter: 0)
        #expect(state.handle(.alarm(.restart(.keeper)), at: .seconds(2), jitter: 0) == [])
        #expect(state.handle(.exited(app, .status(0)), at: .seconds(3), jitter: 0) == [.finish(status: 0)])
    }

    @Test("a rolling restart drains the old app only when the new one answers")
    func roll() {
        var state = running()
        let started = state.handle(.roll, at: .seconds(1), jitter: 0)
        #expect(started == [.spawn(.app, third), .setAlarm(.startLimit(third), at: .seconds(31))])
        #expect(state.handle(.roll, at: .seconds(1), jitter: 0) == [])
        let ready = state.handle(.ready(third), at: .seconds(2), jitter: 0)
        #expect(ready == [.terminate(app), .setAlarm(.drainLimit(app), at: .seconds(27)), .note(.rolled)])
        #expect(state.handle(.exited(app, .status(0)), at: .seconds(3), jitter: 0) == [])
        #expect(state.handle(.exited(third, .signal(6)), at: .seconds(4), jitter: 0).count == 2)
    }

    @Test("when the new app fails to start, the old one goes on")
    func rollFails() {
        var state = running()
        _ = state.handle(.roll, at: .seconds(1), jitter: 0)
        #expect(state.handle(.exited(third, .status(1)), at: .seconds(2), jitter: 0) == [.note(.rollAbandoned)])
        #expect(state.handle(.roll, at: .seconds(3), jitter: 0).count == 2)
    }

    /// Whatever happens in whatever order: at most one app and one keeper that are not draining (two apps while
    /// rolling), and once stopped, the end comes as soon as every process is gone.
    @Test("random sequences never start a second process of a role and always end")
    func randomSequences() {
        let seed = UInt64.random(in: 0 ... .max)
        print("seed \(seed)")
        var random = SplitMix(seed: seed)
        for _ in 0..<2_000 {
            var run = RandomRun()
            run.feed(.begin)
            for _ in 0..<60 { run.step(using: &random) }
            run.feed(.stop)
            while let number = run.alive.keys.min() { run.feed(.exited(number, .status(0))) }
            #expect(run.problem == nil, "seed \(seed)")
            #expect(run.isFinished, "seed \(seed)")
        }
    }
}

/// Plays the operating system for ``SupervisorState`` and notes what must never happen.
private struct RandomRun {
    private(set) var alive: [ChildNumber: ProcessRole] = [:]
    private(set) var isFinished = false
    private(set) var problem: String?
    private var draining: Set<ChildNumber> = []
    private var alarms: [SupervisorState.Alarm] = []
    private var state = SupervisorState()
    private var now = Duration.zero

    mutating func step(using random: inout SplitMix) {
        now += .milliseconds(Int(random.next() % 5_000))
        let numbers = alive.keys.sorted()
        switch random.next() % 8 {
        case 0, 1, 2: if let number = numbers.randomElement(using: &random) { feed(.ready(number)) }
        case 3: if let number = numbers.randomElement(using: &random) { feed(.exited(number, .signal(9))) }
        case 4, 5, 6:
            guard !alarms.isEmpty else { return }
            feed(.alarm(alarms.remove(at: Int(random.next() % UInt64(alarms.count)))))
        default: feed(.roll)
        }
    }

    mutating func feed(_ event: SupervisorState.Event) {
        if case .exited(let number, _) = event {
            alive[number] = nil
            draining.remove(number)
        }
        for action in state.handle(event, at: now, jitter: 0.5) { note(action) }
    }

    private mutating func note(_ action: SupervisorState.Action) {
        if isFinished { problem = "acted after the end" }
        switch action {
        case .spawn(let role, let number):
            let others = alive.filter { $0.value == role && !draining.contains($0.key) }.count
            if others > (role == .app ? 1 : 0) { problem = "too many \(role)" }
            alive[number] = role
        case .terminate(let number): draining.insert(number)
        case .setAlarm(let alarm, _): alarms.append(alarm)
        case .finish:
            if !alive.isEmpty { problem = "finished while processes ran" }
            isFinished = true
        case .kill, .announce, .note: break
        }
    }
}
