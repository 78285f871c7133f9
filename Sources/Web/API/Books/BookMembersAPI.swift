import HTTPTypes
import Identity
import JSON
import Primitives

/// `/api/v1/books/{id}/members` and `…/invitations`.
///
/// - Source: docs/spec/sharing.md §5 to §7.
struct BookMembersAPI: Sendable {
    let services: WebServices

    private var identity: IdentityService { services.identity }

    var endpoints: [Endpoint] { [invitations, invite, withdraw, setRole, remove, leave] }

    private var invitations: Endpoint {
        Endpoint(.get, BooksAPI.path + "/{id}/invitations", surface: .api, access: .session) { request in
            let waiting = try await identity.invitations(
                to: try BookJSON.id(request),
                token: try request.sessionToken()
            )
            return .json { writer in
                writer.memberArray("items", waiting) { writer, invitation in
                    writer.object { writer in
                        writer.member("id", invitation.id.text)
                        writer.member("role", invitation.role.name)
                        writer.member("expiresAt", invitation.expiry.iso)
                    }
                }
            }
        }.with {
            $0.summary = "Lists the codes that wait, to the owner of the book."
            let items = Schema.array(.object(BookJSON.invitation), count: 0...SharedBook.memberMaximum)
            $0.responses = [.init(.ok, "The codes.", ObjectSchema("InvitationList", [.required("items", items)]))]
            $0.problems = [.noBook, .notAllowed, .locked]
        }
    }

    private var invite: Endpoint {
        Endpoint(.post, BooksAPI.path + "/{id}/invitations", surface: .api, access: .session) { request in
            guard let role = BookRole(name: RequestFields(request.json).text("role")) else { throw Problem(.invalid) }
            let code = try await identity.invite(
                to: try BookJSON.id(request),
                as: role,
                token: try request.sessionToken()
            )
            return .json(status: .created) { $0.member("code", code.value) }
        }.with {
            $0.summary = "Makes a code that lets one person in within 48 hours. It is shown this once."
            $0.body = .json(BookJSON.invitationRequest)
            // Who finds an open browser must not let somebody in who stays.
            $0.needsProof = true
            $0.responses = [.init(.created, "The code.", BookJSON.made)]
            $0.problems = [.noBook, .notAllowed, .conflict, .locked, .proofNeeded]
        }
    }

    private var withdraw: Endpoint {
        let path = BooksAPI.path + "/{id}/invitations/{invitation}"
        return Endpoint(.delete, path, surface: .api, access: .session) { request in
            try await identity.withdrawInvitation(
                try BookJSON.slot(request, "invitation"),
                to: try BookJSON.id(request),
                token: try request.sessionToken()
            )
            return .noContent
        }.with {
            $0.summary = "Withdraws a code; fine when it is gone already."
            $0.responses = [.init(.noContent, "It opens nothing.")]
            $0.problems = [.noBook, .notFound, .notAllowed, .locked]
        }
    }

    private var setRole: Endpoint {
        Endpoint(.put, BooksAPI.path + "/{id}/members/{member}", surface: .api, access: .session) { request in
            let (id, member) = (try BookJSON.id(request), try BookJSON.slot(request, "member"))
            let token = try request.sessionToken()
            guard let role = BookRole(name: RequestFields(request.json).text("role")) else { throw Problem(.invalid) }
            if role == .owner {
                try await identity.handOver(id, to: member, token: token)
            } else {
                try await identity.setRole(role, of: member, in: id, token: token)
            }
            return .noContent
        }.with {
            $0.summary = "Says what a member may do. Making her the owner hands the book over."
            $0.body = .json(BookJSON.roleRequest)
            $0.responses = [.init(.noContent, "She may do that.")]
            $0.problems = [.noBook, .notFound, .notAllowed, .conflict, .locked, .proofNeeded]
        }
    }

    private var remove: Endpoint {
        Endpoint(.delete, BooksAPI.path + "/{id}/members/{member}", surface: .api, access: .session) { request in
            let account = try await identity.removeMember(
                try BookJSON.slot(request, "member"),
                from: try BookJSON.id(request),
                token: try request.sessionToken()
            )
            services.forget(account)
            return .noContent
        }.with {
            $0.summary = "Takes a member out; the keys that she has are replaced."
            $0.responses = [.init(.noContent, "She is out.")]
            $0.problems = [.noBook, .notFound, .notAllowed, .conflict, .locked]
        }
    }

    private var leave: Endpoint {
        Endpoint(.post, BooksAPI.path + "/{id}/leave", surface: .api, access: .session) { request in
            try await identity.leaveBook(try BookJSON.id(request), token: try request.sessionToken())
            services.forget(request.session)
            return .noContent
        }.with {
            $0.summary = "Leaves a book. The owner hands it over first, or deletes it."
            $0.responses = [.init(.noContent, "The account is not in it any more.")]
            $0.problems = [.noBook, .conflict, .locked]
        }
    }
}
