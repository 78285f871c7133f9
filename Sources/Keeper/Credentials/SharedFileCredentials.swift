import AWSSignature
import Glibc
import KeyService

/// One section of the credentials file that AWS tools share.
struct SharedFileCredentials: CredentialSource {
    let path: String
    let profile: String
    /// Whether somebody named this profile or file, so that its absence is an error.
    let isRequired: Bool

    init(path: String, profile: String, isRequired: Bool) {
        self.path = path
        self.profile = profile
        self.isRequired = isRequired
    }

    /// - Parameter environment: `AWS_SHARED_CREDENTIALS_FILE` or `HOME`, and `AWS_PROFILE`; nil when none says where.
    init?(environment: [String: String]) {
        let named = environment["AWS_SHARED_CREDENTIALS_FILE"]
        guard let path = named ?? environment["HOME"].map({ $0 + "/.aws/credentials" }) else { return nil }
        self.path = path
        profile = environment["AWS_PROFILE"] ?? "default"
        isRequired = named != nil || environment["AWS_PROFILE"] != nil
    }

    func credentials() throws(KeyServiceError) -> AWSCredentials? {
        let found: AWSCredentials?
        do { found = try CredentialsFile.read(path)[profile] } catch .system(ENOENT) { found = nil } catch {
            throw .accessDenied
        }
        guard found != nil || !isRequired else { throw .accessDenied }
        return found
    }
}
