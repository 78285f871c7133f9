package import KeyService

/// Aliases and tags of keys.
extension KMSClient {
    /// - Parameters:
    ///   - name: `alias/` and a name, by which the key can be called from now on.
    ///   - keyID: the key.
    /// - Throws: `validation` where the alias exists.
    package func createAlias(_ name: String, of keyID: String) async throws(KeyServiceError) {
        try await point(.createAlias, name, keyID)
    }

    /// Points an alias at another key of the same kind.
    package func updateAlias(_ name: String, to keyID: String) async throws(KeyServiceError) {
        try await point(.updateAlias, name, keyID)
    }

    package func deleteAlias(_ name: String) async throws(KeyServiceError) {
        var body = JSONWriter()
        body.add("AliasName", name)
        _ = try await call(.deleteAlias, body)
    }

    /// The aliases of a key, in order.
    package func aliases(of keyID: String) async throws(KeyServiceError) -> [String] {
        var names: [String] = []
        for answer in try await list(.listAliases, "Aliases", keyID: keyID) {
            names.append(try answer.text("AliasName"))
        }
        return names.sorted()
    }

    /// Sets tags; those of the same names are replaced.
    package func tagKey(_ keyID: String, _ tags: [String: String]) async throws(KeyServiceError) {
        var elements: [JSONWriter] = []
        for (name, value) in tags.sorted(by: { $0.key < $1.key }) {
            var element = JSONWriter()
            element.add("TagKey", name)
            element.add("TagValue", value)
            elements.append(element)
        }
        var body = JSONWriter()
        body.add("KeyId", keyID)
        body.add("Tags", elements)
        _ = try await call(.tagResource, body)
    }

    package func untagKey(_ keyID: String, _ names: [String]) async throws(KeyServiceError) {
        var body = JSONWriter()
        body.add("KeyId", keyID)
        body.add("TagKeys", names)
        _ = try await call(.untagResource, body)
    }

    package func tags(of keyID: String) async throws(KeyServiceError) -> [String: String] {
        var tags: [String: String] = [:]
        for answer in try await list(.listResourceTags, "Tags", keyID: keyID) {
            tags[try answer.text("TagKey")] = try answer.text("TagValue")
        }
        return tags
    }

    private func point(_ operation: KMSOperation, _ name: String, _ keyID: String) async throws(KeyServiceError) {
        var body = JSONWriter()
        body.add("AliasName", name)
        body.add("TargetKeyId", keyID)
        _ = try await call(operation, body)
    }
}
