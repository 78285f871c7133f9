import KeyService

/// Labels that an installation puts on its keys.
extension KMSService {
    static let tagCountMaximum = 50  // as AWS
    private static let nameScalarCountMaximum = 128  // as AWS
    private static let valueScalarCountMaximum = 256  // as AWS
    private static let reservedPrefix = "aws:"

    func tagResource(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let id = try request.keyID()
        guard let tags = try tags(&request), !tags.isEmpty else { throw .validation }
        try request.finish()
        // An end is given when a key is made, and stays as it is.
        guard tags[KeyEnd.tag] == nil else { throw .tag }
        try checkTaggable(id)
        try keys.change(id) { key throws(KMSException) in
            key.tags.merge(tags) { _, new in new }
            guard key.tags.count <= Self.tagCountMaximum else { throw .limitExceeded }
        }
        return []
    }

    func untagResource(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let id = try request.keyID()
        guard let names = try request.texts("TagKeys", limit: 4 * Self.nameScalarCountMaximum) else {
            throw .validation
        }
        try request.finish()
        guard !names.contains(KeyEnd.tag) else { throw .tag }
        try checkTaggable(id)
        try keys.change(id) { key in for name in names { key.tags[name] = nil } }
        return []
    }

    func listTags(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let id = try request.keyID()
        let page = try request.page(default: 50, maximum: Self.tagCountMaximum)
        try request.finish()
        var elements: [(name: String, value: JSONWriter)] = []
        for (name, value) in try key(.id(id)).tags {
            var element = JSONWriter()
            element.add("TagKey", name)
            element.add("TagValue", value)
            elements.append((name, element))
        }
        var answer = JSONWriter()
        page.write("Tags", elements, to: &answer)
        return answer.bytes
    }

    /// Reads `Tags`; nil when there is no such member.
    func tags(_ request: inout KMSRequest) throws(KMSException) -> [String: String]? {
        guard let objects = try request.objects("Tags") else { return nil }
        var tags: [String: String] = [:]
        for var object in objects {
            guard let name = try object.text("TagKey", limit: 4 * Self.nameScalarCountMaximum),
                let value = try object.text("TagValue", limit: 4 * Self.valueScalarCountMaximum)
            else { throw .validation }
            try object.finish()
            let isAllowed =
                (1...Self.nameScalarCountMaximum).contains(name.unicodeScalars.count)
                && value.unicodeScalars.count <= Self.valueScalarCountMaximum
                && !name.lowercased().hasPrefix(Self.reservedPrefix)
            guard isAllowed, tags.updateValue(value, forKey: name) == nil else { throw .tag }
        }
        return tags
    }

    private func checkTaggable(_ id: CustomerKeyID) throws(KMSException) {
        if case .pendingDeletion = try key(.id(id)).state { throw .invalidState }
    }
}
