import KeyService
import Primitives
import Sealing
import Testing
import Vault

@testable import Identity

/// PROMISES KEY-5 and SECURITY_NOTES, “Stolen database with session rows”: a thief with every store and the key
/// service, and without what only the holder has.
@Suite("Stolen stores")
struct StolenStoreTests {
    @Test("nothing that the server stores opens a vault, with every key-encryption key at hand")
    func everythingStored() async throws {
        let installation = try await TestInstallation()
        let signUp = try await installation.startServer().signUp()
        let session = signUp.session
        let thief = installation.startServer()
        let slots = try await RecordSlotStore(records: thief.records).slots(of: session.session.vault)
        #expect(Set(slots.map(\.kind)) == [.passphrase, .recoveryCode, .session])

        let candidates = try await secrets(of: session.session, in: installation, slots)
        #expect(candidates.count > 500)
        let outerLock = KEKOuterLock(ring: thief.ring)
        for slot in slots {
            for candidate in candidates {
                let key = SecretBytes(copying: candidate)
                await #expect(throws: VaultError.doesNotOpen) {
                    _ = try await slot.open(with: key, outerLock: outerLock)
                }
            }
        }

        // The same attempt with what the holders have: it is the secret that was missing, not something else.
        let opened = try #require(slots.first { $0.kind == .session })
        let keys = try await opened.open(with: session.token.secret.bytes, outerLock: outerLock)
        #expect(keys.scope.contains(Lines.id))
        let code = try RecoveryCode(text: signUp.recoveryCode.value)
        let recovery = try #require(slots.first { $0.kind == .recoveryCode })
        #expect(try await recovery.open(with: code.holderKey.bytes, outerLock: outerLock).scope == keys.scope)
    }

    @Test("the holder's secret opens nothing without the key service")
    func secretAlone() async throws {
        let installation = try await TestInstallation()
        let session = try await installation.startServer().signUp().session
        let slots = try await RecordSlotStore(records: installation.startServer().records).slots(
            of: session.session.vault
        )
        let slot = try #require(slots.first { $0.kind == .session })
        let elsewhere = try await TestInstallation().startServer()
        await #expect(throws: VaultError.doesNotOpen) {
            _ = try await slot.open(
                with: session.token.secret.bytes,
                outerLock: KEKOuterLock(ring: elsewhere.ring)
            )
        }
    }

    @Test("no store holds the handle, the token, the code or the passphrase as bytes")
    func canaries() async throws {
        let installation = try await TestInstallation()
        let signUp = try await installation.startServer().signUp("canaryhandle")
        let session = signUp.session.session
        var code = signUp.recoveryCode.value
        code.removeAll { $0 == "-" }
        let canaries = [
            Array("canaryhandle".utf8), Array(String.good.utf8), Array(code.utf8), try #require(Base32.decode(code)),
            Array(signUp.session.token.text().utf8), copy(signUp.session.token.secret),
        ]
        let owners = [session.account.bytes, session.vault.bytes, RecordKey.nobody]
        var recordCount = 0
        for kind in RecordKind.allCases {
            for owner in owners {
                for store in [installation.metadata] {
                    for record in try await store.list(kind, owner: owner, after: nil, limit: 1000) {
                        recordCount += 1
                        for canary in canaries { #expect(!contains(record.key.name + record.bytes, canary)) }
                    }
                }
            }
        }
        #expect(recordCount >= 19)
    }

    /// Whoever can write to the metadata store, and has a session of her own.
    @Test("a token pointed at another's session by the store's index opens nothing")
    func redirectedToken() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let victim = try await server.signUp("asha").session
        let thief = try await server.signUp("mallory").session
        let key = RecordKey.session(victim.token.hash, of: victim.session.account)
        let stored = try #require(try await installation.metadata.read(key))
        try await installation.metadata.write([
            .delete(.session(thief.token.hash, of: thief.session.account), expected: nil),
            .put(key, bytes: stored.bytes, unique: thief.token.hash, expected: nil),
        ])
        #expect(try await server.standing(thief.token) == .signedOut)
        #expect(try await installation.startServer().standing(thief.token) == .signedOut)
    }

    @Test("an account pointed at another's by the store's index does not open with its own passphrase")
    func redirectedHandle() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let victim = try await server.signUp("asha", .good).session
        let thief = try await server.signUp("mallory", .better).session
        let index = try await server.service.handleIndex(try Handle("mallory"))
        let key = RecordKey.account(victim.session.account)
        let stored = try #require(try await installation.metadata.read(key))
        try await installation.metadata.write([
            .delete(.account(thief.session.account), expected: nil),
            .put(key, bytes: stored.bytes, unique: index, expected: nil),
        ])
        await #expect(throws: IdentityError.wrongCredentials) { try await server.signIn("mallory", .better) }
    }

    /// Every run of 32 bytes that lies in a record once it is opened, and every key-encryption key.
    private func secrets(
        of session: Session,
        in installation: TestInstallation,
        _ slots: [KeySlot]
    ) async throws -> Set<[UInt8]> {
        let thief = installation.startServer()
        var texts: [[UInt8]] = [session.hash]
        for kind in [RecordKind.userAccount, .session, .consent, .vaultHead] {
            for owner in [session.account.bytes, session.vault.bytes, RecordKey.nobody] {
                texts += try await thief.records.list(kind, owner: owner, as: PlainRecord.self).map(\.value.bytes)
                texts += try await installation.metadata.list(kind, owner: owner, after: nil, limit: 1000).map(
                    \.key.name
                )
            }
        }
        for slot in slots { texts += [slot.publicKey.bytes, slot.certificate, slot.lockedPrivateKey] }
        var result: Set<[UInt8]> = []
        for text in texts where text.count >= 32 {
            for start in 0...text.count - 32 { result.insert(Array(text[start..<start + 32])) }
        }
        for use in KEKUse.allCases {
            let key = try await thief.ring.key(use)
            result.insert(
                key.bytes.withBytes { span in
                    // unsafe: offsets run below the span's byte count.
                    (0..<span.byteCount).map { unsafe span.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
                }
            )
        }
        return result
    }

    private func copy(_ secret: SharedSecret) -> [UInt8] {
        secret.bytes.withBytes { span in
            // unsafe: offsets run below the span's byte count.
            (0..<span.byteCount).map { unsafe span.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
    }

    private func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        guard bytes.count >= part.count else { return false }
        return (0...bytes.count - part.count).contains { bytes[$0..<$0 + part.count].elementsEqual(part) }
    }
}

/// A record's plaintext, whatever it is.
struct PlainRecord: RecordCodable {
    let bytes: [UInt8]

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) { self.bytes = bytes }

    func encode() -> [UInt8] { bytes }
}
