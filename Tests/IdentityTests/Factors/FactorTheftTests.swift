import KeyService
import Primitives
import Sealing
import TestSupport
import Testing
import Vault

@testable import Identity

/// A thief with every store and every key-encryption key, and without what only the holder has.
@Suite("Stolen stores with factors")
struct FactorTheftTests {
    @Test("nothing that the server stores opens a vault or a sign-in that waits")
    func everythingStored() async throws {
        let home = try await FactorHousehold()
        let (app, _) = try await home.addApp()
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        try await home.finish(try await home.begin(), .code(app.code()), isTrusted: true)
        let waiting = try await home.begin()
        let thief = home.startServer()
        let candidates = try await secrets(of: home, thief)
        #expect(candidates.contains(where: { $0.starts(with: app.secret) }), "the thief reads the app's secret")
        let slots = try await RecordSlotStore(records: thief.records).slots(of: home.vault)
        #expect(Set(slots.map(\.kind)) == [.passphrase, .recoveryCode, .session, .passkey])
        let outerLock = KEKOuterLock(ring: thief.ring)
        let pending: OpenRecord<PendingSignIn> = try #require(
            try await thief.records.read(.pendingSignIn(waiting.hash))
        )
        let context = SealingContext(.pendingSignIn, vault: home.vault, place: waiting.hash)
        for candidate in candidates {
            let secret = SecretBytes(copying: candidate)
            for slot in slots {
                await #expect(throws: VaultError.doesNotOpen) {
                    _ = try await slot.open(with: secret, outerLock: outerLock)
                }
            }
            // As if it were what a passkey's function gave.
            let derived = try IdentityService.holderKey(SharedSecret(SecretBytes(copying: candidate)))
            let passkeySlot = try #require(slots.first { $0.kind == .passkey })
            await #expect(throws: VaultError.doesNotOpen) {
                _ = try await passkeySlot.open(with: derived.bytes, outerLock: outerLock)
            }
            #expect(throws: SealingError.doesNotOpen) {
                _ = try SealedBox.openSecret(pending.value.box, with: secret, context: context)
            }
        }

        // The same with what she has: it is the secret that was missing, not something else.
        let answer = try await home.answer(key, for: .signIn)
        let holder = try IdentityService.holderKey(try #require(answer.secret))
        let passkeySlot = try #require(slots.first { $0.kind == .passkey })
        #expect(try await passkeySlot.open(with: holder.bytes, outerLock: outerLock).scope.contains(Lines.id))
        _ = try pending.value.holderKey(waiting)
    }

    @Test("a passkey's secret opens nothing without the key service")
    func secretAlone() async throws {
        let home = try await FactorHousehold()
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        let answer = try await home.answer(key, for: .signIn)
        let holder = try IdentityService.holderKey(try #require(answer.secret))
        let elsewhere = try await TestInstallation().startServer()
        let slot = try #require(try await home.slots(.passkey).first)
        await #expect(throws: VaultError.doesNotOpen) {
            _ = try await slot.open(with: holder.bytes, outerLock: KEKOuterLock(ring: elsewhere.ring))
        }
    }

    @Test("no store holds a secret, a code, a token or a name in the clear")
    func canaries() async throws {
        let home = try await FactorHousehold()
        let (app, codes) = try await home.addApp()
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key, named: "canary name of a key")
        let device = try await home.finish(
            try await home.begin(SeenDevice(name: "canary device")),
            .code(app.code()),
            isTrusted: true
        ).device
        let waiting = try await home.begin(SeenDevice(name: "canary device"))
        let canaries: [[UInt8]] =
            [
                app.secret, key.credentialIDs[0], Array("canary name of a key".utf8), Array("canary device".utf8),
                copy(waiting.secret), copy(try #require(device).secret),
            ] + codes.compactMap { BackupCode.canonical($0) }
        var recordCount = 0
        for owner in [home.account.bytes, home.vault.bytes, RecordKey.nobody] {
            for kind in RecordKind.allCases {
                for record in try await home.installation.metadata.list(kind, owner: owner, after: nil, limit: 1000) {
                    recordCount += 1
                    for canary in canaries { #expect(!contains(record.key.name + record.bytes, canary)) }
                }
            }
        }
        #expect(recordCount >= 20)
    }

    /// Every run of 32 bytes that lies in a record once it is opened, in its name, or in a slot, and every key.
    private func secrets(of home: FactorHousehold, _ thief: TestServer) async throws -> Set<[UInt8]> {
        let kinds: [RecordKind] = [
            .userAccount, .session, .passkey, .secondFactors, .knownDevice, .pendingSignIn, .spentChallenge,
        ]
        var texts: [[UInt8]] = []
        for owner in [home.account.bytes, home.vault.bytes, RecordKey.nobody] {
            for kind in kinds {
                let found = try await thief.records.list(kind, owner: owner, as: PlainRecord.self)
                texts += found.flatMap { [$0.value.bytes, $0.key.name] }
            }
        }
        for slot in try await RecordSlotStore(records: thief.records).slots(of: home.vault) {
            texts += [slot.publicKey.bytes, slot.certificate, slot.lockedPrivateKey]
        }
        var result: Set<[UInt8]> = []
        for text in texts where text.count >= 32 {
            for start in 0...text.count - 32 { result.insert(Array(text[start..<start + 32])) }
        }
        for use in KEKUse.allCases { result.insert(copy(try await thief.ring.key(use).bytes)) }
        return result
    }

    private func copy(_ secret: SharedSecret) -> [UInt8] { copy(secret.bytes) }

    private func copy(_ secret: borrowing SecretBytes) -> [UInt8] {
        secret.withBytes { span in
            // unsafe: offsets run below the span's byte count.
            (0..<span.byteCount).map { unsafe span.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
    }

    private func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        guard bytes.count >= part.count else { return false }
        return (0...bytes.count - part.count).contains { bytes[$0..<$0 + part.count].elementsEqual(part) }
    }
}
