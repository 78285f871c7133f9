import NIOCore
import Synchronization

/// The page of all promises as it was made of the last run, once for each language and look.
///
/// It says the same to everybody; only the form token in its frame is another on every answer.
final class KeptTrustPages: Sendable {
    private struct Name: Hashable {
        let locale: PageLocale
        let theme: Theme
        let path: String
    }

    private struct Page {
        let run: Int
        let answer: Answer
        let tokenPlaces: [Int]
    }

    /// Languages times looks; an address with a query has none of its own.
    private static let countMaximum = 64

    private let pages = Mutex<[Name: Page]>([:])

    /// The page, with the frame's own token; nil when it must be made.
    func page(of run: Int, in frame: PageFrame) -> Answer? {
        let name = Name(locale: frame.words.locale, theme: frame.theme, path: frame.path)
        guard let page = pages.withLock({ $0[name] }), page.run == run else { return nil }
        var answer = page.answer
        for place in page.tokenPlaces { answer.body.setString(frame.csrf, at: place) }
        return answer
    }

    func keep(_ answer: Answer, of run: Int, in frame: PageFrame) {
        let name = Name(locale: frame.words.locale, theme: frame.theme, path: frame.path)
        let page = Page(run: run, answer: answer, tokenPlaces: PageSite.places(of: frame.csrf, in: answer))
        pages.withLock { pages in
            if pages[name] == nil, pages.count >= Self.countMaximum { pages.removeAll() }
            pages[name] = page
        }
    }
}
