import NIOPosix
package import Sealing
import Synchronization
package import Vault

/// Runs Argon2id on a few threads of its own, with a short queue, so that a flood of sign-ins costs
/// neither memory (64 MiB each) nor the threads that serve pages, which go before these where cores are few.
package final class KeyStretcher: Sendable {
    private let pool: NIOThreadPool
    private let queueLimit: Int
    private let onDerivation: @Sendable () -> Void
    private let inHand = Mutex(0)

    /// - Parameters:
    ///   - width: derivations at once; each takes 64 MiB.
    ///   - queueLimit: how many may wait, so that the last of them waits for seconds and not minutes.
    ///   - onDerivation: called on the thread of each derivation before it begins, to count them.
    package init(width: Int, queueLimit: Int, onDerivation: @escaping @Sendable () -> Void = {}) {
        self.onDerivation = onDerivation
        pool = NIOThreadPool(numberOfThreads: width)
        self.queueLimit = queueLimit + width
        pool.start()
    }

    /// Derives the holder's key.
    ///
    /// - Throws: ``IdentityError/busy(retryAfterSeconds:)`` when the queue is full.
    package func derive(
        from passphrase: SharedSecret,
        _ stretching: KeySlot.Stretching
    ) async throws(IdentityError) -> SharedSecret {
        let isAccepted = inHand.withLock { count in
            guard count < queueLimit else { return false }
            count += 1
            return true
        }
        guard isAccepted else { throw .busy(retryAfterSeconds: 2) }
        defer { inHand.withLock { $0 -= 1 } }
        do {
            return try await pool.runIfActive { [onDerivation] in
                // Whoever is in waits for a page; whoever guesses may wait longer.
                Courtesy.letOthersFirst()
                onDerivation()
                return SharedSecret(
                    try Argon2id.derive(
                        from: passphrase.bytes,
                        salt: stretching.salt,
                        parameters: stretching.parameters
                    )
                )
            }
        } catch {
            throw .busy(retryAfterSeconds: 2)
        }
    }

    package func shutDown() async throws { try await pool.shutdownGracefully() }
}
