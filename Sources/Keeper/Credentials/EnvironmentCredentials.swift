import AWSSignature
import KeyService

/// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and perhaps `AWS_SESSION_TOKEN`.
struct EnvironmentCredentials: CredentialSource {
    let environment: [String: String]

    func credentials() throws(KeyServiceError) -> AWSCredentials? {
        guard let id = environment["AWS_ACCESS_KEY_ID"], !id.isEmpty else { return nil }
        var secret = Array((environment["AWS_SECRET_ACCESS_KEY"] ?? "").utf8)
        var token = Array((environment["AWS_SESSION_TOKEN"] ?? "").utf8)
        guard let credentials = AWSCredentials(accessKeyID: Array(id.utf8), wiping: &secret, sessionToken: &token)
        else { throw .accessDenied }
        return credentials
    }
}
