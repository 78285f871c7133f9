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

    mutating func keyID() throws(KMSException) -> CustomerKeyID {
        guard let id = try optionalKeyID() else { throw .validation }
        return id
    }

    mutating func optionalKeyID() throws(KMSException) -> CustomerKeyID? {
        guard let text = try text("KeyId", limit: 2048) else { return nil }
        // AWS answers NotFoundException for ids that cannot be ids, too.
        guard let id = CustomerKeyID(text: text) else { throw .notFound }
        return id
    }

    mutating func encryptionContext() throws(KMSException) -> EncryptionContext {
        switch members.removeValue(forKey: "EncryptionContext") {
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
