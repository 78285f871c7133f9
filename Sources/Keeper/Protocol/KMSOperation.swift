/// The operations of the AWS KMS API that keeper answers.
enum KMSOperation: String, Sendable, CaseIterable {
    case createKey = "CreateKey"
    case describeKey = "DescribeKey"
    case generateDataKey = "GenerateDataKey"
    case encrypt = "Encrypt"
    case decrypt = "Decrypt"

    static let contentType = "application/x-amz-json-1.1"
    private static let service = "TrentService."

    /// The value of the `X-Amz-Target` header.
    var target: String { Self.service + rawValue }

    init?(target: String) {
        guard target.hasPrefix(Self.service) else { return nil }
        self.init(rawValue: String(target.dropFirst(Self.service.count)))
    }
}
