package import HTTPTypes

/// Everything that can be wrong with a request, as clients see it.
///
/// Raw values are in the API (`urn:flowkeep:problem:…`): never rename, never reuse.
/// Source: docs/spec/http-api.md §6, RFC 9457.
package enum ProblemKind: String, Sendable, CaseIterable {
    case malformedRequest = "malformed-request"
    case malformedBody = "malformed-body"
    case invalid = "invalid"
    case notSignedIn = "not-signed-in"
    case wrongCredentials = "wrong-credentials"
    case secondStepNeeded = "second-step-needed"
    case wrongSecondStep = "wrong-second-step"
    case passkeyRefused = "passkey-refused"
    case proofNeeded = "proof-needed"
    case recoveryWaits = "recovery-waits"
    case guardianNeeded = "guardian-needed"
    case locked = "locked"
    case crossSite = "cross-site"
    case notAllowed = "not-allowed"
    case noConsent = "no-consent"
    case notFound = "not-found"
    case noBook = "no-book"
    case methodNotAllowed = "method-not-allowed"
    case handleTaken = "handle-taken"
    case weakPassphrase = "weak-passphrase"
    case conflict = "conflict"
    case inUse = "in-use"
    case changedMeanwhile = "changed-meanwhile"
    case ifMatchRequired = "if-match-required"
    case lengthRequired = "length-required"
    case tooLarge = "too-large"
    case targetTooLong = "target-too-long"
    case unsupportedMediaType = "unsupported-media-type"
    case wrongHost = "wrong-host"
    case tooManyRequests = "too-many-requests"
    case internalError = "internal-error"
    case unavailable = "unavailable"
    case storeFull = "store-full"

    package var type: String { "urn:flowkeep:problem:" + rawValue }

    package var status: HTTPResponse.Status {
        switch self {
        case .malformedRequest, .malformedBody: .badRequest
        case .invalid, .weakPassphrase: .unprocessableContent
        case .notSignedIn, .wrongCredentials, .secondStepNeeded, .wrongSecondStep, .passkeyRefused: .unauthorized
        case .locked: HTTPResponse.Status(code: 423)
        case .crossSite, .notAllowed, .noConsent, .proofNeeded, .recoveryWaits, .guardianNeeded: .forbidden
        case .notFound, .noBook: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .handleTaken, .conflict, .inUse: .conflict
        case .changedMeanwhile: .preconditionFailed
        case .ifMatchRequired: .preconditionRequired
        case .lengthRequired: .lengthRequired
        case .tooLarge: .contentTooLarge
        case .targetTooLong: .uriTooLong
        case .unsupportedMediaType: .unsupportedMediaType
        case .wrongHost: .misdirectedRequest
        case .tooManyRequests: .tooManyRequests
        case .internalError: .internalServerError
        case .unavailable: .serviceUnavailable
        case .storeFull: HTTPResponse.Status(code: 507)
        }
    }

    /// One sentence that is always true of this kind.
    package var title: String {
        switch self {
        case .malformedRequest: "The request is not well-formed."
        case .malformedBody: "The body is not well-formed."
        case .invalid: "Something in the request is not acceptable."
        case .notSignedIn: "Sign in first."
        case .wrongCredentials: "The handle and the passphrase or code do not belong together."
        case .secondStepNeeded: "The passphrase is right, and a second step is needed."
        case .wrongSecondStep: "That is not a code of this account."
        case .passkeyRefused: "The passkey was not accepted."
        case .proofNeeded: "Show again who you are first: it was longer than ten minutes ago."
        case .recoveryWaits: "The recovery code is right, and without a second step it has to wait."
        case .guardianNeeded: "Under 18 an account needs the consent of a guardian."
        case .locked: "The vault is locked. Unlock it with the passphrase."
        case .crossSite: "The request did not come from a page of this site."
        case .notAllowed: "This is not allowed here."
        case .noConsent: "There is no consent for this use of the data."
        case .notFound: "There is nothing at this address."
        case .noBook: "You are not in this book, or it was deleted."
        case .methodNotAllowed: "This address does not know that method."
        case .handleTaken: "This handle is taken."
        case .weakPassphrase: "The passphrase is too easy to guess."
        case .conflict: "The request contradicts what is stored."
        case .inUse: "Something else still refers to this."
        case .changedMeanwhile: "It was changed in the meantime. Read it again."
        case .ifMatchRequired: "Say with If-Match which version is meant."
        case .lengthRequired: "The body needs a Content-Length."
        case .tooLarge: "The body is too large."
        case .targetTooLong: "The address is too long."
        case .unsupportedMediaType: "The body has a type that is not accepted here."
        case .wrongHost: "This server does not answer under that name."
        case .tooManyRequests: "Too many attempts. Wait before the next one."
        case .internalError: "Something failed here. Nothing was changed."
        case .unavailable: "This cannot be done at the moment. Try again."
        case .storeFull: "There is no space left to store this. Nothing was changed."
        }
    }
}
