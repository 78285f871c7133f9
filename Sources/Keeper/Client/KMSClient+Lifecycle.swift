package import KeyService
package import Primitives

/// What administrators and the rotation do with keys.
extension KMSClient {
    package func enableKey(_ keyID: String) async throws(KeyServiceError) { try await act(.enableKey, keyID) }

    package func disableKey(_ keyID: String) async throws(KeyServiceError) { try await act(.disableKey, keyID) }

    /// Destroys a key after a time in which that can be cancelled.
    ///
    /// - Parameters:
    ///   - keyID: the key, which is not usable from now on.
    ///   - days: 7...30.
    /// - Returns: when it is destroyed.
    /// - Throws: `disabled` for a key that waits already.
    package func scheduleKeyDeletion(_ keyID: String, days: Int) async throws(KeyServiceError) -> Timestamp {
        var body = JSONWriter()
        body.add("KeyId", keyID)
        body.add("PendingWindowInDays", number: days)
        return try await call(.scheduleKeyDeletion, body).moment("DeletionDate")
    }

    /// Takes the deletion back; the key stays disabled until ``enableKey(_:)``.
    package func cancelKeyDeletion(_ keyID: String) async throws(KeyServiceError) {
        try await act(.cancelKeyDeletion, keyID)
    }

    /// Lets a key rotate by itself.
    ///
    /// - Parameters:
    ///   - keyID: a symmetric key.
    ///   - periodDays: 90...2560.
    /// - Throws: `validation` for another period or another kind of key.
    package func enableKeyRotation(_ keyID: String, periodDays: Int) async throws(KeyServiceError) {
        var body = JSONWriter()
        body.add("KeyId", keyID)
        body.add("RotationPeriodInDays", number: periodDays)
        _ = try await call(.enableKeyRotation, body)
    }

    package func disableKeyRotation(_ keyID: String) async throws(KeyServiceError) {
        try await act(.disableKeyRotation, keyID)
    }

    /// Whether and when a key rotates by itself.
    package func keyRotationStatus(_ keyID: String) async throws(KeyServiceError) -> KeyRotationStatus {
        var body = JSONWriter()
        body.add("KeyId", keyID)
        let answer = try await call(.getKeyRotationStatus, body)
        return KeyRotationStatus(
            isEnabled: try answer.flag("KeyRotationEnabled"),
            periodDays: answer.has("RotationPeriodInDays") ? try answer.integer("RotationPeriodInDays") : nil,
            next: answer.has("NextRotationDate") ? try answer.moment("NextRotationDate") : nil
        )
    }

    /// Makes a new version now; what older ones sealed opens as before.
    package func rotateKeyOnDemand(_ keyID: String) async throws(KeyServiceError) {
        try await act(.rotateKeyOnDemand, keyID)
    }

    /// When a key rotated, oldest first.
    package func keyRotations(_ keyID: String) async throws(KeyServiceError) -> [KeyRotation] {
        let answers = try await list(.listKeyRotations, "Rotations", keyID: keyID)
        var rotations: [KeyRotation] = []
        for answer in answers {
            let isAutomatic = try answer.text("RotationType") == "AUTOMATIC"
            rotations.append(KeyRotation(date: try answer.moment("RotationDate"), isAutomatic: isAutomatic))
        }
        return rotations
    }

    /// The ids of all keys.
    package func keyIDs() async throws(KeyServiceError) -> [String] {
        var ids: [String] = []
        for answer in try await list(.listKeys, "Keys", keyID: nil) { ids.append(try answer.text("KeyId")) }
        return ids
    }

    /// All pages of a list.
    func list(
        _ operation: KMSOperation,
        _ name: String,
        keyID: String?
    ) async throws(KeyServiceError) -> [KMSAnswer] {
        var elements: [KMSAnswer] = []
        var marker: String?
        // A service that never ends its list must not keep us for ever.
        for _ in 0..<Self.pageCountMaximum {
            var body = JSONWriter()
            if let keyID { body.add("KeyId", keyID) }
            if let marker { body.add("Marker", marker) }
            let answer = try await call(operation, body)
            elements += try answer.objects(name)
            guard answer.has("Truncated"), try answer.flag("Truncated") else { return elements }
            marker = try answer.text("NextMarker")
        }
        throw .unavailable
    }

    private static let pageCountMaximum = 100

    /// An operation whose answer says nothing more than that it is done.
    func act(_ operation: KMSOperation, _ keyID: String) async throws(KeyServiceError) {
        var body = JSONWriter()
        body.add("KeyId", keyID)
        _ = try await call(operation, body)
    }
}
