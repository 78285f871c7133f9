import KeyService
import Primitives
import Sealing
import Testing
import Vault

@testable import Identity

@Suite("The sharing key")
struct SharingKeyTests {
    /// Frozen when version 1 shipped (docs/spec/sharing.md §1): if this fails, members no longer open their books.
    @Test("a member's secret is the one of the specification")
    func vector() {
        var message = LengthPrefixed()
        message.append(VaultID(high: 0, low: 2).bytes)
        message.append(KeySlotID(high: 0, low: 3).bytes)
        let key = SecretBytes(copying: (0..<32).map { UInt8($0) })
        let tag = Authenticator.tag("flowkeep/1 member of a book", message.bytes, key: key)
        let hex = "7888e985a9743bd487a1f69d5e3504a978577e0413e2d63e3ca562311eb6a054"
        #expect(tag.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == hex)
    }

    @Test("a vault from before gets one when its owner comes in, and then makes books")
    func older() async throws {
        let home = try await BookHousehold()
        let vault = home.mina.session.session.vault
        let store = RecordSlotStore(records: home.server.records)
        let standing = try await home.service.owner(home.mina.session.token).0
        let keys = try await home.service.keys(of: standing, home.mina.session.token)
        let control = try #require(keys.newest(VaultKeys.control)).key
        let older = try await store.slots(of: vault).map { $0.withholding(VaultKeys.sharing, certifiedBy: control) }
        try await store.update(vault, adding: [], replacing: older, removing: [])
        let fresh = home.installation.startServer(trackers: [Lines.self, Pages.self])
        let book = try await fresh.service.makeBook(named: "Trip", as: "Mina", token: home.mina.session.token)
        let opened = try await fresh.service.openBook(book, for: .moneyTracking, token: home.mina.session.token)
        try await fresh.write("tent", opened.access)
        let slots = try await store.slots(of: vault)
        #expect(slots.allSatisfy { $0.scope.contains(VaultKeys.sharing) })
    }

    @Test("a token and a slot of one tracker hold no sharing key, so they open no book")
    func tokens() async throws {
        let home = try await TokenHousehold()
        let made = try await home.service.makeToken(named: "script", scopes: [.moneyWrite], for: home.token)
        let slots = try await RecordSlotStore(records: home.server.records).slots(of: home.vault)
        let slot = try #require(slots.first { $0.id == made.record.slot })
        #expect(!slot.scope.contains(VaultKeys.sharing))
    }

    /// PROMISES KEY-5 for books: every store, every KEK, a member's rows, and no secret of a member.
    @Test("nothing that the server stores opens a book")
    func stolen() async throws {
        let home = try await BookHousehold()
        try await home.letIn(home.ravi)
        try await home.write("rent", home.ravi)
        _ = try await home.service.invite(to: home.book, as: .editor, token: home.asha.session.token)
        let outer = KEKOuterLock(ring: home.installation.startServer().ring)
        var found: [[UInt8]] = []
        let owners = [home.asha, home.ravi].flatMap {
            [$0.session.session.account.bytes, $0.session.session.vault.bytes]
        }
        for kind in RecordKind.allCases {
            for owner in owners + [home.book.bytes, RecordKey.nobody] {
                for record in try await home.installation.metadata.list(kind, owner: owner, after: nil, limit: 1000) {
                    found.append(record.key.name)
                    found.append(Array(record.bytes.prefix(32)))
                    found.append(Array(record.bytes.suffix(32)))
                }
            }
        }
        for slot in try await home.slots() { found += [slot.publicKey.bytes, slot.certificate, slot.lockedPrivateKey] }
        for slot in try await home.slots() {
            for candidate in found {
                let key = SecretBytes(copying: candidate + [UInt8](repeating: 0, count: max(0, 32 - candidate.count)))
                await #expect(throws: VaultError.doesNotOpen) { _ = try await slot.open(with: key, outerLock: outer) }
            }
        }
        // The store alone does not say who shares with whom: no name or unhidden byte of one member is at another's.
        for who in [home.asha, home.ravi] {
            let account = who.session.session.account
            let mine = try await home.installation.metadata.list(
                .bookMembership,
                owner: account.bytes,
                after: nil,
                limit: 10
            )
            #expect(mine.count == 1 && mine.allSatisfy { $0.key.name.count == 16 && $0.key.name != home.book.bytes })
        }
    }

    @Test("records of sharing read back as they were written, and refuse what is none")
    func records() throws {
        let member = BookMember(
            account: .random(),
            vault: .random(),
            membership: SecureRandom.bytes(count: 16),
            slot: .random(),
            role: .owner,
            since: Timestamp(milliseconds: 5),
            name: "Asha"
        )
        var book = SharedBook(name: "Household", made: Timestamp(milliseconds: 4), owner: member)
        book.areKeysDue = true
        #expect(try SharedBook(decoding: book.encode()) == book)
        var ownerless = book
        ownerless.setRole(.editor, of: member.slot)
        #expect(throws: RecordDecodingError.self) { _ = try SharedBook(decoding: ownerless.encode()) }
        let membership = BookMembership(book: .random(), slot: .random(), epoch: 3)
        #expect(try BookMembership(decoding: membership.encode()) == membership)
        let invitation = BookInvitation(role: .viewer, made: Timestamp(milliseconds: 9), inviter: .random())
        #expect(try BookInvitation(decoding: invitation.encode()) == invitation)
        #expect(throws: RecordDecodingError.self) {
            _ = try BookInvitation(decoding: Array(invitation.encode().dropLast()))
        }
    }
}
