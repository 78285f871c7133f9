import Identity
import Money
import Primitives
import Vault

/// The money book of the person who is asking, for one request.
struct MoneyVault: Sendable {
    let access: VaultAccess
    let now: Now

    /// - Throws: ``ProblemKind/locked`` when the route opened no vault.
    init(_ request: WebRequest, _ services: WebServices) throws(Problem) {
        guard let access = request.session?.access else { throw Problem(.locked) }
        self.access = access
        now = services.now
    }

    /// Answers from one moment of the book; what `body` throws travels on.
    func read<Result: Sendable, Failure: Error>(
        _ body: (MoneyBook, JournalHead) throws(Failure) -> Result
    ) async throws -> Result {
        let outcome = try await access.read(MoneyTracker.self) { book, head -> Swift.Result<Result, Failure> in
            do throws(Failure) {
                return .success(try body(copy book, head))
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    /// Plans changes against the book and returns when they are durable.
    ///
    /// - Returns: what was made, nil when the request's idempotency key was done before; and where the batch began,
    ///   from which what it made can be found again and undone, nil when there was nothing to write: the next batch
    ///   begins there, and is somebody else's.
    func change<Made: Sendable, Refusal: Error>(
        _ request: WebRequest,
        _ plan: (MoneyBook, JournalIndex) throws(Refusal) -> Money.Planned<Made>
    ) async throws -> (made: Made?, batchStart: JournalIndex?) {
        let committed = try await access.commit(
            MoneyTracker.self,
            idempotencyKey: request.idempotencyKey,
            at: now()
        ) { book, batchStart throws(Refusal) in
            let planned = try plan(copy book, batchStart)
            return Vault.Planned(changes: planned.changes, outcome: planned.made)
        }
        let isWritten = committed.head.index >= committed.batchStart
        return (committed.outcome, isWritten ? committed.batchStart : nil)
    }

    /// Plans a change that makes one thing first, and returns its id when it is durable.
    ///
    /// The request may have been done before: then it is what was made at that time.
    func add<Thing, Refusal: Error>(
        _ request: WebRequest,
        _ plan: (MoneyBook, JournalIndex) throws(Refusal) -> Money.Planned<MoneyID<Thing>>
    ) async throws -> (id: MoneyID<Thing>, batchStart: JournalIndex) {
        let (made, start) = try await change(request, plan)
        guard let start else { throw Problem(.unavailable, retryAfterSeconds: 1) }
        return (made ?? MoneyID(firstOf: start), start)
    }
}

extension MoneyID {
    /// The thing that the first change of a batch made.
    init(firstOf batchStart: JournalIndex) { self.init(ChangeID(batchStart: batchStart, ordinal: 0)) }
}
