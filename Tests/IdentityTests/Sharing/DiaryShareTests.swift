import KeyService
import Primitives
import Sealing
import Testing
import Vault

@testable import Identity

/// Asha shares a part of her diary with Ravi.
@Suite("Sharing a part of a diary")
struct DiaryShareTests {
    private struct Pair {
        let home: BookHousehold
        var asha: SessionToken { home.asha.session.token }
        var ravi: SessionToken { home.ravi.session.token }
        var service: IdentityService { home.service }
        var diary: VaultID { home.asha.session.session.vault }

        func offer(_ parts: Set<SharedDiaryPart> = [.nextPeriod, .today]) async throws -> String {
            try await service.offerDiary(parts, as: "Asha", token: asha).value
        }

        func accept(_ code: String, _ token: SessionToken? = nil) async throws(IdentityError) {
            _ = try await service.acceptDiary(code: code, as: "Ravi", token: token ?? ravi, from: .address(1))
        }

        /// As the diary does when it is open.
        func show(_ content: [UInt8]) async throws {
            let own = try await service.owner(asha).1
            for (share, parts) in try await service.partsShown(of: diary) {
                try await service.show(content, in: share, for: parts, own)
            }
        }

        func seen() async throws -> SharedWithMeView {
            try #require(try await service.sharedWithMe(ravi).first)
        }

        func stored() async throws -> OpenRecord<DiaryShare> {
            try #require(try await service.shares(of: diary).first)
        }
    }

    private func paired() async throws -> Pair {
        let pair = Pair(home: try await BookHousehold())
        try await pair.accept(try await pair.offer())
        return pair
    }

    @Test("what is shown is read by the partner and nobody else; nothing before the code was used")
    func shown() async throws {
        let pair = Pair(home: try await BookHousehold())
        let code = try await pair.offer()
        #expect(try await pair.service.partsShown(of: pair.diary).isEmpty)
        let look = try await pair.service.diaryOffer(code: code, token: pair.ravi, from: .address(1))
        #expect(look.name == "Asha" && look.parts == [.nextPeriod, .today])
        try await pair.accept(code)
        #expect(try await pair.seen().content == nil)
        try await pair.show([1, 2, 3])
        #expect(try await pair.seen().content?.prefix(4) == [1, 2, 3, 0])
        #expect(try await pair.service.sharedWithMe(pair.home.mina.session.token).isEmpty)
        #expect(try await pair.service.sharedWithMe(pair.asha).isEmpty)
        await #expect(throws: IdentityError.sharing(.wrongCode), "once") { try await pair.accept(code) }
    }

