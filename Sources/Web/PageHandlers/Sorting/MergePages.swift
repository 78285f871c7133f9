import HTTPTypes
import Money
import Primitives
import Vault

/// Making two entries one that are the same thing.
struct MergePages: Sendable {
    let site: PageSite

    var endpoints: [Endpoint] { [merge] }

    /// The page for two entries that were ticked, or why they cannot be one.
    ///
    /// The older of the two stays: what refers to it is likely more.
    func answer(_ request: WebRequest, _ seen: [MoneyPlan.Seen]) async throws -> Answer {
        let words = site.words(request)
        func refusal(_ sentence: String) -> FormRefusal { FormRefusal("to-category", words("Entries"), sentence) }
        guard seen.count == 2 else { throw refusal(words("Tick the two entries that are the same thing.")) }
        let ids = seen.map(\.id).sorted()
        let page = try await MoneyVault(request, site.services).read { book, _ throws(FormRefusal) in
            guard let kept = book.transaction(ids[0]), let other = book.transaction(ids[1]) else {
                throw refusal(words("It does not exist."))
            }
            guard TransactionMerge.fits(kept.content, other.content) else {
                throw refusal(words("Both must move the same amount on the same account."))
            }
            return self.page(kept, other, book, words)
        }
        return try await site.answer(page, request)
    }

    private func page(
        _ kept: MoneyTransaction,
        _ other: MoneyTransaction,
        _ book: MoneyBook,
        _ words: Words
    ) -> MergePage {
        let entry = EntryWords(book, words: words)
        func side(_ transaction: MoneyTransaction) -> MergePage.Side {
            let content = transaction.content
            let day = DayText(content.day, today: site.today, locale: words.locale).short
            let details = [day, entry.subtitle(content), entry.accounts(content), content.note].compactMap(\.self)
            let record = transaction.origin.flatMap { book.importRecord($0.importID) }
            return MergePage.Side(
                name: entry.title(content),
                detail: details.joined(separator: " · "),
                origin: record.map { words("from {file}", ["file": $0.content.label]) } ?? words("typed"),
                money: entry.money(content)
            )
        }
        let tags = TransactionMerge.united(kept.content.tags, other.content.tags)
        return MergePage(
            hidden: [
                HiddenField(name: "keep", value: kept.id.text),
                HiddenField(name: "keep-version", value: String(kept.version)),
                HiddenField(name: "other", value: other.id.text),
                HiddenField(name: "other-version", value: String(other.version)),
            ],
            kept: side(kept),
            other: side(other),
            parts: parts(kept, other, entry, words),
            tags: tags.isEmpty ? nil : tags.map { "#" + $0 }.joined(separator: " ")
        )
    }

    /// What the two differ in; where only one says something, that is chosen.
    private func parts(
        _ kept: MoneyTransaction,
        _ other: MoneyTransaction,
        _ entry: EntryWords,
        _ words: Words
    ) -> [MergePage.Part] {
        let (first, second) = (kept.content, other.content)
        let nothing = words("nothing")
        var parts: [MergePage.Part] = []
        func add(_ field: String, _ label: String, _ left: String?, _ right: String?) {
            guard left != right else { return }
            parts.append(
                MergePage.Part(
                    field: field,
                    label: label,
                    kept: left ?? nothing,
                    other: right ?? nothing,
                    isOther: left == nil
                )
            )
        }
        func day(_ content: TransactionContent) -> String {
            DayText(content.day, today: site.today, locale: words.locale).short
        }
        add("day", words("Date"), day(first), day(second))
        add("payee", words("Payee"), first.payee, second.payee)
        add("note", words("Note"), first.note, second.note)
        if first.postings != second.postings {
            let (left, right) = (entry.category(first), entry.category(second))
            parts.append(
                MergePage.Part(
                    field: "category",
                    label: words("Category"),
                    kept: left ?? words("No category"),
                    other: right ?? words("No category"),
                    isOther: left == nil && right != nil
                )
            )
        }
        return parts
    }

    private var merge: Endpoint {
        Endpoint.form("/money/merge") { request in
            let form = request.form
            guard let kept = Self.seen(form, "keep"), let other = Self.seen(form, "other") else {
                throw Problem(.malformedBody)
            }
            var merge = TransactionMerge()
            func side(_ name: String) -> TransactionMerge.Side { form[name] == "other" ? .other : .kept }
            (merge.day, merge.payee) = (side("day"), side("payee"))
            (merge.note, merge.category) = (side("note"), side("category"))
            do {
                let (_, start) = try await MoneyVault(request, site.services).change(request) {
                    [merge]
                    book,
                    start throws(MoneyError) in
                    try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                        try plan.mergeTransactions(kept, other, merge)
                    }
                }
                let day = try await MoneyVault(request, site.services).read { book, _ in
                    book.transaction(kept.id)?.content.day
                }
                return .seeOther(RowPlace(day ?? site.today).showing(kept.id.text), .merged, change: start)
            } catch CommitError<MoneyError>.refused(_) {
                // One of the two is not what she saw: nothing was done.
                return .seeOther("/money", .settled)
            }
        }
    }

    private static func seen(_ form: FormFields, _ name: String) -> MoneyPlan.Seen? {
        guard let id = form[name].flatMap({ TransactionID(text: $0) }),
            let version = form[name + "-version"].flatMap({ UInt32($0) })
        else { return nil }
        return (id, version)
    }
}
