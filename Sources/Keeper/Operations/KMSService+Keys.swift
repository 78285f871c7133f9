import KeyService
import Primitives

/// Keys: making, describing and listing them, and their states.
extension KMSService {
    private static let descriptionByteCountMaximum = 8192  // as AWS
    private static let symmetricUsage = "ENCRYPT_DECRYPT"
    private static let macUsage = "GENERATE_VERIFY_MAC"
    private static let macSpec = "HMAC_256"
    // Not of AWS: no request can ask for such a key.
    private static let escrowSpec = "FLOWKEEP_ESCROW"
    private static let escrowUsage = "RELEASE_ON_EVIDENCE"
    private static let deletionDays: ClosedRange<Int> = 7...30  // as AWS
    private static let deletionDaysDefault = 30  // as AWS

    func createKey(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let text = try request.text("Description", limit: Self.descriptionByteCountMaximum) ?? ""
        let spec = try spec(&request)
        try request.fixed("Origin", "AWS_KMS")
        try request.none("MultiRegion")
        try request.none("BypassPolicyLockoutSafetyCheck")
        let tags = try tags(&request) ?? [:]
        try request.finish()
        guard tags.count <= Self.tagCountMaximum else { throw .tag }
        if let end = tags[KeyEnd.tag] {
            // A key whose end nobody can read would never end.
            guard let time = KeyEnd.time(end), time > now() else { throw .tag }
        }
        do {
            return metadata(of: try keys.create(text: text, spec: spec, tags: tags, at: now()))
        } catch .tooManyKeys {
            throw .limitExceeded
        } catch { throw .internalFailure }
    }

    private func spec(_ request: inout KMSRequest) throws(KMSException) -> CustomerKey.Spec {
        let named = try request.text("KeySpec", limit: 64)
        let namedAsBefore = try request.text("CustomerMasterKeySpec", limit: 64)
        let usage = try request.text("KeyUsage", limit: 64)
        guard named == nil || namedAsBefore == nil || named == namedAsBefore else { throw .validation }
        switch (named ?? namedAsBefore ?? Self.algorithm, usage ?? Self.symmetricUsage) {
        case (Self.algorithm, Self.symmetricUsage): return .symmetric
        case (Self.macSpec, Self.macUsage): return .hmac256
        default: throw .validation
        }
    }

    func describeKey(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let reference = try request.reference()
        try request.none("GrantTokens")
        try request.finish()
        return metadata(of: try key(reference))
    }

    func listKeys(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let page = try request.page(default: 100)
        try request.finish()
        if let marker = page.marker {
            guard case .id = KeyReference(marker) else { throw .invalidMarker }
        }
        let moment = now()
        var elements: [(name: String, value: JSONWriter)] = []
        for id in keys.keyIDs() where keys.key(id)?.isGone(at: moment) == false {
            var element = JSONWriter()
            element.add("KeyArn", arn(id))
            element.add("KeyId", id.text)
            elements.append((id.text, element))
        }
        var answer = JSONWriter()
        page.write("Keys", elements, to: &answer)
        return answer.bytes
    }

    func changeState(_ request: inout KMSRequest, _ change: KeyState.Change) throws(KMSException) -> [UInt8] {
        let id = try request.keyID()
        try request.finish()
        try apply(change, to: id)
        return []
    }

    func scheduleDeletion(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let id = try request.keyID()
        let days = try request.integer("PendingWindowInDays") ?? Self.deletionDaysDefault
        try request.finish()
        guard Self.deletionDays.contains(days) else { throw .validation }
        let moment = RotationSchedule.moment(days: days, after: now())
        let key = try apply(.scheduleDeletion(moment), to: id)
        var answer = JSONWriter()
        answer.add("DeletionDate", milliseconds: moment.milliseconds)
        answer.add("KeyId", arn(key))
        answer.add("KeyState", key.state.name)
        answer.add("PendingWindowInDays", number: days)
        return answer.bytes
    }

    func cancelDeletion(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let id = try request.keyID()
        try request.finish()
        var answer = JSONWriter()
        answer.add("KeyId", arn(try apply(.cancelDeletion, to: id)))
        return answer.bytes
    }

    @discardableResult
    private func apply(_ change: KeyState.Change, to id: CustomerKeyID) throws(KMSException) -> CustomerKey {
        let key = try key(.id(id))
        guard try key.state.after(change) != key.state else { return key }
        return try keys.change(id) { key throws(KMSException) in key.state = try key.state.after(change) }
    }

    private func metadata(of key: CustomerKey) -> [UInt8] {
        let (spec, usage) = Self.names(of: key.spec)
        var metadata = JSONWriter()
        metadata.add("AWSAccountId", Self.account)
        metadata.add("Arn", arn(key))
        metadata.add("CreationDate", milliseconds: key.created.milliseconds)
        metadata.add("CustomerMasterKeySpec", spec)
        if case .pendingDeletion(let moment) = key.state {
            metadata.add("DeletionDate", milliseconds: moment.milliseconds)
        }
        metadata.add("Description", key.text)
        metadata.add("Enabled", key.state == .enabled)
        if key.spec == .symmetric { metadata.add("EncryptionAlgorithms", [Self.algorithm]) }
        metadata.add("KeyId", key.id.text)
        metadata.add("KeyManager", "CUSTOMER")
        metadata.add("KeySpec", spec)
        metadata.add("KeyState", key.state.name)
        metadata.add("KeyUsage", usage)
        if key.spec == .hmac256 { metadata.add("MacAlgorithms", [Self.macAlgorithm]) }
        metadata.add("MultiRegion", false)
        metadata.add("Origin", "AWS_KMS")
        var answer = JSONWriter()
        answer.add("KeyMetadata", metadata)
        return answer.bytes
    }

    /// What a kind of key is called, and what it is for.
    private static func names(of spec: CustomerKey.Spec) -> (spec: String, usage: String) {
        switch spec {
        case .symmetric: (algorithm, symmetricUsage)
        case .hmac256: (macSpec, macUsage)
        case .escrow: (escrowSpec, escrowUsage)
        }
    }
}
