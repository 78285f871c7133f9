import KeyService

/// The errors of the AWS KMS protocol that keeper answers with, and what a client makes of them.
///
/// Messages are fixed sentences: nothing of a request is echoed.
enum KMSException: String, Error, Hashable, Sendable, CaseIterable {
    case accessDenied = "AccessDeniedException"
    case alreadyExists = "AlreadyExistsException"
    case disabled = "DisabledException"
    case dryRun = "DryRunOperationException"
    case expiredToken = "ExpiredTokenException"
    case incompleteSignature = "IncompleteSignature"
    case incorrectKey = "IncorrectKeyException"
    case internalFailure = "KMSInternalException"
    case invalidAliasName = "InvalidAliasNameException"
    case invalidCiphertext = "InvalidCiphertextException"
    case invalidKeyUsage = "InvalidKeyUsageException"
    case invalidMac = "KMSInvalidMacException"
    case invalidMarker = "InvalidMarkerException"
    case invalidSignature = "InvalidSignatureException"
    case invalidState = "KMSInvalidStateException"
    case keysDamaged = "KeeperDamagedException"
    case limitExceeded = "LimitExceededException"
    case missingSignature = "MissingAuthenticationTokenException"
    case notFound = "NotFoundException"
    case sealed = "KeeperSealedException"
    case serialization = "SerializationException"
    case tag = "TagException"
    case throttling = "ThrottlingException"
    case unknownCaller = "UnrecognizedClientException"
    case unknownOperation = "UnknownOperationException"
    case unsupported = "UnsupportedOperationException"
    case validation = "ValidationException"
    case wrongPassphrase = "KeeperPassphraseException"
    case wrongShare = "KeeperShareException"

    /// The status of HTTP that AWS KMS answers with.
    var status: Int {
        switch self {
        case .internalFailure: 500
        case .dryRun: 412
        case .sealed: 503
        default: 400
        }
    }

    var message: String {
        switch self {
        case .accessDenied: "This caller may not use the key service."
        case .alreadyExists: "There is such an alias already."
        case .dryRun: "The request would have succeeded; the dry run changed nothing."
        case .disabled: "The key is disabled."
        case .expiredToken: "The credentials of this request are over."
        case .incorrectKey: "The ciphertext was made under another key than the one named."
        case .incompleteSignature: "The signature does not cover what it must, or is not of version 4."
        case .internalFailure: "The key service could not keep the change."
        case .invalidAliasName: "This name of an alias is reserved."
        case .invalidKeyUsage: "The key is of another kind than the operation needs."
        case .invalidMac: "The code does not belong to this message under this key."
        case .invalidMarker: "The marker is not one that this list gave."
        case .invalidSignature: "The signature is wrong, for another service or region, or too old."
        case .invalidState: "The key's state does not allow this."
        case .missingSignature: "The request is not signed."
        case .invalidCiphertext: "The ciphertext does not open under its key and this encryption context."
        case .keysDamaged: "The root key file or a customer key file is damaged, or they do not belong together."
        case .limitExceeded: "No more of these can be made."
        case .notFound: "There is no such key."
        case .sealed: "The key service waits for its root key; run `flowkeep keeper unlock`."
        case .serialization: "The body is not a JSON object of this operation's shape."
        case .tag: "A tag is missing, twice there or outside its limits."
        case .throttling: "Too many requests."
        case .unknownCaller: "The key service does not know this access key."
        case .unsupported: "A key of this kind does not do this."
        case .unknownOperation: "The key service has no such operation."
        case .validation: "A value is missing, unknown or outside its limits."
        case .wrongPassphrase: "This is not the passphrase of the root key."
        case .wrongShare: "This share is of another sharing, or is not as it was made."
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
            case .credentialsExpired: .expiredToken
            case .sealed: .sealed
            case .throttled: .throttling
            case .unavailable: .internalFailure
            }
    }

    /// What a client's caller is told about an exception's name, from keeper or from AWS.
    static func keyServiceError(named name: String) -> KeyServiceError {
        switch name {
        case "NotFoundException": .notFound
        case "InvalidCiphertextException", "IncorrectKeyException", "KMSInvalidMacException": .invalidCiphertext
        case "DisabledException", "KMSInvalidStateException": .disabled
        case "ThrottlingException", "LimitExceededException", "RequestLimitExceeded": .throttled
        case "AccessDeniedException", "UnrecognizedClientException", "InvalidSignatureException",
            "IncompleteSignature", "IncompleteSignatureException", "MissingAuthenticationToken",
            "MissingAuthenticationTokenException", "InvalidClientTokenId":
            .accessDenied
        case "ExpiredTokenException", "ExpiredToken", "RequestExpired": .credentialsExpired
        case "KeeperSealedException": .sealed
        case "KMSInternalException", "DependencyTimeoutException", "KeyUnavailableException", "InternalFailure",
            "ServiceUnavailable":
            .unavailable
        default: .validation
        }
    }
}
