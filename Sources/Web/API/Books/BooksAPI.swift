import HTTPTypes
import Identity
import JSON
import Primitives

/// `/api/v1/books`: books that several people keep, and the codes that let people in.
///
/// - Source: docs/spec/sharing.md.
struct BooksAPI: Sendable {
    static let path = "/api/v1/books"

    let services: WebServices

    private var identity: IdentityService { services.identity }

    var endpoints: [Endpoint] { [list, make, look, join, read, rename, delete] }

    private var list: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .session) { request in
            let books = try await identity.books(for: try request.sessionToken())
            return .json { writer in
                writer.memberArray("items", books) { writer, book in
                    writer.object { writer in
                        writer.member("id", book.id.text)
                        writer.member("name", book.name)
                        writer.member("role", book.role.name)
                        writer.member("memberCount", book.memberCount)
                    }
                }
            }
        }.with {
            $0.summary = "Lists the shared books that the account is in."
            let books = Schema.array(.object(BookJSON.inList), count: 0...IdentityService.bookMaximum)
            $0.responses = [.init(.ok, "The books.", ObjectSchema("BookList", [.required("items", books)]))]
            $0.problems = [.locked]
        }
    }

    private var make: Endpoint {
        Endpoint(.post, Self.path, surface: .api, access: .session) { request in
            let fields = RequestFields(request.json)
            let id = try await identity.makeBook(
                named: fields.text("name"),
                as: fields.text("displayName"),
                token: try request.sessionToken()
            )
            return try await answer(id, request, status: .created)
        }.with {
            $0.summary = "Makes an empty shared book; the account is its owner."
            $0.body = .json(BookJSON.new)
            $0.responses = [.init(.created, "The book.", BookJSON.book)]
            $0.problems = [.conflict, .locked]
        }
    }

    private var look: Endpoint {
        Endpoint(.post, Self.path + "/look", surface: .api, access: .session) { request in
            let look = try await identity.invitation(
                code: RequestFields(request.json).text("code"),
                token: try request.sessionToken(),
                from: request.source
            )
            return .json { writer in
                writer.member("book", look.book)
                writer.member("invitedBy", look.inviter)
                writer.member("role", look.role.name)
                writer.member("expiresAt", look.expiry.iso)
            }
        }.with {
            $0.summary = "Shows what a code is for. Nothing is joined."
            $0.body = .json(BookJSON.code)
            $0.responses = [.init(.ok, "What it is for.", BookJSON.look)]
            $0.problems = [.invalid, .locked, .tooManyRequests]
        }
    }

    private var join: Endpoint {
        Endpoint(.post, Self.path + "/join", surface: .api, access: .session) { request in
            let fields = RequestFields(request.json)
            let id = try await identity.join(
                code: fields.text("code"),
                as: fields.text("displayName"),
                token: try request.sessionToken(),
                from: request.source
            )
            return try await answer(id, request, status: .created)
        }.with {
            $0.summary = "Uses a code: the account becomes a member of the book."
            $0.body = .json(BookJSON.joining)
            $0.responses = [.init(.created, "The book.", BookJSON.book)]
            $0.problems = [.invalid, .conflict, .locked, .tooManyRequests]
        }
    }

    private var read: Endpoint {
        Endpoint(.get, Self.path + "/{id}", surface: .api, access: .session) { request in
            try await answer(try BookJSON.id(request), request, status: .ok)
        }.with {
            $0.summary = "Shows a book and everybody who keeps it."
            $0.responses = [.init(.ok, "The book.", BookJSON.book)]
            $0.problems = [.noBook, .locked]
        }
    }

    private var rename: Endpoint {
        Endpoint(.put, Self.path + "/{id}/name", surface: .api, access: .session) { request in
            let id = try BookJSON.id(request)
            let name = RequestFields(request.json).text("name")
            try await identity.renameBook(id, to: name, token: try request.sessionToken())
            return .noContent
        }.with {
            $0.summary = "Gives a book another name; its owner does that."
            $0.body = .json(BookJSON.name)
            $0.responses = [.init(.noContent, "It has that name.")]
            $0.problems = [.noBook, .notAllowed, .locked]
        }
    }

    private var delete: Endpoint {
        Endpoint(.delete, Self.path + "/{id}", surface: .api, access: .session) { request in
            try await identity.deleteBook(try BookJSON.id(request), token: try request.sessionToken())
            return .noContent
        }.with {
            $0.summary = "Deletes a book for everybody, without undo; its owner does that."
            $0.needsProof = true
            $0.responses = [.init(.noContent, "It is gone.")]
            $0.problems = [.noBook, .notAllowed, .locked, .proofNeeded]
        }
    }

    private func answer(_ id: VaultID, _ request: WebRequest, status: Answer.Status) async throws -> Answer {
        let book = try await identity.book(id, for: try request.sessionToken())
        let account = request.session?.account
        return .json(status: status) { BookJSON.write(book, id, to: account, &$0) }
    }
}
