import JSON
import Money
import Primitives

/// What a book has besides accounts, categories, rates and transactions, for its export as JSON.
///
/// By the writers of the API, so that a program reads both alike.
///
/// - Source: docs/spec/journal-formats.md §13.
enum PlansJSON {
    /// Members of an object, without its braces; nothing for what there is none of.
    static func members(of book: MoneyBook, for format: ExportFormat) -> [UInt8] {
        guard format == .json else { return [] }
        var writer = JSONWriter()
        writeRecurring(of: book, to: &writer)
        writeBudgets(of: book, to: &writer)
        write(GoalContent.self, of: book, to: &writer)
        write(LoanContent.self, of: book, to: &writer)
        write(RuleContent.self, of: book, to: &writer)
        write(ReconciliationContent.self, of: book, to: &writer)
        write(ViewContent.self, of: book, to: &writer)
        write(RejectedPairContent.self, as: "rejectedPairs", of: book, to: &writer)
        return writer.bytes
    }

    private static func write<Content: ItemJSON>(
        _ type: Content.Type,
        as name: String = Content.pathName,
        of book: MoneyBook,
        to writer: inout JSONWriter
    ) {
        let items = book.items(type)
        guard !items.isEmpty else { return }
        writer.memberArray(name, items) { $1.write(to: &$0, in: book) }
    }

    private static func writeRecurring(of book: MoneyBook, to writer: inout JSONWriter) {
        guard !book.liveRecurring.isEmpty else { return }
        writer.memberArray("recurring", book.liveRecurring) { RecurringJSON.write($1, to: &$0) }
        writer.memberArray("occurrences", book.liveOccurrences) { writer, item in
            writer.object {
                $0.member("recurring", item.id.entry.text)
                $0.member("date", item.id.day.iso)
                $0.member("state", RecurringJSON.name(of: item.occurrence.state))
                $0.member("transaction", optional: item.occurrence.transaction?.text)
            }
        }
    }

    private static func writeBudgets(of book: MoneyBook, to writer: inout JSONWriter) {
        guard !book.liveBudgets.isEmpty else { return }
        writer.memberArray("budgets", book.liveBudgets) { BudgetJSON.write($1, to: &$0) }
        writer.memberArray("assignments", book.liveAssignments) { writer, assigned in
            guard let budget = book.budget(assigned.id.budget) else { return }
            writer.object {
                $0.member("budget", budget.id.text)
                $0.member("category", assigned.id.category.text)
                $0.member("date", assigned.id.firstDay.iso)
                $0.member("amount", MoneyJSON.amount(assigned.minorUnits, budget.content.currency))
            }
        }
    }
}
