import KeyService
import Primitives

/// Versions of a key: a new one by itself or on demand, the old ones open for ever.
extension KMSService {
    private static let onDemandCountMaximum = 25  // as AWS

    func enableRotation(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let id = try request.keyID()
        let days = try request.integer("RotationPeriodInDays")
        try request.finish()
        try rotatableKey(id).state.checkUsable()
        let period = UInt32(clamping: days ?? Int(RotationSchedule.defaultDays))
        guard RotationSchedule.days.contains(period) else { throw .validation }
        let moment = now()
        try keys.change(id) { key throws(KMSException) in
            // A new period counts from where the old one began: asking again and again puts nothing off.
            key.rotation = RotationSchedule(periodDays: period, since: key.rotation?.since ?? moment)
        }
        return []
    }

    func disableRotation(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let id = try request.keyID()
        try request.finish()
        let key = try rotatableKey(id)
        try key.state.checkUsable()
        if key.rotation != nil { try keys.change(id) { $0.rotation = nil } }
        return []
    }

    func rotationStatus(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let id = try request.keyID()
        try request.finish()
        let key = try rotatableKey(id)
        var answer = JSONWriter()
        answer.add("KeyId", id.text)
        // As AWS: while a key waits for its end it does not rotate; when that is cancelled it does again.
        guard let rotation = key.rotation, key.state == .enabled || key.state == .disabled else {
            answer.add("KeyRotationEnabled", false)
            return answer.bytes
        }
        answer.add("KeyRotationEnabled", true)
        answer.add("NextRotationDate", milliseconds: rotation.next.milliseconds)
        answer.add("RotationPeriodInDays", number: Int(rotation.periodDays))
        return answer.bytes
    }

    func rotateOnDemand(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let id = try request.keyID()
        try request.finish()
        try rotatableKey(id).state.checkUsable()
        let moment = now()
        try keys.change(id) { key throws(KMSException) in
            let onDemandCount = key.versions.count { $0.cause == .onDemand }
            guard onDemandCount < Self.onDemandCountMaximum else { throw .limitExceeded }
            key.rotate(.onDemand, at: moment)
        }
        var answer = JSONWriter()
        answer.add("KeyId", id.text)
        return answer.bytes
    }

    func listRotations(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let id = try request.keyID()
        let wanted = try request.text("IncludeKeyMaterial", limit: 32) ?? "ROTATIONS_ONLY"
        let page = try request.page(default: 100)
        try request.finish()
        guard ["ROTATIONS_ONLY", "ALL_KEY_MATERIAL"].contains(wanted) else { throw .validation }
        if let marker = page.marker {
            guard marker.utf8.count == Self.markerDigitCount, UInt32(marker) != nil else { throw .invalidMarker }
        }
        let key = try rotatableKey(id)
        if case .pendingDeletion = key.state { throw .invalidState }
        var elements: [(name: String, value: JSONWriter)] = []
        for version in key.versions where version.cause != nil || wanted == "ALL_KEY_MATERIAL" {
            let isCurrent = version.number == key.versions.last?.number
            elements.append((Self.marker(version.number), element(id, version, isCurrent: isCurrent)))
        }
        var answer = JSONWriter()
        page.write("Rotations", elements, to: &answer)
        return answer.bytes
    }

    private func element(_ id: CustomerKeyID, _ version: CustomerKey.Version, isCurrent: Bool) -> JSONWriter {
        var element = JSONWriter()
        element.add("KeyId", id.text)
        element.add("KeyMaterialState", isCurrent ? "CURRENT" : "NON_CURRENT")
        if let cause = version.cause {
            element.add("RotationDate", milliseconds: version.created.milliseconds)
            element.add("RotationType", cause == .automatic ? "AUTOMATIC" : "ON_DEMAND")
        }
        return element
    }

    /// Keys for authentication codes have one version: a code says not under which it was made.
    private func rotatableKey(_ id: CustomerKeyID) throws(KMSException) -> CustomerKey {
        let key = try key(.id(id))
        guard key.spec != .hmac256 else { throw .unsupported }
        return key
    }

    private static let markerDigitCount = 10

    private static func marker(_ number: UInt32) -> String {
        let digits = String(number)
        return String(repeating: "0", count: markerDigitCount - digits.count) + digits
    }
}
