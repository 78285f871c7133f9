import KeyService

/// The errors of the AWS KMS protocol that keeper answers with, and what a client makes of them.
///
/// Messages are fixed sentences: nothing of a request is echoed.
enum KMSException: String, Error, Hashable, Sendable, CaseIterable {
    case accessDenied = "AccessDeniedException"
    case disabled = "DisabledException"
    case incorrectKey = "IncorrectKeyException"
    case internalFailure = "KMSInternalException"
    case invalidCiphertext = "InvalidCiphertextException"
    case limitExceeded = "LimitExceededException"
    case notFound = "NotFoundException"
    case serialization = "SerializationException"
    case throttling = "ThrottlingException"
    case unknownOperation = "UnknownOperationException"
    case validation = "ValidationException"

    var status: Int { self == .internalFailure ? 500 : 400 }

    var message: String {
        switch self {
        case .accessDenied: "This caller may not use the key service."
        case .disabled: "The key is disabled."
        case .incorrectKey: "The ciphertext was made under another key than the one named."
        case .internalFailure: "The key service could not keep the new key."
        case .invalidCiphertext: "The ciphertext does not open under its key and this encryption context."
        case .limitExceeded: "No more keys can be made."
        case .notFound: "There is no such key."
        case .serialization: "The body is not a JSON object of this operation's shape."
        case .throttling: "Too many requests."
        case .unknownOperation: "The key service has no such operation."
        case .validation: "A value is missing, unknown or outside its limits."
        }
    }

    init(_ error: KeyServiceError) {
        self =
            switch error {
            case .notFound: .notFound
            case .invalidCiphertext: .invalidCiphertext
            case .disabled: .disabled
            case .validation: .validation
            case .accessDenied: .accessDenied
            case .throttled: .throttling
            case .unavailable: .internalFailure
            }
    }

    /// What a client's caller is told about an exception's name, from keeper or from AWS.
    static func keyServiceError(named name: String) -> KeyServiceError {
        switch name {
        case "NotFoundException": .notFound
        case "InvalidCiphertextException", "IncorrectKeyException": .invalidCiphertext
        case "DisabledException", "KMSInvalidStateException": .disabled
        case "ThrottlingException", "LimitExceededException", "RequestLimitExceeded": .throttled
        case "AccessDeniedException", "UnrecognizedClientException", "InvalidSignatureException",
            "IncompleteSignature", "MissingAuthenticationToken", "ExpiredTokenException":
            .accessDenied
        case "KMSInternalException", "DependencyTimeoutException", "KeyUnavailableException", "InternalFailure",
            "ServiceUnavailable":
            .unavailable
        default: .validation
        }
    }
}
