/// A 128-bit identifier that fits only where its tag says.
///
/// Two identifiers of different things cannot be swapped: `VaultID` and `KeySlotID` are different types.
///
/// - Shape: 16 bytes, big-endian; as text 26 characters of Crockford's base 32, lower case, without a check digit.
package struct ID<Tag>: Hashable, Sendable {
    package let high: UInt64
    package let low: UInt64

    @inlinable package static var byteCount: Int { 16 }

    @inlinable
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Draws a fresh identifier; two are never equal in practice (122 bits and more of chance).
    package static func make(using generator: inout some RandomNumberGenerator) -> ID {
        ID(high: generator.next(), low: generator.next())
    }

    /// Reads exactly 16 bytes; anything else gives nil.
    @inlinable
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        for (offset, byte) in bytes.enumerated() {
            if offset < 8 { words.0 = words.0 << 8 | UInt64(byte) } else { words.1 = words.1 << 8 | UInt64(byte) }
        }
        self.init(high: words.0, low: words.1)
    }

    @inlinable package var bytes: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(Self.byteCount)
        for word in [high, low] {
            for shift in stride(from: 56, through: 0, by: -8) {
                result.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        return result
    }

    /// Reads the text form; upper case and the look-alikes `o i l` are accepted as Crockford asks.
    @inlinable
    package init?(text: some StringProtocol) {
        guard let bytes = Base32.decode(text), let id = ID(bytes: bytes) else { return nil }
        self = id
    }

    @inlinable package var text: String { Base32.encode(bytes) }
}

extension ID: CustomStringConvertible {
    package var description: String { text }
}

package enum VaultTag: Sendable {}
package enum KeySlotTag: Sendable {}
package enum UserAccountTag: Sendable {}
package enum SessionTag: Sendable {}
package enum FileTag: Sendable {}
package enum StoreTag: Sendable {}
package enum SenderTag: Sendable {}

package typealias VaultID = ID<VaultTag>
package typealias KeySlotID = ID<KeySlotTag>
package typealias UserAccountID = ID<UserAccountTag>
package typealias SessionID = ID<SessionTag>
package typealias FileID = ID<FileTag>
package typealias StoreID = ID<StoreTag>
/// Who adds to an inbox: a token or a browser.
package typealias SenderID = ID<SenderTag>
