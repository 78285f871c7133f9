import Backup
import KeyService
import Primitives
import Sealing

/// How the last copy to the second place ended.
struct SecondRecord: RecordCodable, Hashable {
    private enum Tag {
        static let place: UInt16 = 1
        static let at: UInt16 = 2
        static let failure: UInt16 = 3
        static let newest: UInt16 = 4
    }

    static let key = RecordKey(kind: .secondPlace, name: [])

    /// SHA-256 of what is configured: enough to know the place again, and not its name.
    let place: [UInt8]
    let at: Timestamp
    /// Nil where everything is there.
    let failure: SecondPlaceError?
    /// When the newest backup was made that was ever whole there; nil for none.
    let newest: Timestamp?

    static func digest(_ choice: SecondPlaceChoice) -> [UInt8] { Digest.sha256(Array(choice.text.utf8)) }

    init(place: [UInt8], at: Timestamp, failure: SecondPlaceError?, newest: Timestamp?) {
        self.place = place
        self.at = at
        self.failure = failure
        self.newest = newest
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let fields = try FieldReader(bytes)
        place = try fields.bytes(Tag.place)
        at = try fields.timestamp(Tag.at)
        // A failure that only a newer version knows is one all the same.
        let code = try fields.uint8(Tag.failure)
        failure = code == 0 ? nil : SecondPlaceError(rawValue: code) ?? .unexpected
        newest = try fields.optionalTimestamp(Tag.newest)
    }

    func encode() -> [UInt8] {
        var fields = FieldWriter()
        fields.append(Tag.place, place)
        fields.append(Tag.at, at)
        fields.append(Tag.failure, failure?.rawValue ?? 0)
        if let newest { fields.append(Tag.newest, newest) }
        return fields.bytes
    }
}
