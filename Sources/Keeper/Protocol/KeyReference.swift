import KeyService

/// How a request names a key: by its id, or by an alias; either may be written as a resource name.
enum KeyReference: Hashable, Sendable {
    case id(CustomerKeyID)
    case alias(String)

    init?(_ text: String) {
        if text.hasPrefix(KeyAlias.prefix) {
            self = .alias(text)
            return
        }
        // arn:partition:kms:region:account:resource
        if text.hasPrefix("arn:") {
            let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
            guard parts.count == 6 else { return nil }
            if parts[5].hasPrefix(KeyAlias.prefix) {
                self = .alias(String(parts[5]))
                return
            }
        }
        guard let id = CustomerKeyID(text: text) else { return nil }
        self = .id(id)
    }
}
