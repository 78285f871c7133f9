import HTTPTypes
import Identity
import Money
import Primitives
import Vault

/// The books that a person keeps with others: choosing one, making one, joining one.
struct BookPages: Sendable {
    static let path = "/money/books"

    let site: PageSite

    private var identity: IdentityService { site.services.identity }

    var endpoints: [Endpoint] { [show, make, choose, look, join] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { try await answer($0) }
            .with { $0.purpose = .keyMaintenance }
    }

    private func answer(_ request: WebRequest, _ problems: FormProblems = .none) async throws -> Answer {
        let chosen = BookChoice.remembered(request.fields)
        let books = try await identity.books(for: try request.sessionToken()).map { book in
            BooksPage.Row(
                path: "\(Self.path)/\(book.id.text)",
                name: book.name,
                detail: [
                    BookWords.name(book.role) + ".",
                    localized(book.memberCount, one: "{count} person.", other: "{count} people."),
                ].joined(separator: " "),
                value: book.id.text,
                isChosen: book.id == chosen
            )
        }
        let page = BooksPage(
            books: books,
            name: request.form["name"] ?? "",
            displayName: request.form["displayName"] ?? "",
            problems: problems
        )
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private var make: Endpoint {
        form(Self.path) { request in
            let id: VaultID
            do throws(IdentityError) {
                id = try await identity.makeBook(
                    named: request.form["name"] ?? "",
                    as: request.form["displayName"] ?? "",
                    token: try request.identityToken()
                )
            } catch {
                return try await answer(request, try Self.problems(error))
            }
            try await prepare(id, request)
            return Self.chosen(id, .bookMade)
        }
    }

    /// Accounts and categories to begin with; the book is made, also where they cannot be put in now.
    private func prepare(_ id: VaultID, _ request: WebRequest) async throws {
        let token = try request.sessionToken()
        do {
            let (_, access) = try await identity.openBook(id, for: .moneyTracking, token: token)
            try await StarterBook(services: site.services).prepare(access)
        } catch IdentityError.vault(.noConsent) {
            return
        }
    }

    private static func chosen(_ id: VaultID, _ event: FlashCookie.Event) -> Answer {
        Answer.seeOther("\(path)/\(id.text)", event).adding(.setCookie, BookChoice.setting(id))
    }

    private var choose: Endpoint {
        form(Self.path + "/choose") { request in
            let next = NextPath.optional(request.form["next"])
            let id = VaultID(text: request.form["to"] ?? "")
            if let id {
                _ = try await identity.book(id, for: try request.sessionToken())
            }
            // What is named in an address is of one book: another is shown from its beginning.
            let path = next == "/today" ? "/today" : "/money"
            return Answer.seeOther(path).adding(.setCookie, BookChoice.setting(id))
        }
    }

    private var look: Endpoint {
        form(Self.path + "/join") { try await look($0) }
    }

    private func look(_ request: WebRequest, _ problems: FormProblems = .none) async throws -> Answer {
        let code = request.form["code"] ?? ""
        let look: InvitationLook
        do throws(IdentityError) {
            look = try await identity.invitation(code: code, token: try request.identityToken(), from: request.source)
        } catch {
            return try await answer(request, try Self.problems(error))
        }
        let page = BookJoinPage(
            name: look.book,
            inviter: look.inviter,
            role: BookWords.name(look.role),
            roleNote: BookWords.note(look.role),
            code: code,
            displayName: request.form["displayName"] ?? "",
            problems: problems
        )
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private var join: Endpoint {
        form(Self.path + "/join/agree") { request in
            do throws(IdentityError) {
                let id = try await identity.join(
                    code: request.form["code"] ?? "",
                    as: request.form["displayName"] ?? "",
                    token: try request.identityToken(),
                    from: request.source
                )
                return Self.chosen(id, .bookJoined)
            } catch {
                let problems = try Self.problems(error)
                return try await error == .sharing(.displayName) ? look(request, problems) : answer(request, problems)
            }
        }
    }

    /// A form of a book that she is not in any more: what was typed waits in a page.
    ///
    /// Only what adds by words is offered for her own money: whatever else a form names, by id, is of the other book.
    func goneForm(_ request: WebRequest) async throws -> Answer {
        guard let held = HeldForm(of: request) else { throw Problem(.noBook) }
        let fields = held.fields.filter { $0.name != BookChoice.name }
        let page = HeldFormPage(
            path: held.path,
            fields: fields.map { HiddenField(name: $0.name, value: $0.value) },
            bookGone: Self.addsByWords(request) ? .offered : .shown(Self.typed(fields))
        )
        return try await site.answer(page, request, status: ProblemKind.noBook.status)
            .adding(.setCookie, BookChoice.setting(nil))
    }

    private static func addsByWords(_ request: WebRequest) -> Bool {
        request.target.prefix { $0 != "?" } == TodayPages.addPath
    }

    /// What somebody wrote, without what a page put in.
    private static func typed(_ fields: [(name: String, value: String)]) -> [String] {
        let ofPages: Set = ["next", "change", "version", "do", "month"]
        return fields.filter { !ofPages.contains($0.name) }.map(\.value)
            .filter { !$0.isEmpty && $0 != "on" && TransactionID(text: $0) == nil }
    }

    private func form(_ path: String, handler: @escaping Endpoint.Handler) -> Endpoint {
        Endpoint(.post, path, surface: .page, access: .unlocked, handler: handler).with {
            $0.body = .form()
            $0.purpose = .keyMaintenance
        }
    }

    /// What a form can be mended for.
    ///
    /// - Throws: the error itself where it belongs to no field.
    static func problems(_ error: IdentityError) throws -> FormProblems {
        guard case .sharing(let fault) = error else { throw error }
        let sentence = Sentences.sentence(fault)
        switch fault {
        case .name: return problems("name", localized("Name"), sentence)
        case .displayName: return problems("displayName", localized("How the others see you"), sentence)
        case .wrongCode, .alreadyMember, .tooManyMembers, .ownCode:
            return problems("code", localized("Code"), sentence)
        case .noBook: throw error
        default: return FormProblems(summary: sentence, errors: [])
        }
    }

    private static func problems(_ field: String, _ label: String, _ sentence: String) -> FormProblems {
        FormProblems(errors: [FieldError(field: field, label: label, message: sentence)])
    }
}
