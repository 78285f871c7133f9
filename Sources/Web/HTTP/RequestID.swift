import Primitives
import Sealing
import Synchronization

/// Names one request in diagnostics and in the problem that a person may quote.
///
/// Says nothing about her.
package struct RequestID: Hashable, Sendable {
    package let text: String

    private static let start = SecureRandom.bytes(count: 8).reduce(0) { $0 << 8 | UInt64($1) }
    private static let counter = Atomic<UInt64>(0)

    /// Unique in this process and, by the random start, in practice everywhere.
    static func next() -> RequestID {
        let value = start &+ counter.add(1, ordering: .relaxed).newValue &* 0x9E37_79B9_7F4A_7C15
        return RequestID(value)
    }

    private init(_ value: UInt64) {
        text = Base32.encode((0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * UInt64($0))) })
    }
}
