import JSON
import Web

extension APIClient {
    /// Copies to the second place what is not there yet, and waits for it.
    ///
    /// - Parameter tell: shown while it runs.
    /// - Returns: the answer as it came, and the folders that are there now and were not before.
    /// - Throws: ``APIFailure/notDone(_:)`` with the reason.
    package func copyBackups(
        tell: (BackupStep) -> Void
    ) async throws(APIFailure) -> (json: [UInt8], copied: [String]) {
        let json = try await wait(for: "/backups/second", beginning: "/backups/second", [:], tell)
        let names = try object(json)["copied"].flatMap { value -> [String]? in
            guard case .array(let items) = value else { return nil }
            return items.compactMap { if case .string(let name) = $0 { name } else { nil } }
        }
        return (json, names ?? [])
    }

    /// Fetches a copy from the second place, reads it through and waits for the verdict.
    ///
    /// - Parameters:
    ///   - name: of its folder; nil for the newest whole one.
    ///   - tell: shown while it runs.
    /// - Returns: what the backup says of itself, as JSON and read.
    /// - Throws: ``APIFailure/notDone(_:)`` with what is wrong.
    package func checkCopy(
        _ name: String?,
        tell: (BackupStep) -> Void
    ) async throws(APIFailure) -> (json: [UInt8], backup: BackupReply) {
        let json = try await wait(
            for: "/backups/second",
            beginning: "/backups/second/check",
            ["name": name],
            tell
        )
        guard case .object(let backup)? = try object(json)["backup"] else { throw .unexpectedAnswer }
        return (json, BackupReply(backup))
    }

    /// The copies in the second place, oldest first: the answer as it came, and what it means.
    package func copies() async throws(APIFailure) -> (json: [UInt8], backups: [BackupReply]) {
        let json = try await operate("POST", "/backups/second/list")
        return (json, try object(json).objects("items").map(BackupReply.init))
    }
}
