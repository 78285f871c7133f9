import KeyService
import Primitives
import Sealing
import TestSupport
import Testing
import Vault

@testable import Identity

/// Somebody with every store and every key-encryption key, who writes what he likes.
@Suite("Attacks on the inbox")
struct InboxAttackTests {
    /// The record of an entry, put in the store past every check.
    private func plant(_ entry: InboxEntry, _ home: TokenHousehold) async throws {
        let record = InboxEntryRecord(entry: entry.bytes, received: home.installation.clock.time.day())
        try await home.server.records.put(
            .inboxEntry(entry.sender, entry.sequence, of: home.vault),
            record,
            expected: nil
        )
    }

    @Test("an entry taken out of the store shows: the next one is not put in by itself, those behind it are")
    func gap() async throws {
        let home = try await TokenHousehold()
        let phone = try await home.addBrowser()
        let entries = try ["one", "two", "three"].map { try phone.next(try home.content($0)) }
        try await home.send(entries)
        try await home.server.records.delete(.inboxEntry(phone.id, 1, of: home.vault))
        try await home.fold()
        #expect(try await home.book() == ["rent", "three"])
        #expect(try await home.states() == [.gap])
        #expect(home.server.events.events(of: home.vault).last == AccountEvent(.inboxEntryRefused, "phone"))
    }

    @Test("an entry put back after it was put in is a replay")
    func replay() async throws {
        let home = try await TokenHousehold()
        let phone = try await home.addBrowser()
        let entry = try phone.next(try home.content("one"))
        try await home.send([entry])
        try await home.fold()
        try await plant(entry, home)
        try await home.fold()
        #expect(try await home.book() == ["rent", "one"])
        #expect(try await home.states() == [.replay])
        try await home.fold()
        #expect(home.server.events.acts(of: home.vault).count { $0 == .inboxEntryRefused } == 1, "said once")
    }

    @Test("an entry that does not name the one before, or is not its sender's, is never put in")
    func chain() async throws {
        let home = try await TokenHousehold()
        let phone = try await home.addBrowser()
        let first = try phone.next(try home.content("one"))
        try await home.send([first])
        let other = InboxPosition(sequence: 1, hash: [UInt8](repeating: 7, count: 32))
        try await plant(try phone.entry(try home.content("two"), after: other), home)
        try await home.fold()
        #expect(try await home.book() == ["rent", "one"])
        #expect(try await home.states() == [.brokenChain])
        let inbox = try #require(try await home.service.inboxKey(of: home.vault))
        let thief = BrowserSender(RegisteredSender(id: phone.id, inbox: inbox), .random())
        try await plant(
            try thief.entry(try home.content("three"), after: InboxPosition(sequence: 2, hash: other.hash)),
            home
        )
        try await home.fold()
        #expect(Set(try await home.states()) == [.brokenChain, .badSignature])
        #expect(try await home.book() == ["rent", "one"])
    }

    @Test("a sender that nobody registered, or whose scopes or progress were changed, adds nothing")
    func plantedSender() async throws {
        let home = try await TokenHousehold()
        let phone = try await home.addBrowser()
        let key = RecordKey.inboxSender(phone.id, of: home.vault)
        let record = try #require(try await home.service.storedSender(phone.id, of: home.vault))
        let thief = SignaturePrivateKey.random()
        let planted = SenderRecord(
            NewSender(
                id: .random(),
                kind: .browser,
                name: "mine",
                publicKey: thief.publicKey,
                scopes: [.moneyAdd, .diaryAdd]
            ),
            account: record.value.account,
            created: record.value.created,
            certificate: record.value.certificate,
            progress: record.value.progress
        )
        try await home.server.records.put(
            .inboxSender(planted.id, of: home.vault),
            planted,
            unique: planted.id.bytes,
            expected: 0
        )
        let inbox = try #require(try await home.service.inboxKey(of: home.vault))
        let sender = BrowserSender(RegisteredSender(id: planted.id, inbox: inbox), thief)
        try await home.send([try sender.next(try home.content("planted"))])
        let entry = try phone.next(try home.content("one"))
        try await home.send([entry])
        try await home.fold()
        #expect(try await home.book() == ["rent", "one"])
        #expect(try await home.states() == [.badSignature])
        // Progress set back, so that what was put in would come again.
        var back = try #require(try await home.service.storedSender(phone.id, of: home.vault)).value
        back.folded = .start
        try await home.server.records.put(key, back, unique: phone.id.bytes, expected: nil)
        try await plant(entry, home)
        try await home.fold()
        #expect(try await home.book() == ["rent", "one"])
        #expect(try await home.states() == [.badSignature, .badSignature])
    }

