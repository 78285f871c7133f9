import HTTPTypes
import Money
import Primitives
import Vault

/// Today: the one line, this month's figures, the latest entries; and undo.
struct TodayPages: Sendable {
    private static let latestCount = 8

    let site: PageSite

    var endpoints: [Endpoint] { [show, add, undo] }

    private var show: Endpoint {
        Endpoint(.get, "/today", surface: .page, access: .unlocked) { request in
            try await answer(request, quickAdd: .blank, status: .ok)
        }
    }

    private var add: Endpoint {
        Endpoint(.post, "/today/add", surface: .page, access: .unlocked) { request in
            let line = (request.form["text"] ?? "").trimmingWhitespace()
            guard !line.isEmpty else { return try await answer(request, quickAdd: .blank, status: .ok) }
            let isTrial = request.form["do"] == "check"
            let outcome = try await QuickAddition(services: site.services).add(line, isTrial: isTrial, on: nil, request)
            if let start = outcome.batchStart { return .seeOther("/today", .added, change: start) }
            let view = QuickAddWords(outcome, site: site, words: site.words(request)).view
            return try await answer(request, quickAdd: view, status: isTrial ? .ok : .unprocessableContent)
        }.with {
            $0.body = .form()
            $0.takesIdempotencyKey = true
        }
    }

    private var undo: Endpoint {
        Endpoint(.post, "/money/undo", surface: .page, access: .unlocked) { request in
            guard let change = request.form["change"].flatMap({ JournalIndex($0) }) else {
                throw Problem(.malformedBody)
            }
            let now = site.services.now()
            let next = NextPath.optional(request.form["next"]) ?? "/money"
            do {
                _ = try await MoneyVault(request, site.services).change(request) { book, start throws(MoneyError) in
                    try MoneyCommands.undo(batchStart: change, in: book, now: now, batchStart: start)
                }
            } catch CommitError<MoneyError>.refused {
                return .seeOther(next, .notUndone)
            }
            return .seeOther(next, .undone)
        }.with { $0.body = .form() }
    }

    private func answer(_ request: WebRequest, quickAdd: QuickAddView, status: Answer.Status) async throws -> Answer {
        let today = site.today
        let text = site.words(request)
        let left = FlashCookie.read(request.fields)
        let (page, flash) = try await MoneyVault(request, site.services).read { book, _ throws(MoneyError) in
            let month = try book.list(TransactionFilter(from: today.firstOfMonth, to: today), limit: 1).totals
            let latest = try book.list(limit: Self.latestCount).transactions
            let words = EntryWords(book, words: text)
            let page = TodayPage(
                day: site.dayText(today),
                quickAdd: quickAdd,
                month: words.figures(month, isRunning: true, month: today),
                latest: latest.map { words.latest($0, today: today) },
                hasAccounts: !book.liveAccounts.isEmpty
            )
            return (page, LedgerWords(book, words: text, today: today).flash(left))
        }
        return try await site.answer(page, request, status: status, flash: flash)
    }
}
