import KeyService
import Primitives
import Vault

/// What is kept of tokens, browsers, books and partners of an account, for the archive of its owner.
extension IdentityService {
    private typealias Fact = AccountSection.Fact

    func tokenSection(_ account: UserAccount) async throws(IdentityError) -> AccountSection {
        let tokens = try await all(.apiToken, of: account.id.bytes, TokenRecord.self)
        return AccountSection(
            "tokens",
            tokens.map { token in
                [
                    Fact("name", .text(token.name)), Fact("may", .texts(token.scopes.map(\.name).sorted())),
                    Fact("made", .time(token.created)), Fact("endsAt", .time(token.expiry)),
                    Fact("lastUse", token.lastUse.map { .day($0) }), Fact("uses", .number(Int(token.useCount))),
                ].compactMap(\.self)
            }
        )
    }

    func endedTokenSection(_ account: UserAccount) async throws(IdentityError) -> AccountSection {
        let tokens = try await all(.endedToken, of: account.id.bytes, EndedToken.self)
        return AccountSection(
            "endedTokens",
            tokens.map { token in
                [
                    Fact("name", .text(token.name)), Fact("could", .texts(token.scopes.map(\.name).sorted())),
                    Fact("made", .time(token.created)), Fact("ended", .day(token.ended)),
                    Fact("because", .text(String(describing: token.reason))),
                ]
            }
        )
    }

    func senderSection(_ account: UserAccount) async throws(IdentityError) -> AccountSection {
        let senders = try await all(.inboxSender, of: account.vault.bytes, SenderRecord.self)
        return AccountSection(
            "browsersThatAdd",
            senders.filter { $0.kind == .browser }.map { sender in
                [
                    Fact("name", .text(sender.name)), Fact("added", .time(sender.created)),
                    Fact("lastUse", sender.lastUse.map { .day($0) }), Fact("ended", sender.ended.map { .time($0) }),
                ].compactMap(\.self)
            }
        )
    }

    func bookSection(_ account: UserAccount) async throws(IdentityError) -> AccountSection {
        var rows: [[Fact]] = []
        for membership in try await memberships(of: account.id) {
            guard let book = try await storedBook(membership.value.book)?.value, let me = book.member(account.id) else {
                continue
            }
            rows.append([
                Fact("name", .text(book.name)), Fact("role", .text(me.role.name)), Fact("since", .time(me.since)),
                Fact("calledThere", .text(me.name)), Fact("members", .texts(book.members.map(\.name))),
            ])
        }
        return AccountSection("books", rows)
    }

    func invitationSection(_ account: UserAccount) async throws(IdentityError) -> AccountSection {
        var rows: [[Fact]] = []
        for membership in try await memberships(of: account.id) {
            for invitation in try await invitations(to: membership.value.book)
            where invitation.value.inviter == account.id {
                rows.append([
                    Fact("role", .text(invitation.value.role.name)), Fact("made", .time(invitation.value.made)),
                    Fact("endsAt", .time(invitation.value.expiry)),
                ])
            }
        }
        return AccountSection("invitations", rows)
    }

    func shareSection(_ account: UserAccount) async throws(IdentityError) -> AccountSection {
        let shares = try await all(.diaryShare, of: account.vault.bytes, DiaryShare.self)
        return AccountSection(
            "diaryShares",
            shares.map { share in
                [
                    Fact("shows", .texts(share.parts.map { String(describing: $0) }.sorted())),
                    Fact("made", .time(share.made)), Fact("partner", share.partner.map { .text($0.name) }),
                    Fact("since", share.partner.map { .time($0.since) }),
                ].compactMap(\.self)
            }
        )
    }

    func sharedSection(_ account: UserAccount) async throws(IdentityError) -> AccountSection {
        let shared = try await all(.sharedWithMe, of: account.vault.bytes, SharedWithMe.self)
        return AccountSection(
            "sharedWithMe",
            shared.map { shared in
                [
                    Fact("name", .text(shared.name)), Fact("since", .time(shared.since)),
                    Fact("ended", shared.ended.map { .time($0) }),
                ].compactMap(\.self)
            }
        )
    }

    func calendarSection(_ account: UserAccount) async throws(IdentityError) -> AccountSection {
        let addresses = try await calendarAddresses(of: account.vault)
        return AccountSection("calendars", addresses.map { _ in [Fact("isPublished", .flag(true))] })
    }
}
