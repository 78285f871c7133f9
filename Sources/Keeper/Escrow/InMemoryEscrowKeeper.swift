package import Escrow
import KeyService
package import Primitives
import Sealing

/// A key service for escrows whose key lives and dies with the process.
///
/// It asks for the same evidence as keeper does (``EscrowGate``); for checks that must not touch anybody's escrow, and
/// for tests.
package final class InMemoryEscrowKeeper: EscrowKeeper {
    private let secret = SharedSecret(.random(count: 32))
    private let id = CustomerKeyID.make()
    private let now: Now

    package init(now: @escaping Now) { self.now = now }

    package func seal(_ box: [UInt8], at place: EscrowPlace) async throws(EscrowKeeperError) -> [UInt8] {
        do {
            return try KeyServiceCiphertext.seal(
                box,
                under: secret.bytes,
                keyID: id,
                keyVersion: 1,
                context: EncryptionContext(pairs: place.pairs)
            )
        } catch { throw .denied }
    }

    package func release(
        _ ciphertext: [UInt8],
        at place: EscrowPlace,
        on evidence: EscrowEvidence
    ) async throws(EscrowKeeperError) -> [UInt8] {
        do {
            try EscrowGate.verify(evidence, at: place, now: now())
            let blob = try KeyServiceCiphertext(decoding: ciphertext)
            guard blob.keyID == id else { throw EscrowKeeperError.denied }
            return try blob.open(with: secret.bytes, context: EncryptionContext(pairs: place.pairs))
        } catch { throw .denied }
    }
}
