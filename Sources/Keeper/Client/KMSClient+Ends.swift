package import KeyService
package import Primitives

/// Keys that have an end, see ``KeyEnd``.
extension KMSClient: DatedKeyManagement {
    package func createKey(
        description: String,
        alias: String,
        ending end: Timestamp
    ) async throws(KeyServiceError) -> String {
        var tag = JSONWriter()
        tag.add("TagKey", KeyEnd.tag)
        tag.add("TagValue", KeyEnd.text(end))
        var body = JSONWriter()
        body.add("Description", description)
        body.add("Tags", [tag])
        let made = try await call(.createKey, body).object("KeyMetadata").text("KeyId")
        do { try await createAlias(alias, of: made) } catch .validation {
            // The name is taken. Where another process was first its key is the one, and ours goes; a key that was
            // switched off since gives the name up.
            let found = try await describeKey(alias)
            guard found.isEnabled else {
                try await updateAlias(alias, to: made)
                return made
            }
            try await endKey(made, days: Self.waitingDaysMinimum)
            return found.keyID
        }
        return made
    }

    package func endKey(_ keyID: String, days: Int) async throws(KeyServiceError) {
        _ = try await scheduleKeyDeletion(keyID, days: days)
    }

    private static let waitingDaysMinimum = 7
}
