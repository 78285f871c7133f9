import KeyService
import Primitives
import Sealing

/// Answers KMS requests: bytes in, bytes out, no sockets.
///
/// - Source: docs/spec/key-service.md §1; field names and limits are those of the AWS KMS API reference.
struct KMSService: Sendable {
    static let bodyByteCountMaximum = 65_536
    static let algorithm = "SYMMETRIC_DEFAULT"

    let keys: CustomerKeyStore
    let now: Now
    private let region: String

    init(keys: CustomerKeyStore, region: String, now: @escaping Now) {
        self.keys = keys
        self.region = region
        self.now = now
    }

    /// - Returns: the answer's body; empty for operations that answer with nothing.
    func answer(_ operation: KMSOperation, _ body: [UInt8]) throws(KMSException) -> [UInt8] {
        var request = try KMSRequest(body)
        // A failure here is no reason to refuse: keys whose time is over are not found, whether their files are gone
        // or not, and ``settle()`` says so at every tick.
        _ = destroyExpired()
        switch operation {
        case .createKey: return try createKey(&request)
        case .describeKey: return try describeKey(&request)
        case .listKeys: return try listKeys(&request)
        case .generateDataKey: return try generateDataKey(&request, withPlaintext: true)
        case .generateDataKeyWithoutPlaintext: return try generateDataKey(&request, withPlaintext: false)
        case .encrypt: return try encrypt(&request)
        case .decrypt: return try decrypt(&request)
        case .reEncrypt: return try reEncrypt(&request)
        case .generateMac: return try generateMac(&request)
        case .verifyMac: return try verifyMac(&request)
        case .enableKey: return try changeState(&request, .enable)
        case .disableKey: return try changeState(&request, .disable)
        case .scheduleKeyDeletion: return try scheduleDeletion(&request)
        case .cancelKeyDeletion: return try cancelDeletion(&request)
        case .enableKeyRotation: return try enableRotation(&request)
        case .disableKeyRotation: return try disableRotation(&request)
        case .getKeyRotationStatus: return try rotationStatus(&request)
        case .rotateKeyOnDemand: return try rotateOnDemand(&request)
        case .listKeyRotations: return try listRotations(&request)
        case .createAlias: return try createAlias(&request)
        case .updateAlias: return try updateAlias(&request)
        case .deleteAlias: return try deleteAlias(&request)
        case .listAliases: return try listAliases(&request)
        case .tagResource: return try tagResource(&request)
        case .untagResource: return try untagResource(&request)
        case .listResourceTags: return try listTags(&request)
        case .sealEscrow: return try sealEscrow(&request)
        case .releaseEscrow: return try releaseEscrow(&request)
        }
    }

    /// Does what is due: rotates keys, destroys those whose waiting time is over.
    ///
    /// - Returns: how many of these acts failed; they are tried again next time.
    func settle() -> Int {
        var failureCount = destroyExpired()
        let moment = now()
        for id in keys.keyIDs() where keys.key(id)?.isRotationDue(at: moment) == true {
            do { try keys.change(id) { $0.rotateIfDue(at: moment) } } catch { failureCount += 1 }
        }
        return failureCount
    }

    private func destroyExpired() -> Int {
        let moment = now()
        var failureCount = 0
        for id in keys.keyIDs() where keys.key(id)?.isGone(at: moment) == true {
            do { try keys.destroy(id) } catch { failureCount += 1 }
        }
        return failureCount
    }

    /// The key that a request names.
    func key(_ reference: KeyReference) throws(KMSException) -> CustomerKey {
        let id: CustomerKeyID? =
            switch reference {
            case .id(let id): id
            case .alias(let name): keys.alias(name)?.target
            }
        guard let id, let key = keys.key(id), !key.isGone(at: now()) else { throw .notFound }
        return key
    }

    /// The key that a request names, if it may be used for what it is to be used for; rotated if it is time.
    func usableKey(_ reference: KeyReference, _ spec: CustomerKey.Spec) throws(KMSException) -> CustomerKey {
        let key = try key(reference)
        try key.state.checkUsable()
        guard key.spec == spec else { throw .invalidKeyUsage }
        let moment = now()
        guard key.isRotationDue(at: moment) else { return key }
        // On a full disk the older version seals a little longer; the tick reports it.
        do { return try keys.change(key.id) { $0.rotateIfDue(at: moment) } } catch { return key }
    }

    func arn(_ key: CustomerKey) -> String { arn(key.id) }

    func arn(_ id: CustomerKeyID) -> String { "\(arnPrefix)key/\(id.text)" }

    func arn(alias: String) -> String { arnPrefix + alias }

    static let account = "000000000000"
    private var arnPrefix: String { "arn:flowkeep:kms:\(region):\(Self.account):" }
}
