import AWSSignature
import KeyService
import Primitives

/// What the container and instance endpoints answer with.
enum CredentialDocument {
    static func read(_ body: [UInt8]) throws(KeyServiceError) -> AWSCredentials {
        let value: JSON
        do { value = try JSONParser.parse(body) } catch { throw .unavailable }
        guard case .object(let members) = value else { throw .unavailable }
        guard case .string(let id) = members["AccessKeyId"], case .string(let secretText) = members["SecretAccessKey"],
            case .string(let end) = members["Expiration"], let expires = SignatureMoment(extended: end)
        else { throw .accessDenied }
        var secret = Array(secretText.utf8)
        var token: [UInt8] = []
        if case .string(let text) = members["Token"] { token = Array(text.utf8) }
        guard
            let credentials = AWSCredentials(
                accessKeyID: Array(id.utf8),
                wiping: &secret,
                sessionToken: &token,
                expires: expires.moment
            )
        else { throw .accessDenied }
        return credentials
    }
}
