import HTTPTypes
import HummingbirdCore
import Primitives

/// Which book a request means: the person's own, or one that she keeps with others.
///
/// A program says it in a parameter. A browser remembers one, and each form carries the one that its page showed: what
/// was typed for a book is never put into another that was chosen in a second window. Links to files carry it likewise.
/// - Source: docs/spec/http-api.md §5.
enum BookChoice {
    /// Of a form, and of the query of an operation.
    static let name = "book"
    /// In a page's link: her own money, whatever the browser remembers.
    static let own = "own"

    /// Whether it will be a shared one, as far as that can be said before the body is read.
    static func isLikely(for endpoint: Endpoint, _ fields: HTTPFields, query: ArraySlice<UInt8>) -> Bool {
        guard endpoint.takesBook else { return false }
        let named = String(decoding: query, as: UTF8.self).split(separator: "&").first { $0.hasPrefix(name + "=") }
        guard endpoint.surface == .page else { return named != nil }
        return named.map { $0 != "\(name)=\(own)" } ?? (remembered(fields) != nil)
    }

    /// - Throws: ``ProblemKind/noBook`` for what is no book's id.
    static func book(for endpoint: Endpoint, _ request: WebRequest) throws(Problem) -> VaultID? {
        guard endpoint.takesBook else { return nil }
        let text: String?
        if endpoint.surface == .api {
            text = request.query[name]
        } else if request.method == .post {
            text = request.form[name]
        } else if let linked = request.query[name] {
            text = linked == own ? nil : linked
        } else {
            return remembered(request.fields)
        }
        guard let text else { return nil }
        guard let id = VaultID(text: text) else { throw Problem(.noBook) }
        return id
    }

    /// What the browser remembers; nil for its owner's own.
    static func remembered(_ fields: HTTPFields) -> VaultID? {
        Cookies.value(Cookies.book, in: fields).flatMap { VaultID(text: $0) }
    }

    /// A link of a page that leads into the book of that page, whichever is remembered when it is followed.
    static func linked(_ path: String, to book: VaultID?) -> String {
        "\(path)\(path.contains("?") ? "&" : "?")\(name)=\(linkName(of: book))"
    }

    static func linkName(of book: VaultID?) -> String { book?.text ?? own }

    static func setting(_ book: VaultID?) -> String {
        guard let book else { return Cookies.deleting(Cookies.book) }
        return Cookies.setting(Cookies.book, to: book.text)
    }

    /// After a form the browser goes on in the book of that form, and what can be undone is of it.
    static func remembering(_ request: WebRequest, _ endpoint: Endpoint, in answer: Answer) -> Answer {
        guard endpoint.takesBook, endpoint.surface == .page, request.method == .post,
            let session = request.session
        else { return answer }
        let answer = session.book.map { FlashCookie.naming($0, in: answer) } ?? answer
        guard session.book != remembered(request.fields) else { return answer }
        return answer.adding(.setCookie, setting(session.book))
    }

    /// Out of a book that she is not in any more.
    static func leading(_ method: HTTPRequest.Method) -> Answer {
        Answer.seeOther(BookPages.path, .bookGone).adding(.setCookie, setting(nil))
    }
}

extension Dispatcher {
    /// Opens the book that a request means, in place of the person's own vault: the one place where that is decided.
    ///
    /// - `wasLikely`: her own vault was opened to reach a book, and not for the purpose of the route.
    /// - Returns: false for a form of a book that she is not in any more; what it carries is kept for her.
    func enterBook(
        _ request: inout WebRequest,
        _ endpoint: Endpoint,
        _ credentials: Credentials,
        wasLikely: Bool
    ) async throws -> Bool {
        guard endpoint.takesBook, let session = request.session else { return true }
        guard let book = try BookChoice.book(for: endpoint, request) else {
            guard wasLikely else { return true }
            request.session = try await self.session(
                credentials,
                for: endpoint,
                purpose: endpoint.purpose,
                isHeldWhileLocked: false
            )
            return true
        }
        do {
            request.session = try await sessions.session(session, in: book, purpose: endpoint.purpose)
            return true
        } catch {
            guard ErrorMapping.problem(for: error).kind == .noBook, request.method == .post,
                case .form = endpoint.body, endpoint.surface == .page
            else { throw error }
            return false
        }
    }
}
