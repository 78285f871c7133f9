/// Why a store of objects did not do what was asked.
package enum ObjectStoreError: Error, Hashable, Sendable {
    /// There was no connection, or it ended before the answer did.
    case unreachable
    case timedOut
    /// Too many requests, or the store is busy; asked again as often as is reasonable.
    case busy
    /// The store says that these credentials may not do this.
    case denied
    /// There are no credentials, or the store does not know them.
    case credentials
    /// There is no such bucket.
    case noBucket
    /// There is no such object, upload or setting.
    case notFound
    /// Something has that name already.
    case exists
    /// The bucket keeps no objects from being deleted.
    case notLockable
    /// The bucket is in another region.
    case otherRegion
    /// The store has no room.
    case full
    /// What came back, or what is said to lie there, is not what was sent.
    case damaged
    /// An answer that is not one of this protocol, or none that this program knows. Carries the status.
    case unexpected(Int)
    /// The program's own list of destinations does not have it.
    case notListed
    case cancelled

    /// Whether asking again soon may bring something else.
    var isPassing: Bool {
        switch self {
        case .unreachable, .timedOut, .busy: true
        case .unexpected(let status): status >= 500
        default: false
        }
    }

    /// By the code in an answer, as Amazon S3 names them.
    init(code: String, status: Int) {
        self =
            switch code {
            case "AccessDenied", "AllAccessDisabled", "AccountProblem": .denied
            case "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken", "TokenRefreshRequired",
                "RequestTimeTooSkewed":
                .credentials
            case "NoSuchBucket": .noBucket
            case "NoSuchKey", "NoSuchUpload", "NoSuchVersion", "ObjectLockConfigurationNotFoundError": .notFound
            case "PreconditionFailed": .exists
            // Another request for the same name is under way: asked again, it says how that ended.
            case "ConditionalRequestConflict", "OperationAborted", "SlowDown", "ServiceUnavailable", "InternalError",
                "RequestTimeout", "TooManyRequests":
                .busy
            case "PermanentRedirect", "TemporaryRedirect", "AuthorizationHeaderMalformed",
                "IllegalLocationConstraintException":
                .otherRegion
            case "BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch", "InvalidPart", "InvalidPartOrder",
                "EntityTooSmall", "IncompleteBody":
                .damaged
            case "XMinioStorageFull", "QuotaExceeded", "InsufficientStorage", "XMinioAdminBucketQuotaExceeded": .full
            case "InvalidBucketState": .notLockable
            default: .init(status: status)
            }
    }

    /// By the status alone, where the answer has no body.
    init(status: Int) {
        self =
            switch status {
            case 301, 307: .otherRegion
            case 401: .credentials
            case 403: .denied
            case 404: .notFound
            case 409, 429, 503: .busy
            case 412: .exists
            case 507: .full
            default: .unexpected(status)
            }
    }
}
