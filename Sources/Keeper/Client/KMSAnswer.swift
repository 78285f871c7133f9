import KeyService
import Primitives

/// The body of an answer, read by name.
///
/// Unlike a request it may have members we do not know: AWS adds some.
struct KMSAnswer {
    private let members: [String: JSON]

    /// - Throws: the error that the service answered with, or `unavailable` for what is no answer of a key service.
    init(status: Int, errorType: String?, body: [UInt8]) throws(KeyServiceError) {
        let members = try Self.members(status, body)
        guard status == 200 else {
            var name = errorType
            if name == nil, case .string(let type) = members["__type"] { name = type }
            guard let name else { throw .unavailable }
            throw KMSException.keyServiceError(named: Self.bare(name))
        }
        self.members = members
    }

    private init(members: [String: JSON]) { self.members = members }

    /// Operations that have nothing to answer answer with nothing, or `null`.
    private static func members(_ status: Int, _ body: [UInt8]) throws(KeyServiceError) -> [String: JSON] {
        if status == 200, body.isEmpty { return [:] }
        let value: JSON
        do { value = try JSONParser.parse(body) } catch { throw .unavailable }
        switch value {
        case .object(let members): return members
        case .null where status == 200: return [:]
        default: throw .unavailable
        }
    }

    /// Services write `prefix#Name` and `Name:address`, too.
    private static func bare(_ name: String) -> String {
        let afterHash = name.split(separator: "#").last ?? ""
        return String(afterHash.prefix { $0 != ":" })
    }

    func object(_ name: String) throws(KeyServiceError) -> KMSAnswer {
        guard case .object(let members) = members[name] else { throw .unavailable }
        return KMSAnswer(members: members)
    }

    func objects(_ name: String) throws(KeyServiceError) -> [KMSAnswer] {
        guard case .array(let elements) = members[name] else { throw .unavailable }
        var answers: [KMSAnswer] = []
        for element in elements {
            guard case .object(let members) = element else { throw .unavailable }
            answers.append(KMSAnswer(members: members))
        }
        return answers
    }

    /// Whether the answer has this member.
    func has(_ name: String) -> Bool { members[name] != nil && members[name] != .null }

    func integer(_ name: String) throws(KeyServiceError) -> Int {
        guard case .number(let text) = members[name], let number = Int(text) else { throw .unavailable }
        return number
    }

    func text(_ name: String) throws(KeyServiceError) -> String {
        guard case .string(let text) = members[name] else { throw .unavailable }
        return text
    }

    func flag(_ name: String) throws(KeyServiceError) -> Bool {
        guard case .bool(let flag) = members[name] else { throw .unavailable }
        return flag
    }

    func bytes(_ name: String) throws(KeyServiceError) -> [UInt8] {
        guard let bytes = Base64.decode(Array(try text(name).utf8)), !bytes.isEmpty else { throw .unavailable }
        return bytes
    }

    /// Seconds since 1970, possibly with decimals or an exponent.
    func moment(_ name: String) throws(KeyServiceError) -> Timestamp {
        guard case .number(let text) = members[name], let seconds = Double(text),
            let milliseconds = Int64(exactly: (seconds * 1000).rounded())
        else { throw .unavailable }
        return Timestamp(milliseconds: milliseconds)
    }
}
