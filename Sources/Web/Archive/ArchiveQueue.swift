package import Primitives

/// Where an archive that was asked for is put to be made: the queue of jobs.
package struct ArchiveQueue: Sendable {
    /// Puts a vault's archive into the queue; fine where it is there already.
    package typealias Add = @Sendable (VaultID) async throws -> Void

    private let added: Add

    package init(_ added: @escaping Add) { self.added = added }

    func add(_ vault: VaultID) async throws { try await added(vault) }
}
