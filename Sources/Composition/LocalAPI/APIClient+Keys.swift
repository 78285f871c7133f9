import JSON
import Web

extension APIClient {
    /// Where each key stands: the answer as it came, and what it means.
    package func keys() async throws(APIFailure) -> (json: [UInt8], keys: [KeyReply], rewrap: RewrapReply?) {
        let json = try await operate("GET", "/keys")
        let answer = try object(json)
        var keys: [KeyReply] = []
        for object in answer.objects("keys") {
            guard let key = KeyReply(object) else { throw .unexpectedAnswer }
            keys.append(key)
        }
        var rewrap: RewrapReply?
        if case .object(let object)? = answer["rewrap"] { rewrap = RewrapReply(object) }
        return (json, keys, rewrap)
    }

    /// Makes the next version of keys, all when none is named.
    package func rotateKeys(
        _ uses: [String]
    ) async throws(APIFailure) -> (json: [UInt8], rotated: [(use: String, version: Int)], renewsTrackers: Bool) {
        var body: [UInt8] = []
        if !uses.isEmpty {
            body = JSONWriter.object { writer in writer.memberArray("uses", uses) { $0.string($1) } }
        }
        let json = try await operate("POST", "/keys/rotate", body)
        let answer = try object(json)
        let rotated = answer.objects("rotated").map { ($0.text("use") ?? "", $0.number("version") ?? 0) }
        return (json, rotated, answer["renewsTrackers"] == .boolean(true))
    }

    /// All versions that are and were, the destroyed ones first.
    package func keyHistory() async throws(APIFailure) -> (json: [UInt8], versions: [KeyHistoryReply]) {
        let json = try await operate("GET", "/keys/history")
        let answer = try object(json)
        let versions = (answer.objects("versions") + answer.objects("present")).compactMap(KeyHistoryReply.init)
        return (json, versions)
    }
}

/// One key as operators see it.
package struct KeyReply: Sendable {
    /// An old version that is still there.
    package struct Old: Sendable {
        package let version: Int
        package let unusedSince: String?
        package let isNeededByBackup: Bool
    }

    package let use: String
    package let version: Int
    package let madeAt: String
    /// Nil for the one that is pinned.
    package let rotatesAt: String?
    package let old: [Old]

    init?(_ object: JSONObject) {
        guard let use = object.text("use"), let version = object.number("version"), let madeAt = object.text("madeAt")
        else { return nil }
        self.use = use
        self.version = version
        self.madeAt = madeAt
        rotatesAt = object.text("rotatesAt")
        old = object.objects("old").map { old in
            Old(
                version: old.number("version") ?? 0,
                unusedSince: old.text("unusedSince"),
                isNeededByBackup: old["isNeededByBackup"] == .boolean(true)
            )
        }
    }
}

/// How far the re-wrap is.
package struct RewrapReply: Sendable {
    package let state: String
    package let due: String?
    package let seen: Int
    package let rewrapped: Int
    package let unreadable: Int

    init(_ object: JSONObject) {
        state = object.text("state") ?? "waiting"
        due = object.text("due")
        seen = object.number("seen") ?? 0
        rewrapped = object.number("rewrapped") ?? 0
        unreadable = object.number("unreadable") ?? 0
    }
}

/// One version of a key, present or destroyed.
package struct KeyHistoryReply: Sendable {
    package let use: String
    package let version: Int
    package let madeAt: String
    package let retiredAt: String?
    package let destroyedAt: String?

    init?(_ object: JSONObject) {
        guard let use = object.text("use"), let version = object.number("version"), let madeAt = object.text("madeAt")
        else { return nil }
        self.use = use
        self.version = version
        self.madeAt = madeAt
        retiredAt = object.text("retiredAt")
        destroyedAt = object.text("destroyedAt")
    }
}
