import Escrow
import Keeper
import Primitives
import Synchronization

/// A key service for escrows that can be away, and that something can happen beside.
final class TurnedEscrowKeeper: EscrowKeeper {
    let clock = TurnableClock()
    private let keeper: InMemoryEscrowKeeper
    private let state = Mutex<(isAway: Bool, beside: (@Sendable () async -> Void)?)>((false, nil))
    private let sealing = Mutex<(@Sendable () async -> Void)?>(nil)

    init() { keeper = InMemoryEscrowKeeper(now: clock.now) }

    func goAway(_ isAway: Bool) { state.withLock { $0.isAway = isAway } }

    /// What happens while it opens something.
    func happensBeside(_ beside: @escaping @Sendable () async -> Void) { state.withLock { $0.beside = beside } }

    /// What happens before it seals something.
    func happensBesideSealing(_ beside: @escaping @Sendable () async -> Void) { sealing.withLock { $0 = beside } }

    func seal(_ box: [UInt8], at place: EscrowPlace) async throws(EscrowKeeperError) -> [UInt8] {
        await sealing.withLock(\.self)?()
        return try await keeper.seal(box, at: place)
    }

    func release(
        _ ciphertext: [UInt8],
        at place: EscrowPlace,
        on evidence: EscrowEvidence
    ) async throws(EscrowKeeperError) -> [UInt8] {
        let (isAway, beside) = state.withLock { $0 }
        await beside?()
        guard !isAway else { throw .unavailable }
        return try await keeper.release(ciphertext, at: place, on: evidence)
    }
}
