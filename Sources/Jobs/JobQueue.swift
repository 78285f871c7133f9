package import Primitives

/// Where parts of the program put work that is to be done later.
///
/// - Source: docs/spec/jobs.md §3.
package struct JobQueue: Sendable {
    let store: any JobStore
    let now: Now
    let random: @Sendable () -> UInt64
    let signal = JobSignal()

    /// - Parameters:
    ///   - store: shared by the instances of the installation.
    ///   - now: the time.
    ///   - random: draws ids and jitter.
    package init(store: any JobStore, now: @escaping Now, random: @escaping @Sendable () -> UInt64) {
        self.store = store
        self.now = now
        self.random = random
    }

    /// Queues a job.
    ///
    /// - Parameters:
    ///   - kind: its handler's.
    ///   - subject: the vault it works on, if any.
    ///   - payload: at most 64 KiB, sealed by the caller where it says anything of a person.
    ///   - unique: 1 to 64 bytes that one job of the kind may hold.
    ///   - notBefore: nil for now.
    /// - Returns: nil when a job of this kind holds the unique key already.
    /// - Throws: what the store throws; then nothing is queued.
    @discardableResult
    package func add(
        _ kind: JobKind,
        subject: VaultID? = nil,
        payload: [UInt8] = [],
        unique: [UInt8]? = nil,
        notBefore: Timestamp? = nil
    ) async throws(StoreError) -> JobID? {
        let moment = now()
        let id = JobID(high: random(), low: random())
        let job = Job(
            id: id,
            kind: kind,
            subject: subject,
            unique: unique,
            payload: payload,
            notBefore: notBefore ?? moment,
            created: moment
        )
        do { try await store.add(job) } catch .notUnique { return nil }
        signal.give()
        return id
    }

    /// The vault was opened: what waited for that may go on.
    ///
    /// Call it after each opening; it costs one look when nothing waits.
    package func wake(subject: VaultID) async throws(StoreError) {
        if try await store.wake(subject, now: now()) > 0 { signal.give() }
    }

    /// Brings a dead job back.
    ///
    /// - Returns: false when there is no such job or it is not dead.
    package func retry(_ id: JobID) async throws(StoreError) -> Bool {
        let isBack = try await store.revive(id, now: now())
        if isBack { signal.give() }
        return isBack
    }

    package func job(_ id: JobID) async throws(StoreError) -> Job? { try await store.job(id) }

    /// In the order of ids, after one of them, at most `limit` (1...1000).
    package func jobs(after id: JobID? = nil, limit: Int) async throws(StoreError) -> [Job] {
        try await store.jobs(after: id, limit: limit)
    }

    /// The vault is being erased.
    package func deleteAll(of subject: VaultID) async throws(StoreError) { try await store.deleteAll(of: subject) }
}

/// Tells a runner of the same process that there may be something to do, so that it need not wait for its next look.
package final class JobSignal: Sendable {
    let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1)) }

    func give() { continuation.yield() }

    func end() { continuation.finish() }
}
