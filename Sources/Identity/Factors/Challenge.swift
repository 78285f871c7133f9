import KeyService
import Primitives
import Sealing

/// What a passkey signs to show that it was asked here and now.
///
/// Nothing is kept of one until it is answered: its own tag shows that it was given out here, for what and when.
///
/// - Shape: `random 16 | time 8 | tag 32`.
/// - Source: docs/spec/factors.md §6.
package struct Challenge: Sendable, Hashable {
    package static let seconds: Int64 = 300
    private static let randomByteCount = 16
    private static let tagOffset = randomByteCount + 8
    private static let byteCount = tagOffset + 32

    /// What a challenge is for; good for nothing else.
    package enum Use: Sendable {
        case signIn
        /// Of a sign-in that waits, by its hash.
        case secondStep(SignInToken)
        case registration(SessionToken)
        case proof(SessionToken)

        var tagged: (number: UInt8, binding: [UInt8]) {
            switch self {
            case .signIn: (1, [])
            case .secondStep(let token): (2, token.hash)
            case .registration(let token): (3, token.hash)
            case .proof(let token): (4, token.hash)
            }
        }
    }

    package let bytes: [UInt8]

    static func make(_ use: Use, at time: Timestamp, by index: BlindIndex) async throws(IdentityError) -> Challenge {
        var bytes = SecureRandom.bytes(count: randomByteCount)
        bytes += (0..<8).map { UInt8(truncatingIfNeeded: time.milliseconds >> Int64(56 - 8 * $0)) }
        return Challenge(bytes: bytes + (try await tag(bytes, use, index)))
    }

    /// Whether it was given out here for this use, and not too long ago.
    static func isOurs(
        _ bytes: [UInt8],
        _ use: Use,
        at time: Timestamp,
        by index: BlindIndex
    ) async throws(IdentityError) -> Bool {
        guard bytes.count == byteCount else { return false }
        let given = bytes[randomByteCount..<tagOffset].reduce(Int64(0)) { $0 << 8 | Int64($1) }
        let expected = try await tag(Array(bytes[..<tagOffset]), use, index)
        guard ConstantTime.equal(bytes[tagOffset...], expected) else { return false }
        let age = time.milliseconds - given
        return (0..<seconds * 1000).contains(age)
    }

    /// Under which name a spent one is kept.
    static func mark(_ bytes: [UInt8]) -> [UInt8] { Digest.sha256(bytes) }

    private static func tag(
        _ head: [UInt8],
        _ use: Use,
        _ index: BlindIndex
    ) async throws(IdentityError) -> [UInt8] {
        let (number, binding) = use.tagged
        var message = LengthPrefixed()
        message.append(number)
        message.append(binding)
        message.append(head)
        do { return try await index.value(.challenge, of: message.bytes) } catch { throw .records(.key(error)) }
    }
}

/// That a challenge was answered, until it could not be any more.
struct SpentChallenge: RecordCodable {
    let expiry: Timestamp

    init(expiry: Timestamp) { self.expiry = expiry }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) { expiry = try FieldReader(bytes).timestamp(1) }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, expiry)
        return writer.bytes
    }
}

extension RecordKey {
    static func spentChallenge(_ mark: [UInt8]) -> RecordKey { RecordKey(kind: .spentChallenge, name: mark) }
}
