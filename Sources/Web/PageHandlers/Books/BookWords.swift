import Identity
import Primitives

/// What a member may do in a book, in words.
enum BookWords {
    static func name(_ role: BookRole) -> String {
        switch role {
        case .owner: localized("Owner")
        case .editor: localized("Editor")
        case .viewer: localized("Viewer")
        }
    }

    /// To the member herself.
    static func note(_ role: BookRole) -> String {
        switch role {
        case .owner: localized("You may do everything, and you invite.")
        case .editor: localized("You read everything, add and change.")
        case .viewer: localized("You read everything. Flowkeep refuses your changes.")
        }
    }
}

extension PageSite {
    /// The books to choose between, above pages that show one; nil where there is nothing to choose.
    func bookBar(at place: Place, _ request: WebRequest) async throws -> BookBar? {
        switch place {
        case .today, .money, .settings: break
        default: return nil
        }
        guard let session = request.session, session.isUnlocked, let token = session.token else { return nil }
        let books = try await services.identity.books(for: token)
        guard !books.isEmpty else { return nil }
        // Pages about the books themselves open none: there the chosen one is what the browser remembers.
        let chosen = session.book ?? BookChoice.remembered(request.fields)
        let own = BookBar.Entry(
            value: "",
            label: localized("My money"),
            isChosen: !books.contains { $0.id == chosen }
        )
        let role = books.first { $0.id == session.book }?.role
        return BookBar(
            entries: [own]
                + books.map { BookBar.Entry(value: $0.id.text, label: $0.name, isChosen: $0.id == chosen) },
            note: role == .viewer
                ? localized("You may read this book. Only its owner and editors change it.") : nil
        )
    }
}
