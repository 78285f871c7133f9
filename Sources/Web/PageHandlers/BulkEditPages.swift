import HTTPTypes
import Money
import Primitives
import Vault

/// Changing many transactions that a search found, in one step.
struct BulkEditPages: Sendable {
    private static let tick = "t."

    let site: PageSite

    var endpoints: [Endpoint] { [change] }

    /// The search stands in the form, not in the address.
    private var change: Endpoint {
        Endpoint.form("/money/change") { request in
            guard let action = request.form["do"], ["save", "delete", "merge"].contains(action) else {
                return try await first(request)
            }
            do {
                guard action != "merge" else {
                    return try await MergePages(site: site).answer(request, Self.seen(request.form))
                }
                return try await apply(request, isDeletion: action == "delete")
            } catch {
                let refusal = try FormRefusal(endingIn: error)
                return try await answer(request, problems: refusal.problems)
            }
        }
    }

    private func apply(_ request: WebRequest, isDeletion: Bool) async throws -> Answer {
        let seen = Self.seen(request.form)
        guard !seen.isEmpty else {
            throw FormRefusal("to-category", localized("Entries"), localized("Tick at least one entry."))
        }
        let edit = try Self.edit(request.form)
        guard isDeletion || !edit.isEmpty else {
            throw FormRefusal("to-category", localized("Change"), localized("Say what is to change."))
        }
        let (outcome, start) = try await MoneyVault(request, site.services).change(request) {
            book,
            start throws(FormRefusal) in
            do throws(MoneyError) {
                return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                    isDeletion ? try plan.deleteTransactions(seen) : try plan.editTransactions(seen, edit)
                }
            } catch {
                throw Self.refusal(error)
            }
        }
        let sentences = Self.sentences(outcome, isDeletion: isDeletion, site.words(request))
        // Where nothing was changed, nothing is to be undone, and what is written next is not hers to undo here.
        let flash = start.map { Flash(.done, sentences[0], undo: .change(String($0))) }
        return try await answer(request, outcome: sentences, flash: flash)
    }

    /// What was found, everything ticked.
    private func first(_ request: WebRequest) async throws -> Answer {
        try await site.keptAnswer(at: .money(.transactions), request) { book throws(MoneyError) in
            try page(request, book) { _ in true }
        }
    }

    /// What became of the change, with the ticks as they were sent.
    private func answer(
        _ request: WebRequest,
        outcome: [String] = [],
        problems: FormProblems = .none,
        flash: Flash? = nil
    ) async throws -> Answer {
        let ticked = Set(Self.seen(request.form).map(\.id))
        let page = try await MoneyVault(request, site.services).read { book, _ throws(MoneyError) -> BulkEditPage in
            try self.page(request, book, outcome, problems, isChosen: ticked.contains)
        }
        return try await site.answer(
            page,
            request,
            status: problems.isShown ? .unprocessableContent : .ok,
            flash: flash
        )
    }

    private func page(
        _ request: WebRequest,
        _ book: MoneyBook,
        _ outcome: [String] = [],
        _ problems: FormProblems = .none,
        isChosen: (TransactionID) -> Bool
    ) throws(MoneyError) -> BulkEditPage {
        let words = site.words(request)
        let sending = LedgerFilter.Sending(request.form)
        var errors: [FieldError] = []
        var filter = LedgerPages(site: site).filter(sending, words, &errors)
        filter.terms = SearchQuery(sending.query, today: site.today, book.settings.digitGrouping).terms
        let list = try book.list(filter, limit: MoneyPlan.bulkMaximum)
        let entry = EntryWords(book, words: words)
        return BulkEditPage(
            Self.sending(request.form),
            search: LedgerFilter(sending, accounts: [], categories: [], words: words),
            accounts: PageChoices.accounts(book),
            categories: PageChoices.categories(book),
            entries: list.transactions.map { transaction in
                let content = transaction.content
                let day = DayText(content.day, today: site.today, locale: words.locale).short
                let details = [day, entry.subtitle(content), entry.accounts(content)].compactMap(\.self)
                return BulkEditPage.Entry(
                    name: Self.tick + transaction.id.text,
                    version: transaction.version,
                    isChosen: isChosen(transaction.id),
                    payee: entry.title(content),
                    detail: details.joined(separator: " · "),
                    money: entry.money(content)
                )
            },
            count: words(
                "{shown} of {total} entries",
                ["shown": words.number(list.transactions.count), "total": words.number(list.matchCount)]
            ),
            outcome: outcome,
            problems: problems
        )
    }

    private static func seen(_ form: FormFields) -> [MoneyPlan.Seen] {
        form.pairs.compactMap { name, value in
            guard name.hasPrefix(tick), let id = TransactionID(text: String(name.dropFirst(tick.count))),
                let version = UInt32(value)
            else { return nil }
            return (id, version)
        }
    }

    private static func sending(_ form: FormFields) -> BulkEditPage.Sending {
        var sending = BulkEditPage.Sending()
        sending.category = form["to-category"] ?? ""
        sending.account = form["to-account"] ?? ""
        sending.payee = form["to-payee"] ?? ""
        sending.date = form["to-date"] ?? ""
        sending.addedTags = form["add-tags"] ?? ""
        sending.removedTags = form["remove-tags"] ?? ""
        return sending
    }

    private static func edit(_ form: FormFields) throws(FormRefusal) -> BulkEdit {
        let sending = sending(form)
        var edit = BulkEdit()
        if !sending.category.isEmpty {
            guard let id = CategoryID(text: sending.category) else { throw refusal(.notFound(.category)) }
            edit.category = id
        }
        if !sending.account.isEmpty {
            guard let id = AccountID(text: sending.account) else { throw refusal(.notFound(.account)) }
            edit.account = id
        }
        let payee = sending.payee.trimmingWhitespace()
        edit.payee = payee.isEmpty ? nil : payee
        if !sending.date.isEmpty {
            guard let day = CalendarDay(iso: sending.date) else {
                throw FormRefusal("to-date", localized("Date"), localized("It must be a day such as 2026-11-20."))
            }
            edit.day = day
        }
        edit.addedTags = TypedTags.read(sending.addedTags)
        edit.removedTags = TypedTags.read(sending.removedTags)
        return edit
    }

    /// A rule of the book, beside the field of this form that it is about.
    private static func refusal(_ error: MoneyError) -> FormRefusal {
        let (name, label) =
            switch error.field {
            case .account, .currency: ("to-account", localized("Account"))
            case .payee: ("to-payee", localized("Payee"))
            case .date: ("to-date", localized("Date"))
            case .tags: ("add-tags", localized("Tags to add"))
            default: ("to-category", localized("Category"))
            }
        return FormRefusal(name, label, Sentences.sentence(error))
    }

    /// What was done, the most important first; nil was done by the same request before.
    private static func sentences(_ outcome: BulkOutcome?, isDeletion: Bool, _ words: Words) -> [String] {
        guard let outcome else { return [words("This was done already.")] }
        var sentences = [
            isDeletion
                ? words.count(outcome.changed.count, one: "{count} entry deleted.", other: "{count} entries deleted.")
                : words.count(outcome.changed.count, one: "{count} entry changed.", other: "{count} entries changed.")
        ]
        func add(_ ids: [TransactionID], one: String, other: String) {
            if !ids.isEmpty { sentences.append(words.count(ids.count, one: one, other: other)) }
        }
        add(
            outcome.unfit,
            one: "{count} entry does not fit and stays as it was.",
            other: "{count} entries do not fit and stay as they were."
        )
        if !outcome.unfit.isEmpty {
            sentences.append(words("A split or transfer has no one category or account; spending has none of income."))
        }
        add(
            outcome.unchanged,
            one: "{count} entry was so already.",
            other: "{count} entries were so already."
        )
        add(
            outcome.stale,
            one: "{count} entry was changed elsewhere meanwhile and was left alone.",
            other: "{count} entries were changed elsewhere meanwhile and were left alone."
        )
        return sentences
    }
}
