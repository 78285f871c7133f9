import KeyService
import Primitives
import Sealing

/// What the canary vault says from one backup on, so that a copy from before it is known as that.
///
/// - Shape: `begun 8 | written 8 (0 while it is not) | 16 random bytes`, big-endian milliseconds.
struct CanaryMark: Hashable, Sendable {
    static let byteCount = 32

    let bytes: [UInt8]
    let begun: Timestamp
    /// When it was durable; nil while nobody knows whether it is.
    var written: Timestamp?

    static func make(at time: Timestamp) -> CanaryMark {
        CanaryMark(bytes: SecureRandom.bytes(count: 16), begun: time, written: nil)
    }

    /// What stands in the diary.
    var text: String { Base32.encode(bytes) }

    /// What stands in the book: an amount that no two marks share by chance.
    var minorUnits: Int64 {
        Int64(bytes.prefix(5).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    init(bytes: [UInt8], begun: Timestamp, written: Timestamp?) {
        self.bytes = bytes
        self.begun = begun
        self.written = written
    }

    init?(decoding field: [UInt8]) {
        guard field.count == Self.byteCount else { return nil }
        func time(_ range: Range<Int>) -> Timestamp {
            let bits = field[range].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return Timestamp(milliseconds: Int64(bitPattern: bits))
        }
        let written = time(8..<16)
        self.init(
            bytes: Array(field[16...]),
            begun: time(0..<8),
            written: written.milliseconds == 0 ? nil : written
        )
    }

    func encode() -> [UInt8] {
        [begun.milliseconds, written?.milliseconds ?? 0].flatMap { number in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> Int64($0)) }
        } + bytes
    }
}

extension [CanaryMark] {
    /// What a copy of that moment may say: the newest mark that was durable before it, or one that was being written.
    func expected(at moment: Timestamp) -> [CanaryMark] {
        guard let sure = lastIndex(where: { mark in mark.written.map { $0 <= moment } ?? false }) else {
            return filter { $0.begun <= moment }
        }
        return [self[sure]] + self[(sure + 1)...].filter { $0.begun <= moment }
    }
}
