/// The operations of the AWS KMS API that keeper answers, and two of its own.
enum KMSOperation: String, Sendable, CaseIterable {
    case createKey = "CreateKey"
    case describeKey = "DescribeKey"
    case generateDataKey = "GenerateDataKey"
    case encrypt = "Encrypt"
    case decrypt = "Decrypt"
    case generateDataKeyWithoutPlaintext = "GenerateDataKeyWithoutPlaintext"
    case reEncrypt = "ReEncrypt"
    case generateMac = "GenerateMac"
    case verifyMac = "VerifyMac"
    case enableKey = "EnableKey"
    case disableKey = "DisableKey"
    case scheduleKeyDeletion = "ScheduleKeyDeletion"
    case cancelKeyDeletion = "CancelKeyDeletion"
    case enableKeyRotation = "EnableKeyRotation"
    case disableKeyRotation = "DisableKeyRotation"
    case getKeyRotationStatus = "GetKeyRotationStatus"
    case rotateKeyOnDemand = "RotateKeyOnDemand"
    case listKeyRotations = "ListKeyRotations"
    case listKeys = "ListKeys"
    case createAlias = "CreateAlias"
    case updateAlias = "UpdateAlias"
    case deleteAlias = "DeleteAlias"
    case listAliases = "ListAliases"
    case tagResource = "TagResource"
    case untagResource = "UntagResource"
    case listResourceTags = "ListResourceTags"
    case sealEscrow = "SealEscrow"
    case releaseEscrow = "ReleaseEscrow"

    static let contentType = "application/x-amz-json-1.1"
    private static let service = "TrentService."

    /// The value of the `X-Amz-Target` header.
    var target: String { Self.service + rawValue }

    /// Whether asking a second time, when nobody knows what became of the first, does no harm.
    ///
    /// A second `CreateKey` would make a second key; a second `CreateAlias` would be told that the alias exists.
    var isRepeatable: Bool {
        switch self {
        case .createKey, .createAlias, .deleteAlias, .rotateKeyOnDemand, .scheduleKeyDeletion, .cancelKeyDeletion: false
        default: true
        }
    }

    init?(target: String) {
        guard target.hasPrefix(Self.service) else { return nil }
        self.init(rawValue: String(target.dropFirst(Self.service.count)))
    }
}
