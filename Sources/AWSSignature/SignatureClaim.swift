/// What the `Authorization` header of a signed request says; nothing of it is verified.
package struct SignatureClaim: Hashable, Sendable {
    package let accessKeyID: String
    package let scope: SignatureV4.Scope
    /// Ascending, each once.
    package let signedHeaders: [String]
    package let signature: String

    /// Reads `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…` with exactly these parts.
    package init?(_ value: String) {
        guard value.hasPrefix(SignatureV4.algorithm + " ") else { return nil }
        var parts: [String: String] = [:]
        for part in value.dropFirst(SignatureV4.algorithm.count + 1).split(separator: ",") {
            let pair = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, parts.updateValue(String(pair[1]), forKey: String(pair[0])) == nil else {
                return nil
            }
        }
        guard parts.count == 3, let credential = parts["Credential"], let headers = parts["SignedHeaders"],
            let signature = parts["Signature"], signature.utf8.count == 64
        else { return nil }
        let fields = credential.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 5, fields[4] == SignatureV4.terminator else { return nil }
        accessKeyID = fields[0]
        scope = SignatureV4.Scope(day: fields[1], region: fields[2], service: fields[3])
        signedHeaders = headers.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        self.signature = signature
        let isAscending = zip(signedHeaders, signedHeaders.dropFirst()).allSatisfy { $0 < $1 }
        guard isAscending, headers == headers.lowercased() else { return nil }
    }
}
