import AWSSignature
import KeyService
import Sealing

/// The metadata service of an EC2 instance, version 2 only: without the token of its first step anybody who can make
/// the server send a request would get the credentials.
///
/// - Source: AWS SDKs and Tools Reference Guide, “IMDS credential provider”.
struct InstanceCredentials: CredentialSource {
    private static let host = "http://169.254.169.254"
    private static let tokenPath = "/latest/api/token"
    private static let rolePath = "/latest/meta-data/iam/security-credentials/"

    private let host: String
    private let http: CredentialHTTP

    /// - Returns: nil when the environment switches it off.
    init?(environment: [String: String], http: CredentialHTTP) {
        guard let host = Self.address(in: environment) else { return nil }
        self.host = host
        self.http = http
    }

    /// Scheme and host, without a slash at the end; nil where it is switched off.
    static func address(in environment: [String: String]) -> String? {
        guard environment["AWS_EC2_METADATA_DISABLED"]?.lowercased() != "true" else { return nil }
        var host = environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] ?? Self.host
        while host.hasSuffix("/") { host.removeLast() }
        return host
    }

    func credentials() async throws(KeyServiceError) -> AWSCredentials? {
        guard var token = try await token() else { return nil }
        defer { Wipe.zero(&token) }
        let headers = [(name: "x-aws-ec2-metadata-token", value: String(decoding: token, as: UTF8.self))]
        let role = try await http.fetch(host + Self.rolePath, headers: headers)
        let name = role.prefix { $0 != 0x0A && $0 != 0x0D }
        let isPlain = name.allSatisfy { byte in
            // What IAM allows in the name of a role.
            let scalar = Unicode.Scalar(byte)
            return byte < 0x80 && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                || "+=,.@-_".utf8.contains(byte)
        }
        guard !name.isEmpty, isPlain else { throw .accessDenied }
        var body = try await http.fetch(
            host + Self.rolePath + String(decoding: name, as: UTF8.self),
            headers: headers
        )
        defer { Wipe.zero(&body) }
        return try CredentialDocument.read(body)
    }

    /// Nil where nobody answers: this is no instance.
    private func token() async throws(KeyServiceError) -> [UInt8]? {
        let headers = [(name: "x-aws-ec2-metadata-token-ttl-seconds", value: "300")]
        do {
            let token = try await http.fetch(host + Self.tokenPath, method: "PUT", headers: headers)
            guard !token.isEmpty, token.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
            return token
        } catch { return nil }
    }
}
