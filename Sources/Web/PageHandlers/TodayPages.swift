import HTTPTypes
import Money
import Primitives
import Vault

/// Today: the one line, this month's figures, the latest entries; and undo.
struct TodayPages: Sendable {
    private static let latestCount = 8
    private static let upcomingDays = 14
    private static let upcomingCount = 5

    static let addPath = "/today/add"

    let site: PageSite

    var endpoints: [Endpoint] { [show, add, undo] }

    private var show: Endpoint {
        Endpoint(.get, "/today", surface: .page, access: .unlocked) { request in
            let words = site.words(request)
            let body = try await site.bodyPanel(request)
            let inbox = inbox(try MoneyVault(request, site.services).access.vaultID, request, words)
            let shown = FormFields([
                ("diary", body?.asked.canonical ?? ""), ("arrived", inbox.arrived ?? ""),
                ("waiting", inbox.waiting ?? ""), ("browser", inbox.browser),
            ])
            return try await site.keptAnswer(at: .today, request, of: shown) { book throws(MoneyError) in
                try page(book, quickAdd: .blank, body: body?.panel, inbox, words)
            }
        }
    }

    private var add: Endpoint {
        Endpoint.form(Self.addPath) { request in
            let line = (request.form["text"] ?? "").trimmingWhitespace()
            guard !line.isEmpty else { return try await answer(request, quickAdd: .blank, status: .ok) }
            let isTrial = request.form["do"] == "check"
            let choice = (request.form["as"] ?? request.form["was"]).flatMap { LineAddition.Choice(rawValue: $0) }
            let outcome = try await LineAddition(services: site.services).add(
                line,
                as: choice,
                isTrial: isTrial,
                on: nil,
                request
            )
            let view: QuickAddView
            switch outcome {
            case .money(let outcome, let mayBeDiary):
                if let start = outcome.batchStart { return .seeOther("/today", .added, change: start) }
                let words = site.words(request)
                view = QuickAddWords(outcome, mayBeDiary: mayBeDiary, site: site, words: words).view
            case .diary(let outcome):
                if outcome.isAdded { return .seeOther("/today", .added, diaryChange: outcome.batchStart) }
                let isChosen = choice == .diary
                view = DiaryLineWords(outcome, isChosen: isChosen, today: site.today, words: site.words(request)).view
            }
            return try await answer(request, quickAdd: view, status: isTrial ? .ok : .unprocessableContent)
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
        let words = site.words(request)
        let body = try await site.bodyPanel(request)?.panel
        let vault = try MoneyVault(request, site.services)
        let inbox = inbox(vault.access.vaultID, request, words)
        let page = try await vault.read { book, _ throws(MoneyError) in
            try self.page(book, quickAdd: quickAdd, body: body, inbox, words)
        }
        return try await site.answer(page, request, status: status)
    }

    /// What came in while she was away, said once; and what of it waits.
    private func inbox(_ vault: VaultID, _ request: WebRequest, _ words: Words) -> Inbox {
        let inboxes = site.services.inboxes
        let (arrived, waiting) = (inboxes.takeFolded(vault), inboxes.heldCount(vault))
        return Inbox(
            arrived: arrived == 0
                ? nil
                : words.count(
                    arrived,
                    one: "{count} entry came in while you were away.",
                    other: "{count} entries came in while you were away."
                ),
            waiting: waiting == 0
                ? nil
                : words.count(
                    waiting,
                    one: "{count} entry that came in waits for you.",
                    other: "{count} entries that came in wait for you."
                ),
            browser: BrowserName.of(request.fields)
        )
    }

    /// What a page says of the inbox, and how this browser is called where it is added to it.
    private struct Inbox {
        let arrived: String?
        let waiting: String?
        let browser: String
    }

    private func page(
        _ book: MoneyBook,
        quickAdd: QuickAddView,
        body: BodyPanel?,
        _ inbox: Inbox,
        _ words: Words
    ) throws(MoneyError) -> TodayPage {
        let today = site.today
        let month = try book.totals(TransactionFilter(from: today.firstOfMonth, to: today))
        let entry = EntryWords(book, words: words)
        let pending = book.pendingOccurrences.count
        return TodayPage(
            day: DayText(today, today: today, locale: words.locale),
            quickAdd: quickAdd,
            month: entry.figures(month, isRunning: true, month: today),
            latest: book.newest(Self.latestCount).map { entry.latest($0, today: today) },
            hasAccounts: !book.liveAccounts.isEmpty,
            budget: BudgetWords(book, today: today, words).glance(),
            goals: try GoalWords(book, today: today, words).glances(),
            upcoming: try RecurringWords(book, today: today, words)
                .next(days: Self.upcomingDays, count: Self.upcomingCount),
            pending: pending == 0
                ? nil
                : words.count(pending, one: "1 entry waits for a look.", other: "{count} entries wait for a look."),
            arrived: inbox.arrived,
            waiting: inbox.waiting,
            browser: inbox.browser,
            body: body
        )
    }
}
