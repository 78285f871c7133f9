import HTTPTypes
import Money
import NIOCore
import Primitives
import Vault

extension PageSite {
    /// A page that says nothing but what is in the book, its frame and what was asked by address or form.
    ///
    /// It is made once and kept while all of them stay the same.
    ///
    /// - `of`: What is shown, where neither the address nor the form says it: the query of a kept view, which may be
    ///   another under the same address by the time the page is made.
    ///
    /// The form token is exchanged on every answer; a page with a flash is shown once and never kept.
    func keptAnswer<Shown: Page, Failure: Error>(
        at place: Place,
        _ request: WebRequest,
        status: Answer.Status = .ok,
        of shown: FormFields? = nil,
        _ make: (MoneyBook) throws(Failure) -> Shown
    ) async throws -> Answer {
        let vault = try MoneyVault(request, services)
        let left = FlashCookie.read(request)
        guard let account = request.session?.account, left == nil else {
            let ledger = (words: words(request), today: today)
            let (page, flash) = try await vault.read { book, _ throws(Failure) in
                (try make(book), LedgerWords(book, words: ledger.words, today: ledger.today).flash(left))
            }
            return try await answer(page, request, status: status, flash: flash)
        }
        let token = request.formSecret.token()
        let frame = try await frame(at: place, request, csrf: token, flash: nil)
        let asked = Self.asked(request) + (shown.map { "\u{0}" + $0.canonical } ?? "")
        let key = ReportCache.Key(account: account, query: Self.name(frame, today: today) + asked)
        let (now, mark) = (services.now(), services.reports.mark())
        let (answer, head, isNew) = try await vault.read {
            book,
            head throws(Failure) -> (Answer, JournalHead, Bool) in
            if let kept = services.reports.page(key, head: head, now: now, token: token) { return (kept, head, false) }
            return (Answer.page(renderer.render(try make(book), in: frame), status: status), head, true)
        }
        // Only now: what was read is durable here, and a page of a head that never was must not be kept.
        if isNew {
            let places = Self.places(of: token, in: answer)
            services.reports.keep(answer, for: key, since: mark, head: head, now: now, tokenPlaces: places)
        }
        return answer
    }

    /// Everything of a frame that a page shows, but for the token; reports of the API have names without a slash.
    private static func name(_ frame: PageFrame, today: CalendarDay) -> String {
        let parts =
            [
                frame.path, frame.words.locale.rawValue, frame.theme.rawValue, frame.areFiguresCovered ? "covered" : "",
                frame.hasShortcuts ? "keys" : "", frame.handle ?? "", frame.recoveryWait ?? "",
                frame.untoldAccess ?? "", frame.deletionDue ?? "", frame.hasRequestNews ? "news" : "",
                frame.hasBreachNotice ? "breach" : "",
                frame.receipt?.dateTime ?? "",
                frame.receipt?.purpose ?? "", String(frame.idleLockSeconds ?? 0), today.iso,
            ]
        let views = frame.views.flatMap { [$0.path, $0.label] }
        let books = frame.books?.entries.flatMap { [$0.value, $0.label] } ?? []
        let ofBook = [frame.book ?? "", frame.books?.note ?? ""]
        return (parts + views + books + ofBook).joined(separator: "\u{0}")
    }

    /// The form of a page that answers one, but for its token.
    private static func asked(_ request: WebRequest) -> String {
        guard request.method != .get else { return "" }
        return "\u{0}" + request.target + "\u{0}" + request.form.without("csrf").canonical
    }

    static func places(of token: String, in answer: Answer) -> [Int] {
        let (bytes, wanted) = (Array(answer.body.readableBytesView), Array(token.utf8))
        guard let first = wanted.first, bytes.count >= wanted.count else { return [] }
        return (0...bytes.count - wanted.count).filter { place in
            bytes[place] == first && bytes[place..<place + wanted.count].elementsEqual(wanted)
        }
    }
}
