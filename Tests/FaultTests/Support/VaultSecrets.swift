import Composition
import Glibc
import Identity
import KeyService
import NIOPosix
import Primitives
import Sealing
import Testing
import Vault

/// The keys of a vault, opened in the test process as their holder could, to know what to look for.
enum VaultSecrets {
    /// The raw key of each tracker.
    static func trackerKeys(of server: RunningServer, handle: String, passphrase: String) async throws -> [[UInt8]] {
        let configuration = try Configuration(file: nil, environment: [:], flags: [.data: server.data])
        let services = try AppServices(
            configuration,
            environment: [:],
            directory: DataDirectory.existing(server.data),
            group: MultiThreadedEventLoopGroup.singleton,
            coreCount: 1
        )
        let index = try await BlindIndex(ring: services.ring).value(.handle, of: Array(Handle(handle).folded.utf8))
        let account = try await services.metadata.find(.userAccount, unique: index, as: UserAccount.self)?.value
        let vault = try #require(account).vault
        let slots = RecordSlotStore(records: services.metadata)
        let slotID = try #require(account).passphraseSlot
        let found = try await slots.slot(slotID, of: vault)
        let slot = try #require(found)
        let stretching = try #require(slot.stretching)
        let holderKey = try Argon2id.derive(
            from: SecretBytes(copying: Array(passphrase.utf8)),
            salt: stretching.salt,
            parameters: stretching.parameters
        )
        let keys = try await slot.open(with: holderKey, outerLock: KEKOuterLock(ring: services.ring))
        var raw: [[UInt8]] = []
        for tracker in keys.scope.sorted() {
            guard let key = keys.newest(tracker)?.key else { continue }
            // Offsets of the span itself, so each load stays inside it.
            let bytes = key.bytes.withBytes { span in
                span.byteOffsets.map { unsafe span.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
            }
            raw.append(bytes)
        }
        try await services.close()
        return raw
    }
}
