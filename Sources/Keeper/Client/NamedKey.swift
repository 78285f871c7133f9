package import KeyService

/// A customer key as its service describes it.
package struct NamedKey: Hashable, Sendable {
    /// Such as `arn:aws:kms:eu-central-1:111122223333:key/…`.
    package let resourceName: String
    package let isEnabled: Bool

    package init(resourceName: String, isEnabled: Bool) {
        self.resourceName = resourceName
        self.isEnabled = isEnabled
    }
}

extension KMSClient {
    /// Looks up a key by its id, its alias, or the resource name of either.
    package func namedKey(_ keyID: String) async throws(KeyServiceError) -> NamedKey {
        var body = JSONWriter()
        body.add("KeyId", keyID)
        let metadata = try await call(.describeKey, body).object("KeyMetadata")
        return NamedKey(resourceName: try metadata.text("Arn"), isEnabled: try metadata.flag("Enabled"))
    }
}
