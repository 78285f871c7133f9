import Primitives
package import Sealing

/// AWS Signature Version 4: what is signed, and the signature.
///
/// - Source: docs/spec/key-service.md §9; AWS General Reference, “Signing AWS API requests”.
package struct SignatureV4: Sendable {
    package static let algorithm = "AWS4-HMAC-SHA256"
    package static let terminator = "aws4_request"

    /// What a key is derived for, so that a signature is of one day, region and service.
    package struct Scope: Hashable, Sendable {
        /// `yyyymmdd`.
        package let day: String
        package let region: String
        package let service: String

        package init(day: String, region: String, service: String) {
            self.day = day
            self.region = region
            self.service = service
        }

        package var text: String { "\(day)/\(region)/\(service)/\(SignatureV4.terminator)" }
    }

    private let method: String
    private let path: String
    private let query: [(name: String, value: String)]
    private let headers: [(name: String, value: String)]
    private let bodyDigest: String

    /// - Parameters:
    ///   - method: in capitals.
    ///   - path: encoded as it is sent.
    ///   - query: names and values as they are meant, not encoded.
    ///   - headers: every header that is signed, names in lower case; a repeated one as often as it was sent, in that
    ///     order.
    ///   - body: all of it.
    package init(
        method: String,
        path: String = "/",
        query: [(name: String, value: String)] = [],
        headers: [(name: String, value: String)],
        body: [UInt8]
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        bodyDigest = Hexadecimal.text(Digest.sha256(body))
    }

    package var signedHeaderNames: String { names.joined(separator: ";") }

    private var names: [String] { Set(headers.map(\.name)).sorted() }

    /// As it is written in an address, too.
    package static func query(_ fields: [(name: String, value: String)]) -> String {
        let encoded = fields.map { (PercentEncoding.text($0.name), PercentEncoding.text($0.value)) }
        return encoded.sorted { $0 < $1 }.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
    }

    package var canonicalRequest: String {
        var lines = [method, path, Self.query(query)]
        for name in names {
            let values = headers.filter { $0.name == name }.map { Self.trimmed($0.value) }
            lines.append("\(name):\(values.joined(separator: ","))")
        }
        lines += ["", signedHeaderNames, bodyDigest]
        return lines.joined(separator: "\n")
    }

    /// What is signed; `moment` is what the request says, `yyyymmddThhmmssZ`.
    package func stringToSign(moment: String, scope: Scope) -> String {
        let hash = Hexadecimal.text(Digest.sha256(Array(canonicalRequest.utf8)))
        return [Self.algorithm, moment, scope.text, hash].joined(separator: "\n")
    }

    /// 64 hexadecimal digits.
    package func signature(moment: String, scope: Scope, secret: borrowing SecretBytes) -> String {
        let key = Self.signingKey(scope, secret)
        let text = stringToSign(moment: moment, scope: scope)
        return Hexadecimal.text(Authenticator.unlabelledTag(Array(text.utf8), key: key))
    }

    /// The value of the `Authorization` header.
    package func authorization(moment: String, scope: Scope, _ credentials: AWSCredentials) -> String {
        let text = signature(moment: moment, scope: scope, secret: credentials.secret.bytes)
        return "\(Self.algorithm) Credential=\(credentials.accessKeyID)/\(scope.text), "
            + "SignedHeaders=\(signedHeaderNames), Signature=\(text)"
    }

    private static func signingKey(_ scope: Scope, _ secret: borrowing SecretBytes) -> SecretBytes {
        var start = Array("AWS4".utf8) + secret.copied()
        var key = SecretBytes(wiping: &start)
        for part in [scope.day, scope.region, scope.service, terminator] {
            var next = Authenticator.unlabelledTag(Array(part.utf8), key: key)
            key = SecretBytes(wiping: &next)
        }
        return key
    }

    /// Without spaces at the ends, and with one where there were several.
    private static func trimmed(_ value: String) -> String {
        value.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
    }
}