    @Test("an entry moved to another sender, sequence or vault does not open")
    func moved() async throws {
        let home = try await TokenHousehold()
        let access = try await home.access()
        let phone = try await home.addBrowser()
        let entry = try phone.next(try home.content("one"))
        #expect(try access.openInbox(entry.box, context: entry.context).count == 256)
        let next = try phone.next(try home.content("two"))
        #expect(throws: VaultError.doesNotOpen) { _ = try access.openInbox(entry.box, context: next.context) }
        var altered = entry.box
        altered[altered.count - 20] ^= 1
        #expect(throws: VaultError.doesNotOpen) { _ = try access.openInbox(altered, context: entry.context) }
        let other = try await home.server.signUp("bina", .better)
        let theirs = try #require(other.session.access)
        #expect(throws: VaultError.doesNotOpen) { _ = try theirs.openInbox(entry.box, context: entry.context) }
    }

    @Test("an inbox key that somebody else wrote into the store is replaced when the next sender comes")
    func planedInboxKey() async throws {
        let home = try await TokenHousehold()
        _ = try await home.addBrowser()
        let right = try #require(try await home.service.inboxKey(of: home.vault))
        let wrong = InboxRecord(
            epoch: 1,
            publicKey: SlotPrivateKey.random().publicKey.bytes,
            certificate: [UInt8](repeating: 0, count: 32)
        )
        try await home.server.records.put(.inbox(of: home.vault), wrong, expected: nil)
        _ = try await home.addBrowser()
        #expect(try await home.service.inboxKey(of: home.vault) == right)
    }

    /// PROMISES: a phone shortcut cannot leak the past.
    @Test("an add-only token, with everything the server stores and every key-encryption key, opens nothing")
    func stolen() async throws {
        let home = try await TokenHousehold()
        let made = try await home.makeToken([.moneyAdd, .diaryAdd])
        try await home.add("canaries 120", by: made.token)
        let waiting = try #require(try await home.service.storedEntries(of: home.vault).first)
        let entry = try #require(InboxEntry(bytes: waiting.value.entry))
        var candidates: Set<[UInt8]> = [copy(made.token.secret), made.token.hash]
        let owners = [made.record.account.bytes, home.vault.bytes, RecordKey.nobody]
        for kind in RecordKind.allCases where kind != .keyEncryptionKey && kind != .keyHistory {
            for owner in owners {
                let records = try await home.installation.metadata.list(kind, owner: owner, after: nil, limit: 1000)
                for stored in records {
                    #expect(!contains(stored.key.name + stored.bytes, Array("canaries".utf8)))
                    let plain = try await home.server.records.read(stored.key, as: PlainRecord.self)?.value.bytes ?? []
                    #expect(!contains(plain, Array("canaries".utf8)), "not under the record's own key either")
                    guard plain.count >= 32 else { continue }
                    for start in 0...plain.count - 32 { candidates.insert(Array(plain[start..<start + 32])) }
                }
            }
        }
        #expect(candidates.count > 500)
        let lock = KEKOuterLock(ring: home.server.ring)
        let slots = try await home.slots()
        for candidate in candidates {
            let key = SecretBytes(copying: candidate)
            for slot in slots {
                await #expect(throws: VaultError.doesNotOpen) { _ = try await slot.open(with: key, outerLock: lock) }
            }
            #expect(throws: SealingError.doesNotOpen) {
                _ = try HybridBox.open(entry.box, with: SlotPrivateKey(scalar: key), context: entry.context)
            }
        }
        // The same with what only its owner has: it is the secret that was missing.
        #expect(try await home.fold().first?.content?.body == "canaries 120")
    }

    private func copy(_ secret: SharedSecret) -> [UInt8] {
        secret.bytes.withBytes { span in
            // unsafe: offsets run below the span's byte count.
            (0..<span.byteCount).map { unsafe span.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
    }

    private func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        guard bytes.count >= part.count else { return false }
        return (0...bytes.count - part.count).contains { Array(bytes[$0..<$0 + part.count]) == part }
    }
}
