import HTTPTypes
import Identity
import Primitives

/// One shared book: its members, invitations, name and end.
struct BookMemberPages: Sendable {
    private static let path = BookPages.path + "/{id}"

    let site: PageSite

    private var identity: IdentityService { site.services.identity }

    var endpoints: [Endpoint] {
        [show, rename, inviteForm, invite, withdraw, change, remove, leave, deleteForm, delete]
    }

    private var show: Endpoint {
        page(Self.path) { try await answer($0) }
    }

    private func answer(_ request: WebRequest, _ problems: FormProblems = .none) async throws -> Answer {
        let (id, token) = (try Self.id(request), try request.sessionToken())
        let book = try await identity.book(id, for: token)
        guard let me = request.session.flatMap({ book.member($0.account) }) else { throw Problem(.noBook) }
        let isOwner = me.role == .owner
        let waiting = isOwner ? try await identity.invitations(to: id, token: token) : []
        let path = "\(BookPages.path)/\(id.text)"
        let page = BookPage(
            path: path,
            value: id.text,
            name: book.name,
            standing: BookPage.Standing(
                role: BookWords.name(me.role) + ".",
                note: BookWords.note(me.role),
                isOwner: isOwner,
                isChosen: BookChoice.remembered(request.fields) == id
            ),
            members: book.members.map { member in
                BookPage.Member(
                    name: member.name,
                    detail: [
                        BookWords.name(member.role) + ".",
                        localized("In it since {day}.", ["day": day(member.since)]),
                    ].joined(separator: " "),
                    isSelf: member.account == me.account,
                    path: isOwner && member.role != .owner ? "\(path)/members/\(member.slot.text)" : nil,
                    isEditor: member.role == .editor
                )
            },
            invitations: waiting.map { invitation in
                BookPage.Invitation(
                    role: BookWords.name(invitation.role),
                    detail: localized(
                        "Good until {day}, {time}.",
                        ["day": day(invitation.expiry), "time": site.timeText(invitation.expiry).short]
                    ),
                    path: "\(path)/invitations/\(invitation.id.text)/withdraw"
                )
            },
            typed: request.method == .post ? request.form["name"] : nil,
            problems: problems
        )
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private func day(_ time: Timestamp) -> String {
        site.dayText(time.day(utcOffsetMinutes: site.utcOffsetMinutes())).medium
    }

    private var rename: Endpoint {
        form("/name") { request in
            try await acting(request, .saved) { id, token throws(IdentityError) in
                try await identity.renameBook(id, to: request.form["name"] ?? "", token: token)
            }
        }
    }

    /// Asked here and not when it is sent: whoever finds an open browser must not let somebody in.
    private var inviteForm: Endpoint {
        page(Self.path + "/invite") { request in
            let (id, name) = try await owned(request)
            return try await site.answer(BookInvitePage(path: "\(BookPages.path)/\(id.text)", name: name), request)
        }.with { $0.needsProof = true }
    }

    private var invite: Endpoint {
        form("/invite") { request in
            let (id, name) = try await owned(request)
            guard let role = BookRole(name: request.form["role"] ?? "") else { throw Problem(.malformedBody) }
            let code: Redacted<String>
            do throws(IdentityError) {
                code = try await identity.invite(to: id, as: role, token: try request.identityToken())
            } catch {
                return try await answer(request, try BookPages.problems(error))
            }
            let page = BookInvitePage(
                path: "\(BookPages.path)/\(id.text)",
                name: name,
                code: code.value,
                role: BookWords.name(role) + "."
            )
            return try await site.answer(page, request)
        }.with { $0.needsProof = true }
    }

    private var withdraw: Endpoint {
        form("/invitations/{slot}/withdraw") { request in
            let slot = try Self.slot(request)
            return try await acting(request, .invitationWithdrawn) { id, token throws(IdentityError) in
                try await identity.withdrawInvitation(slot, to: id, token: token)
            }
        }
    }

    private var change: Endpoint {
        form("/members/{slot}") { request in
            let slot = try Self.slot(request)
            guard let role = BookRole(name: request.form["role"] ?? "") else { throw Problem(.malformedBody) }
            let isHandedOver = role == .owner
            if isHandedOver, request.session?.isProved != true {
                let id = try Self.id(request)
                return .seeOther(Endpoint.proofPath(thenAt: "\(BookPages.path)/\(id.text)"))
            }
            return try await acting(request, isHandedOver ? .handedOver : .saved) { id, token throws(IdentityError) in
                if isHandedOver {
                    try await identity.handOver(id, to: slot, token: token)
                } else {
                    try await identity.setRole(role, of: slot, in: id, token: token)
                }
            }
        }
    }

    private var remove: Endpoint {
        form("/members/{slot}/remove") { request in
            let slot = try Self.slot(request)
            return try await acting(request, .memberRemoved) { id, token throws(IdentityError) in
                site.services.forget(try await identity.removeMember(slot, from: id, token: token))
            }
        }
    }

    private var leave: Endpoint {
        form("/leave") { request in
            let id = try Self.id(request)
            do throws(IdentityError) {
                try await identity.leaveBook(id, token: try request.identityToken())
            } catch {
                return try await answer(request, try BookPages.problems(error))
            }
            return gone(.bookLeft, request)
        }
    }

    private var deleteForm: Endpoint {
        page(Self.path + "/delete") { request in
            let (id, name) = try await owned(request)
            let count = try await identity.book(id, for: try request.sessionToken()).members.count
            let page = BookDeletePage(
                path: "\(BookPages.path)/\(id.text)",
                name: name,
                detail: localized(count, one: "{count} person keeps it.", other: "{count} people keep it.")
            )
            return try await site.answer(page, request)
        }.with { $0.needsProof = true }
    }

    private var delete: Endpoint {
        form("/delete") { request in
            try await identity.deleteBook(try Self.id(request), token: try request.sessionToken())
            return gone(.bookDeleted, request)
        }.with { $0.needsProof = true }
    }

    /// What was kept of the book for this person goes with it.
    private func gone(_ event: FlashCookie.Event, _ request: WebRequest) -> Answer {
        site.services.forget(request.session)
        return Answer.seeOther(BookPages.path, event).adding(.setCookie, BookChoice.setting(nil))
    }

    /// Does something to a book and shows its page again, with what could not be done.
    private func acting(
        _ request: WebRequest,
        _ event: FlashCookie.Event,
        _ act: (VaultID, SessionToken) async throws(IdentityError) -> Void
    ) async throws -> Answer {
        let id = try Self.id(request)
        do throws(IdentityError) {
            try await act(id, try request.identityToken())
        } catch {
            return try await answer(request, try BookPages.problems(error))
        }
        return .seeOther("\(BookPages.path)/\(id.text)", event)
    }

    /// The book of a request, for what only its owner sees.
    private func owned(_ request: WebRequest) async throws -> (id: VaultID, name: String) {
        let id = try Self.id(request)
        let book = try await identity.book(id, for: try request.sessionToken())
        guard request.session.flatMap({ book.member($0.account) })?.role == .owner else {
            throw IdentityError.sharing(.ownerOnly)
        }
        return (id, book.name)
    }

    private func page(_ path: String, handler: @escaping Endpoint.Handler) -> Endpoint {
        Endpoint(.get, path, surface: .page, access: .unlocked, handler: handler).with { $0.purpose = .keyMaintenance }
    }

    private func form(_ path: String, handler: @escaping Endpoint.Handler) -> Endpoint {
        Endpoint(.post, Self.path + path, surface: .page, access: .unlocked, handler: handler).with {
            $0.body = .form()
            $0.purpose = .keyMaintenance
        }
    }

    private static func id(_ request: WebRequest) throws(Problem) -> VaultID {
        guard let id = VaultID(text: request.parameter("id")) else { throw Problem(.noBook) }
        return id
    }

    private static func slot(_ request: WebRequest) throws(Problem) -> KeySlotID {
        guard let slot = KeySlotID(text: request.parameter("slot")) else { throw Problem(.notFound) }
        return slot
    }
}
