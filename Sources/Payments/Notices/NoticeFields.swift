import JSON
import Primitives

/// One object of a notice, read member by member: what is not asked for is never looked at.
struct NoticeFields {
    private let object: JSONObject

    init(_ object: JSONObject) { self.object = object }

    init(parsing bytes: [UInt8]) throws(PaymentRefusal) {
        guard bytes.count <= NoticeLimits.byteCountMaximum else { throw .tooLarge }
        do throws(JSONParser.Failure) {
            guard case .object(let object) = try JSONParser.parse(bytes) else { throw JSONParser.Failure.malformed }
            self.object = object
        } catch {
            throw .malformed
        }
    }

    func isThere(_ name: String) -> Bool {
        switch object[name] {
        case nil, .null?: false
        default: true
        }
    }

    func text(_ name: String, count: ClosedRange<Int> = 1...255) throws(PaymentRefusal) -> String {
        guard case .string(let text)? = object[name], count.contains(text.utf8.count) else { throw .malformed }
        return text
    }

    /// Nil where the member is absent or null; another kind of value is refused.
    func optionalText(_ name: String, count: ClosedRange<Int> = 1...255) throws(PaymentRefusal) -> String? {
        isThere(name) ? try text(name, count: count) : nil
    }

    /// A whole number.
    func number(_ name: String) throws(PaymentRefusal) -> Int64 {
        guard case .number(let text)? = object[name], let number = Int64(text) else { throw .malformed }
        return number
    }

    func optionalNumber(_ name: String) throws(PaymentRefusal) -> Int64? { isThere(name) ? try number(name) : nil }

    /// A whole number, which Google writes as a string.
    func writtenNumber(_ name: String) throws(PaymentRefusal) -> Int64 {
        if case .number? = object[name] { return try number(name) }
        guard let number = Int64(try text(name, count: 1...20)) else { throw .malformed }
        return number
    }

    func isTrue(_ name: String) -> Bool { object[name] == .boolean(true) }

    func fields(_ name: String) throws(PaymentRefusal) -> NoticeFields {
        guard case .object(let object)? = object[name] else { throw .malformed }
        return NoticeFields(object)
    }

    func optionalFields(_ name: String) throws(PaymentRefusal) -> NoticeFields? {
        isThere(name) ? try fields(name) : nil
    }

    /// Elements of an array that are all objects.
    func list(_ name: String) throws(PaymentRefusal) -> [NoticeFields] {
        guard case .array(let values)? = object[name] else { throw .malformed }
        var list: [NoticeFields] = []
        for value in values {
            guard case .object(let object) = value else { throw .malformed }
            list.append(NoticeFields(object))
        }
        return list
    }

    /// Elements of an array that are all texts.
    func texts(_ name: String) throws(PaymentRefusal) -> [String] {
        guard case .array(let values)? = object[name] else { throw .malformed }
        var texts: [String] = []
        for value in values {
            guard case .string(let text) = value else { throw .malformed }
            texts.append(text)
        }
        return texts
    }

    func seconds(_ name: String) throws(PaymentRefusal) -> Timestamp { try Self.moment(try number(name), scale: 1000) }

    func optionalSeconds(_ name: String) throws(PaymentRefusal) -> Timestamp? {
        isThere(name) ? try seconds(name) : nil
    }

    func milliseconds(_ name: String) throws(PaymentRefusal) -> Timestamp {
        try Self.moment(try number(name), scale: 1)
    }

    func optionalMilliseconds(_ name: String) throws(PaymentRefusal) -> Timestamp? {
        isThere(name) ? try milliseconds(name) : nil
    }

    /// A moment between 1970 and 2286: what is outside is no moment, and cannot overflow anything.
    static func moment(_ number: Int64, scale: Int64) throws(PaymentRefusal) -> Timestamp {
        guard (0..<10_000_000_000_000 / scale).contains(number) else { throw .malformed }
        return Timestamp(milliseconds: number * scale)
    }
}

extension Timestamp {
    /// Whether a notice of this moment is neither too old nor of the future.
    func isFresh(at now: Timestamp, within seconds: Int64) -> Bool {
        self >= now.adding(seconds: -seconds) && self <= now.adding(seconds: NoticeLimits.aheadSeconds)
    }
}
