import KeyService
import Primitives

/// Names for keys.
extension KMSService {
    private static let aliasesPerKeyMaximum = 50  // as AWS

    func createAlias(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let name = try aliasName(&request)
        let target = try request.keyID("TargetKeyId")
        try request.finish()
        try KeyAlias.check(name)
        try checkTarget(target)
        let moment = now()
        try keys.changeAliases { aliases throws(KMSException) in
            guard aliases[name] == nil else { throw .alreadyExists }
            guard aliases.values.count(where: { $0.target == target }) < Self.aliasesPerKeyMaximum else {
                throw .limitExceeded
            }
            aliases[name] = KeyAlias(name: name, target: target, created: moment, updated: moment)
        }
        return []
    }

    func updateAlias(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let name = try aliasName(&request)
        let target = try request.keyID("TargetKeyId")
        try request.finish()
        try KeyAlias.check(name)
        let before = try key(.alias(name))
        // What calls the key by its alias would find that it cannot do the same any more.
        guard try checkTarget(target).spec == before.spec else { throw .validation }
        let moment = now()
        try keys.changeAliases { aliases throws(KMSException) in
            guard let alias = aliases[name] else { throw .notFound }
            aliases[name] = KeyAlias(name: name, target: target, created: alias.created, updated: moment)
        }
        return []
    }

    func deleteAlias(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let name = try aliasName(&request)
        try request.finish()
        try keys.changeAliases { aliases throws(KMSException) in
            guard aliases.removeValue(forKey: name) != nil else { throw .notFound }
        }
        return []
    }

    func listAliases(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let target = try request.optionalReference()
        let page = try request.page(default: 50, maximum: 100)
        try request.finish()
        if let marker = page.marker {
            guard marker.hasPrefix(KeyAlias.prefix) else { throw .invalidMarker }
        }
        let only: CustomerKeyID?
        if let target { only = try key(target).id } else { only = nil }
        var elements: [(name: String, value: JSONWriter)] = []
        for alias in keys.aliases() where only == nil || alias.target == only {
            var element = JSONWriter()
            element.add("AliasArn", arn(alias: alias.name))
            element.add("AliasName", alias.name)
            element.add("CreationDate", milliseconds: alias.created.milliseconds)
            element.add("LastUpdatedDate", milliseconds: alias.updated.milliseconds)
            element.add("TargetKeyId", alias.target.text)
            elements.append((alias.name, element))
        }
        var answer = JSONWriter()
        page.write("Aliases", elements, to: &answer)
        return answer.bytes
    }

    private func aliasName(_ request: inout KMSRequest) throws(KMSException) -> String {
        guard let name = try request.text("AliasName", limit: 256) else { throw .validation }
        return name
    }

    @discardableResult
    private func checkTarget(_ id: CustomerKeyID) throws(KMSException) -> CustomerKey {
        let key = try key(.id(id))
        if case .pendingDeletion = key.state { throw .invalidState }
        return key
    }
}