    @Test("wrong, expired and own codes, no parts and no name are refused")
    func refused() async throws {
        let pair = Pair(home: try await BookHousehold())
        await #expect(throws: IdentityError.sharing(.noParts)) { _ = try await pair.offer([]) }
        let code = try await pair.offer()
        await #expect(throws: IdentityError.sharing(.ownCode)) { try await pair.accept(code, pair.asha) }
        await #expect(throws: IdentityError.sharing(.wrongCode)) { try await pair.accept(SharingCode.random().text()) }
        await #expect(throws: IdentityError.sharing(.displayName)) {
            _ = try await pair.service.acceptDiary(code: code, as: " ", token: pair.ravi, from: .address(1))
        }
        // A code for a book is none for a diary.
        let book = try await pair.service.invite(to: pair.home.book, as: .viewer, token: pair.asha).value
        await #expect(throws: IdentityError.sharing(.wrongCode)) { try await pair.accept(book) }
        pair.home.installation.clock.advance(seconds: SharingCode.seconds)
        let ravi = try await pair.home.server.signIn("ravi").token
        await #expect(throws: IdentityError.sharing(.wrongCode)) { try await pair.accept(code, ravi) }
    }

    @Test("either side ends it: what was shown is gone, and the other sees that it ended")
    func ended() async throws {
        let first = try await paired()
        try await first.show([1])
        try await first.service.endDiaryShare(try await first.stored().key.name, token: first.asha)
        let gone = try await first.seen()
        #expect(gone.ended != nil && gone.content == nil)
        #expect(try await first.service.shares(of: first.diary).isEmpty)
        try await first.service.endSharedWithMe(gone.id, token: first.ravi)
        #expect(try await first.service.sharedWithMe(first.ravi).isEmpty)

        let second = try await paired()
        try await second.service.endSharedWithMe(try await second.seen().id, token: second.ravi)
        #expect(try await second.service.diaryShares(for: second.asha).isEmpty)
        let third = try await paired()
        try await third.service.endDiaryShares(third.asha)
        #expect(try await third.seen().ended != nil)
    }

    @Test("other parts take away at once what was shown, and nothing that was made for the parts of before comes after")
    func changed() async throws {
        let pair = try await paired()
        try await pair.show([1])
        let id = try await pair.stored().key.name
        try await pair.service.changeDiaryShare(id, to: [.fertileDays], token: pair.asha)
        #expect(try await pair.seen().content == nil)
        let own = try await pair.service.owner(pair.asha).1
        try await pair.service.show([9], in: id, for: [.nextPeriod, .today], own)
        #expect(try await pair.seen().content == nil)
        await #expect(throws: IdentityError.sharing(.noParts)) {
            try await pair.service.changeDiaryShare(id, to: [], token: pair.asha)
        }
    }

    @Test("a code that waits stays good when its parts are changed")
    func changedWhileWaiting() async throws {
        let pair = Pair(home: try await BookHousehold())
        let code = try await pair.offer()
        let id = try await pair.stored().key.name
        try await pair.service.changeDiaryShare(id, to: [.today], token: pair.asha)
        try await pair.accept(code)
        #expect(try await pair.seen().parts == [.today])
    }

    @Test("taking back the consent to estimates takes away what was shown")
    func consent() async throws {
        let pair = try await paired()
        try await pair.service.setConsent(.cyclePrediction, for: pair.asha, given: true)
        try await pair.show([1])
        try await pair.service.setConsent(.cyclePrediction, for: pair.asha, given: false)
        #expect(try await pair.seen().content == nil)
    }

    /// SECURITY_NOTES, substituted keys: who writes to the store and never knew the code.
    @Test("a key that somebody else put in the partner's place is sealed nothing")
    func substituted() async throws {
        let pair = try await paired()
        let record = try await pair.stored()
        var share = record.value
        let thief = SlotPrivateKey.random()
        let partner = try #require(share.partner)
        share.partner = DiaryShare.Partner(
            vault: partner.vault,
            record: partner.record,
            name: partner.name,
            since: partner.since,
            epoch: partner.epoch,
            publicKey: thief.publicKey.bytes,
            tag: partner.tag
        )
        try await pair.service.write([.put(record.key, share, expected: record.version)])
        await #expect(throws: IdentityError.vault(.doesNotOpen)) { try await pair.show([1]) }
        #expect(try await pair.stored().value.shown == nil)
    }

    @Test("what somebody else sealed for the partner is not shown")
    func forged() async throws {
        let pair = try await paired()
        try await pair.show([1])
        let record = try await pair.stored()
        var share = record.value
        let shown = try #require(share.shown)
        var other = shown.tag
        other[0] ^= 1
        share.shown = DiaryShare.Shown(box: shown.box, tag: other)
        try await pair.service.write([.put(record.key, share, expected: record.version)])
        #expect(try await pair.seen().content == nil)
    }

    @Test("with every record of both and every key-encryption key, neither the pairing nor what is shown opens")
    func stolen() async throws {
        let pair = try await paired()
        try await pair.show([1])
        let share = try await pair.stored().value
        let shown = try #require(share.shown)
        // Another account's access is the most that a thief has.
        let thief = try await pair.service.owner(pair.home.mina.session.token).1
        let id = try await pair.stored().key.name
        #expect(throws: VaultError.doesNotOpen) { _ = try DiaryPairing(share.pairing, share: id, by: thief) }
        let own = try await pair.service.owner(pair.asha).1
        let pairing = try DiaryPairing(share.pairing, share: id, by: own)
        #expect(throws: VaultError.doesNotOpen) { _ = try pairing.open(shown, by: thief) }
        #expect(throws: VaultError.doesNotOpen, "not even by who shared it") { _ = try pairing.open(shown, by: own) }
    }

    @Test("each step stands in the histories of both, and what cannot be written down is not done")
    func histories() async throws {
        let pair = try await paired()
        try await pair.service.changeDiaryShare(try await pair.stored().key.name, to: [.today], token: pair.asha)
        pair.home.server.events.refuse(with: .unrecorded)
        await #expect(throws: IdentityError.vault(.unrecorded)) { try await pair.service.endDiaryShares(pair.asha) }
        pair.home.server.events.refuse(with: nil)
        try await pair.service.endDiaryShares(pair.asha)
        let acts: [AccountEvent.Act] = [.diaryShareBegun, .diaryShareChanged, .diaryShareEnded]
        #expect(pair.home.acts(of: pair.home.asha) == [.bookMade, .diaryShareOffered] + acts)
        #expect(pair.home.acts(of: pair.home.ravi) == acts)
    }

    @Test("records read back as they were written")
    func records() async throws {
        let pair = try await paired()
        try await pair.show([1])
        let share = try await pair.stored().value
        #expect(try DiaryShare(decoding: share.encode()) == share)
        let partner = try #require(share.partner)
        let mine = try #require(try await pair.service.sharedWithMe(partner.record, of: partner.vault)).value
        #expect(try SharedWithMe(decoding: mine.encode()) == mine)
    }
}
