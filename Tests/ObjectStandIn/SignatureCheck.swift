import Crypto
import Foundation
import ObjectStore

/// Verifies AWS Signature Version 4 from its description, with none of the program's own code.
struct SignatureCheck {
    let accessKey: String
    let secret: String
    let region: String

    /// Nil where the request is signed as it should be; otherwise what is wrong.
    func fault(_ request: ObjectRequest) -> String? {
        guard let url = URLComponents(string: request.url), let host = url.host else { return "address" }
        let headers = request.headers.map { ($0.name.lowercased(), $0.value) }
        func header(_ name: String) -> String? { headers.first { $0.0 == name }?.1 }
        guard let authorization = header("authorization"), let date = header("x-amz-date"),
            let bodyHash = header("x-amz-content-sha256")
        else { return "headers" }
        guard bodyHash == hex(SHA256.hash(data: request.body)) else { return "body" }
        let pattern =
            "^AWS4-HMAC-SHA256 Credential=([^/]+)/([0-9]{8})/([^/]+)/s3/aws4_request, "
            + "SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$"
        guard let expression = try? NSRegularExpression(pattern: pattern),
            let match = expression.firstMatch(
                in: authorization,
                range: NSRange(authorization.startIndex..., in: authorization)
            )
        else { return "authorization" }
        let parts = (1...5).map { index in
            Range(match.range(at: index), in: authorization).map { String(authorization[$0]) } ?? ""
        }
        guard parts[0] == accessKey, parts[2] == region, date.hasPrefix(parts[1]) else { return "credential" }
        let names = parts[3].split(separator: ";").map(String.init)
        // Whatever of the protocol's own is sent must be covered.
        let own = headers.map(\.0).filter { $0.hasPrefix("x-amz-") || $0 == "range" || $0 == "if-none-match" }
        guard names.contains("host"), Set(own).isSubset(of: names), names == names.sorted() else { return "names" }
        let port = url.port.map { ":\($0)" } ?? ""
        let lines = names.map { name in
            name == "host" ? "host:\(host)\(port)" : "\(name):\(header(name) ?? "")"
        }
        let query = (url.percentEncodedQuery ?? "").split(separator: "&").map(String.init).sorted()
        let canonical = [
            request.method.rawValue, url.percentEncodedPath, query.joined(separator: "&"),
            lines.joined(separator: "\n") + "\n", parts[3], bodyHash,
        ].joined(separator: "\n")
        let scope = "\(parts[1])/\(region)/s3/aws4_request"
        let text = ["AWS4-HMAC-SHA256", date, scope, hex(SHA256.hash(data: Data(canonical.utf8)))]
            .joined(separator: "\n")
        var key = SymmetricKey(data: Data("AWS4\(secret)".utf8))
        for part in [parts[1], region, "s3", "aws4_request"] {
            key = SymmetricKey(data: Data(HMAC<SHA256>.authenticationCode(for: Data(part.utf8), using: key)))
        }
        let signature = hex(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key))
        return signature == parts[4] ? nil : "signature"
    }

    private func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { String(format: "%02x", $0) }.joined()
    }
}
