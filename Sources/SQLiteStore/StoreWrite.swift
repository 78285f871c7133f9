import Primitives

/// One caller's write on its way through the ``GroupCommitter``.
struct StoreWrite: Sendable {
    /// Whether old bytes must leave the WAL, and when.
    enum Erasure: Sendable, Comparable {
        case none
        /// Within about a second.
        case soon
        /// Before the caller is told.
        case beforeReturn
    }

    /// Runs inside a transaction, perhaps more than once, until one commits.
    ///
    /// What throws ``StoreError/conflict`` or ``StoreError/notUnique`` must have changed nothing; after any other error
    /// the transaction is rolled back.
    typealias Body = @Sendable (Connection) throws(StoreError) -> Void

    let byteCount: Int
    let erasure: Erasure
    let body: Body
    /// Called once, after COMMIT or with the reason why there was none.
    let done: @Sendable (StoreError?) -> Void
}
