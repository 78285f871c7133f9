import JSON
import Web

extension APIClient {
    /// How a backup or a check of one stands, told while it runs.
    package struct BackupStep: Hashable, Sendable {
        /// `metadata`, `activity`, `vaults` or `files`; nil before and after.
        package let part: String?
        package let percent: Int
    }

    /// Pauses between two looks: short enough for a bar that moves.
    private static let pause = Duration.milliseconds(150)

    /// Makes a backup and waits for it.
    ///
    /// - Parameters:
    ///   - directory: its whole path; nil for the configured one.
    ///   - tell: shown while it runs.
    /// - Returns: what was made, as JSON and read.
    /// - Throws: ``APIFailure/notDone(_:)`` with the reason when there is no backup.
    package func makeBackup(
        in directory: String?,
        tell: (BackupStep) -> Void
    ) async throws(APIFailure) -> (json: [UInt8], backup: BackupReply) {
        try await work("/backups", ["directory": directory], tell)
    }

    /// Reads a backup through and waits for the verdict.
    ///
    /// - Parameters:
    ///   - backup: its whole path; nil for the newest.
    ///   - directory: where the newest is looked for; nil for the configured one.
    ///   - tell: shown while it runs.
    /// - Returns: what the backup says of itself, as JSON and read.
    /// - Throws: ``APIFailure/notDone(_:)`` with what is wrong when it is not whole.
    package func checkBackup(
        _ backup: String?,
        in directory: String?,
        tell: (BackupStep) -> Void
    ) async throws(APIFailure) -> (json: [UInt8], backup: BackupReply) {
        try await work("/backups/check", ["backup": backup, "directory": directory], tell)
    }

    /// Restores the newest backup into a scratch place and waits for what came of it.
    ///
    /// - Parameters:
    ///   - directory: its whole path; nil for the configured one.
    ///   - tell: shown while it runs.
    /// - Returns: what the drill did, as JSON and read.
    /// - Throws: ``APIFailure/notDone(_:)`` with what did not come back.
    package func drillBackup(
        in directory: String?,
        tell: (BackupStep) -> Void
    ) async throws(APIFailure) -> (json: [UInt8], backup: BackupReply) {
        try await work("/backups/drill", ["directory": directory], tell)
    }

    /// The backups below a directory, oldest first: the answer as it came, and what it means.
    package func backups(in directory: String?) async throws(APIFailure) -> (json: [UInt8], backups: [BackupReply]) {
        let json = try await operate("POST", "/backups/list", Self.body(["directory": directory]))
        return (json, try object(json).objects("items").map(BackupReply.init))
    }

    /// Deletes a backup below a directory, whole or not.
    ///
    /// - Parameters:
    ///   - name: its folder.
    ///   - directory: its whole path; nil for the configured one.
    ///   - evenNewest: whether the newest whole one may go, too.
    /// - Returns: the answer as it came.
    /// - Throws: ``APIFailure/problem(_:)`` with the reason why it is still there.
    package func deleteBackup(
        _ name: String,
        in directory: String?,
        evenNewest: Bool
    ) async throws(APIFailure) -> [UInt8] {
        let body = JSONWriter.object { writer in
            writer.member("name", name)
            writer.member("directory", optional: directory)
            if evenNewest { writer.member("evenNewest", true) }
        }
        return try await operate("POST", "/backups/delete", body)
    }

    private func work(
        _ path: String,
        _ members: [String: String?],
        _ tell: (BackupStep) -> Void
    ) async throws(APIFailure) -> (json: [UInt8], backup: BackupReply) {
        let json = try await wait(for: "/backups", beginning: path, members, tell)
        guard case .object(let backup)? = try object(json)["backup"] else { throw .unexpectedAnswer }
        return (json, BackupReply(backup))
    }

    /// Begins something and waits for its end; the answer is the last look's.
    func wait(
        for works: String,
        beginning path: String,
        _ members: [String: String?],
        _ tell: (BackupStep) -> Void
    ) async throws(APIFailure) -> [UInt8] {
        let body = members.isEmpty ? nil : Self.body(members)
        guard let number = try object(try await operate("POST", path, body)).number("number") else {
            throw .unexpectedAnswer
        }
        while true {
            let json = try await operate("GET", works + "/work")
            let answer = try object(json)
            // Another number: the server was replaced meanwhile, and what it began went with it.
            guard answer.number("number") == number else { throw .local(.noAnswer) }
            switch answer.text("state") {
            case "running": tell(BackupStep(part: answer.text("part"), percent: answer.number("percent") ?? 0))
            case "failed": throw .notDone(answer.text("reason") ?? "")
            case "made", "checked", "drilled", "copied": return json
            default: throw .unexpectedAnswer
            }
            do { try await Task.sleep(for: Self.pause) } catch { throw .local(.noAnswer) }
        }
    }

    private static func body(_ members: [String: String?]) -> [UInt8] {
        JSONWriter.object { writer in
            for (name, value) in members { writer.member(name, optional: value) }
        }
    }
}

/// A backup as the API tells it.
package struct BackupReply: Sendable {
    package let name: String
    /// RFC 3339; empty where the header cannot be read.
    package let madeAt: String
    /// Nil where the manifest does not open.
    package let byteCount: Int?
    package let isWhole: Bool
    /// Of a drill: how old the backup was, and how long the drill took.
    package let ageSeconds: Int?
    package let seconds: Int?
    /// What is wrong with one that is not whole, as a sentence.
    package let fault: String?

    init(_ object: JSONObject) {
        name = object.text("name") ?? ""
        madeAt = object.text("madeAt") ?? ""
        byteCount = object.number("bytes")
        fault = object.text("fault")
        isWhole = fault == nil
        ageSeconds = object.number("ageSeconds")
        seconds = object.number("seconds")
    }
}
