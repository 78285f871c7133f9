import Primitives
import KeyService

/// The members of one KMS request, asked for by name; what nobody asked for is refused.
///
/// AWS ignores members it does not know. Here an unknown member is an error: `DryRun` or a policy that is silently
/// ignored would be a promise not kept.
struct KMSRequest {
    private var members: [String: JSON]

    init(_ body: [UInt8]) throws(KMSException) {
        let value: JSON
        do { value = try JSONParser.parse(body) } catch { throw .serialization }
        guard case .object(let members) = value else { throw .serialization }
        self.members = members
    }

    func has(_ name: String) -> Bool { members[name] != nil }

    /// Takes a text member of at most `limit` bytes.
    mutating func text(_ name: String, limit: Int) throws(KMSException) -> String? {
        switch members.removeValue(forKey: name) {
        case nil: return nil
        case .string(let text):
            guard text.utf8.count <= limit else { throw .validation }
            return text
        default: throw .serialization
        }
    }

    /// Takes a member of which only one value is supported.
    mutating func fixed(_ name: String, _ only: String) throws(KMSException) {
        guard let text = try text(name, limit: 256) else { return }
        guard text == only else { throw .validation }
    }

    mutating func integer(_ name: String) throws(KMSException) -> Int? {
        switch members.removeValue(forKey: name) {
        case nil: return nil
        case .number(let text):
            guard let number = Int(text) else { throw .serialization }
            return number
        default: throw .serialization
        }
    }

    mutating func bytes(_ name: String, limit: Int) throws(KMSException) -> [UInt8] {
        switch members.removeValue(forKey: name) {
        case nil: throw .validation
        case .string(let text):
            guard let bytes = Base64.decode(Array(text.utf8)) else { throw .serialization }
            guard (1...limit).contains(bytes.count) else { throw .validation }
            return bytes
        default: throw .serialization
        }
    }

    /// Takes a flag; one that is not there is false.
    mutating func flag(_ name: String) throws(KMSException) -> Bool {
        switch members.removeValue(forKey: name) {
        case nil: return false
        case .bool(let flag): return flag
        default: throw .serialization
        }
    }

    /// Takes a member that may be there as long as it says nothing.
    mutating func none(_ name: String) throws(KMSException) {
        switch members.removeValue(forKey: name) {
        case nil, .array([]), .bool(false): return
        default: throw .validation
        }
    }

    mutating func texts(_ name: String, limit: Int) throws(KMSException) -> [String]? {
        guard let elements = try array(name) else { return nil }
        var texts: [String] = []
        for element in elements {
            guard case .string(let text) = element else { throw .serialization }
            guard text.utf8.count <= limit else { throw .validation }
            texts.append(text)
        }
        return texts
    }

    /// Takes a list of objects, whose members are to be finished as this request's are.
    mutating func objects(_ name: String) throws(KMSException) -> [KMSRequest]? {
        guard let elements = try array(name) else { return nil }
        var objects: [KMSRequest] = []
        for element in elements {
            guard case .object(let members) = element else { throw .serialization }
            objects.append(KMSRequest(members: members))
        }
        return objects
    }

    private init(members: [String: JSON]) { self.members = members }

    private mutating func array(_ name: String) throws(KMSException) -> [JSON]? {
        switch members.removeValue(forKey: name) {
        case nil: return nil
        case .array(let elements): return elements
        default: throw .serialization
        }
    }

    /// Takes the name of a key, or of an alias.
    mutating func reference(_ name: String = "KeyId") throws(KMSException) -> KeyReference {
        guard let reference = try optionalReference(name) else { throw .validation }
        return reference
    }

    mutating func optionalReference(_ name: String = "KeyId") throws(KMSException) -> KeyReference? {
        guard let text = try text(name, limit: 2048) else { return nil }
        // AWS answers NotFoundException for ids that cannot be ids, too.
        guard let reference = KeyReference(text) else { throw .notFound }
        return reference
    }

    /// Takes the name of a key where an alias is not allowed.
    mutating func keyID(_ name: String = "KeyId") throws(KMSException) -> CustomerKeyID {
        guard case .id(let id) = try reference(name) else { throw .notFound }
        return id
    }

    /// Takes where in a list to go on, and how many to give.
    mutating func page(default count: Int, maximum: Int = 1000) throws(KMSException) -> KMSPage {
        let limit = try integer("Limit") ?? count
        guard (1...1000).contains(limit) else { throw .validation }
        let marker = try text("Marker", limit: 1024)
        guard marker != "" else { throw .validation }
        return KMSPage(limit: min(limit, maximum), marker: marker)
    }

    mutating func encryptionContext(
        _ name: String = "EncryptionContext"
    ) throws(KMSException) -> EncryptionContext {
        switch members.removeValue(forKey: name) {
        case nil: return EncryptionContext(pairs: [:])
        case .object(let members):
            var pairs: [String: String] = [:]
            for (key, value) in members {
                guard case .string(let text) = value else { throw .serialization }
                pairs[key] = text
            }
            return EncryptionContext(pairs: pairs)
        default: throw .serialization
        }
    }

    func finish() throws(KMSException) {
        guard members.isEmpty else { throw .validation }
    }
}
