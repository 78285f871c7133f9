import Primitives
import Sealing

/// AWS Signature Version 4: what is signed, and the signature.
///
/// Covers what the KMS protocol sends: the path `/`, no query, the whole body hashed.
/// - Source: docs/spec/key-service.md §9; AWS General Reference, “Signing AWS API requests”.
struct SignatureV4: Sendable {
    static let algorithm = "AWS4-HMAC-SHA256"
    static let terminator = "aws4_request"

    /// What a key is derived for, so that a signature is of one day, region and service.
    struct Scope: Hashable, Sendable {
        /// `yyyymmdd`.
        let day: String
        let region: String
        let service: String

        var text: String { "\(day)/\(region)/\(service)/\(SignatureV4.terminator)" }
    }

    let method: String
    /// Every header that is signed, names in lower case; a repeated one as often as it was sent, in that order.
    let headers: [(name: String, value: String)]
    let body: [UInt8]

    var signedHeaderNames: String { names.joined(separator: ";") }

    private var names: [String] { Set(headers.map(\.name)).sorted() }

    var canonicalRequest: String {
        var lines = [method, "/", ""]
        for name in names {
            let values = headers.filter { $0.name == name }.map { Self.trimmed($0.value) }
            lines.append("\(name):\(values.joined(separator: ","))")
        }
        lines += ["", signedHeaderNames, Hexadecimal.text(Digest.sha256(body))]
        return lines.joined(separator: "\n")
    }

    /// What is signed; `moment` is what the request says, `yyyymmddThhmmssZ`.
    func stringToSign(moment: String, scope: Scope) -> String {
        let hash = Hexadecimal.text(Digest.sha256(Array(canonicalRequest.utf8)))
        return [Self.algorithm, moment, scope.text, hash].joined(separator: "\n")
    }

    /// 64 hexadecimal digits.
    func signature(moment: String, scope: Scope, secret: borrowing SecretBytes) -> String {
        let key = Self.signingKey(scope, secret)
        let text = stringToSign(moment: moment, scope: scope)
        return Hexadecimal.text(Authenticator.unlabelledTag(Array(text.utf8), key: key))
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
