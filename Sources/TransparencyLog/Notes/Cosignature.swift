import Sealing

/// The message that a signature of each kind is over.
///
/// - Source: docs/spec/transparency-log.md §7; C2SP tlog-cosignature.
enum Cosignature {
    static let timeByteCount = 8
    /// The largest time that C2SP allows: 2^63 − 1.
    static let latestTime = UInt64(Int64.max)

    /// What a witness signs: that at this time it had seen no larger tree of the log.
    static func message(_ text: [UInt8], time: UInt64) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n".utf8) + text
    }

    /// The time of a valid signature (0 when its kind has none); nil when it is not valid.
    static func check(_ signature: NoteSignature, by key: NoteKey, over text: [UInt8]) -> UInt64? {
        switch key.kind {
        case .note:
            return key.key.isValid(signature.bytes, for: text) ? 0 : nil
        case .cosignature:
            guard signature.bytes.count > timeByteCount else { return nil }
            let time = signature.bytes.prefix(timeByteCount).reduce(0) { $0 << 8 | UInt64($1) }
            guard time <= latestTime else { return nil }
            let isValid = key.key.isValid(signature.bytes.dropFirst(timeByteCount), for: message(text, time: time))
            return isValid ? time : nil
        }
    }
}
