import Jobs
import Primitives
import Synchronization

/// A queue with a clock that tests turn, and what its runners report.
final class JobWorld: Sendable {
    private struct State {
        var moment = Timestamp(seconds: 1_000_000)
        var random: UInt64 = 0
        var events: [JobEvent] = []
        var isOpen = false
    }

    let store: InMemoryJobStore
    let queue: JobQueue
    private let state: Shared

    private final class Shared: Sendable {
        let value = Mutex(State())
    }

    init() {
        let shared = Shared()
        state = shared
        store = InMemoryJobStore()
        queue = JobQueue(
            store: store,
            now: { shared.value.withLock { $0.moment } },
            random: {
                shared.value.withLock { state in
                    state.random += 1
                    return state.random
                }
            }
        )
    }

    var moment: Timestamp { state.value.withLock { $0.moment } }
    var events: [JobEvent] { state.value.withLock { $0.events } }
    var isOpen: Bool {
        get { state.value.withLock { $0.isOpen } }
        set { state.value.withLock { $0.isOpen = newValue } }
    }

    func advance(seconds: Int64) { advance(milliseconds: seconds * 1000) }

    func advance(milliseconds: Int64) {
        state.value.withLock { $0.moment = Timestamp(milliseconds: $0.moment.milliseconds + milliseconds) }
    }

    /// Its heartbeat waits for ever unless `pause` says otherwise.
    func runner(
        _ handlers: [any JobHandler],
        _ schedules: [JobSchedule] = [],
        pause: @escaping @Sendable (Duration) async throws -> Void = { _ in try await Task.sleep(for: .seconds(3600)) }
    ) -> JobRunner {
        let state = state
        return JobRunner(
            queue,
            JobRunner.Surroundings(
                pause: pause,
                isOpen: { _ in state.value.withLock { $0.isOpen } },
                report: { event in state.value.withLock { $0.events.append(event) } }
            ),
            handlers: handlers,
            schedules: schedules
        )
    }
}

/// A handler whose steps a test writes.
final class ScriptedHandler: JobHandler {
    let kind: JobKind
    let attemptMaximum: UInt32
    private let script: @Sendable (Job) async throws -> JobStepResult
    private let seen = Mutex<[[UInt8]]>([])

    init(
        _ kind: JobKind,
        attemptMaximum: UInt32 = 8,
        _ script: @escaping @Sendable (Job) async throws -> JobStepResult
    ) {
        self.kind = kind
        self.attemptMaximum = attemptMaximum
        self.script = script
    }

    /// The payload of each step, in order.
    var payloads: [[UInt8]] { seen.withLock { $0 } }

    func step(_ job: Job) async throws -> JobStepResult {
        seen.withLock { $0.append(job.payload) }
        return try await script(job)
    }
}

struct Broken: Error {}
