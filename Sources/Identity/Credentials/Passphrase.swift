import Foundation
import Sealing

/// A passphrase on its way to a key; wiped when it is done.
package struct Passphrase: ~Copyable, Sendable {
    package enum Problem: Hashable, Sendable {
        /// Over 1,024 bytes: nobody types that, and hashing it is free work for an attacker.
        case tooLong
        /// Guessed too soon; says why, and how long a guesser would need.
        case weak(PassphraseStrength.Weakness, guessesLog10: Int)
        /// The account's passphrase and that of a tracker's own lock are the same: who knows one would have both.
        case usedTwice
    }

    package static let byteCountMaximum = 1024

    private let secret: SecretBytes

    /// Takes UTF-8 text, normalised to NFC so that the same characters typed on two keyboards are the same.
    package init(_ text: String) throws(IdentityError) {
        var bytes = Array(text.precomposedStringWithCanonicalMapping.utf8)
        defer { Wipe.zero(&bytes) }
        guard bytes.count <= Self.byteCountMaximum else { throw .passphrase(.tooLong) }
        secret = SecretBytes(copying: bytes)
    }

    consuming func release() -> SecretBytes { secret }

    /// Throws unless a guesser who knows how people choose would need more than the floor.
    package static func requireStrength(_ text: String, handle: Handle) throws(IdentityError) {
        let strength = PassphraseStrength(of: text, handle: handle.folded)
        guard let weakness = strength.weakness else { return }
        throw .passphrase(.weak(weakness, guessesLog10: Int(strength.guessesLog10)))
    }
}
