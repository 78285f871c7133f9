import AWSSignature
import Glibc
import KeyService
import Sealing

/// The endpoint that a container platform names in the environment (ECS, EKS).
///
/// - Source: AWS SDKs and Tools Reference Guide, “Container credential provider”.
struct ContainerCredentials: CredentialSource {
    private static let host = "http://169.254.170.2"
    /// Where plain HTTP does not leave the machine.
    private static let plainHosts: Set<String> = [
        "localhost", "127.0.0.1", "[::1]", "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]",
    ]

    private let url: String?
    private let token: SharedSecret?
    private let tokenFile: String?
    private let http: CredentialHTTP

    /// - Returns: nil when the environment names no endpoint.
    init?(environment: [String: String], http: CredentialHTTP) {
        guard Self.isSetUp(environment) else { return nil }
        url = Self.address(in: environment)
        token = environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"].map { text in
            SharedSecret(SecretBytes(copying: Array(text.utf8)))
        }
        tokenFile = environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"]
        self.http = http
    }

    static func isSetUp(_ environment: [String: String]) -> Bool {
        environment["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] != nil
            || environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] != nil
    }

    /// Where to ask; nil for an address that may not be asked.
    static func address(in environment: [String: String]) -> String? {
        if let path = environment["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] {
            return path.hasPrefix("/") ? host + path : nil
        }
        return environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"].flatMap { isAllowed($0) ? $0 : nil }
    }

    func credentials() async throws(KeyServiceError) -> AWSCredentials? {
        guard let url else { throw .accessDenied }
        var headers: [(name: String, value: String)] = []
        if let text = try authorization() { headers.append(("authorization", text)) }
        var body = try await http.fetch(url, headers: headers)
        defer { Wipe.zero(&body) }
        return try CredentialDocument.read(body)
    }

    /// Read anew each time: the platform replaces the file.
    private func authorization() throws(KeyServiceError) -> String? {
        var bytes: [UInt8]
        if let tokenFile {
            do {
                let file = try SystemFile.open(tokenFile, O_RDONLY)
                guard let read = try SystemFile.read(file, limit: 65_536) else { throw KeyServiceError.accessDenied }
                bytes = read
            } catch { throw .accessDenied }
        } else if let token {
            bytes = token.bytes.copied()
        } else {
            return nil
        }
        defer { Wipe.zero(&bytes) }
        while bytes.last == 0x0A || bytes.last == 0x0D { bytes.removeLast() }
        // What would end the header begins another one.
        guard bytes.allSatisfy({ (0x20...0x7E).contains($0) }) else { throw .accessDenied }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func isAllowed(_ url: String) -> Bool {
        if url.hasPrefix("https://") { return true }
        guard url.hasPrefix("http://") else { return false }
        var authority = url.dropFirst("http://".count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !authority.contains("@") else { return false }
        if let bracket = authority.firstIndex(of: "]") {
            authority = authority[...bracket]
        } else {
            authority = authority.prefix { $0 != ":" }
        }
        return plainHosts.contains(String(authority))
    }
}
