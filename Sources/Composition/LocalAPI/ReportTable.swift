import JSON
import Web

/// A report as rows of text, for a terminal or a spreadsheet.
package struct ReportTable: Hashable, Sendable {
    package struct Column: Hashable, Sendable {
        package let title: String
        /// Amounts are set flush right and are never quoted as text.
        package let isAmount: Bool
    }

    package let columns: [Column]
    package let rows: [[String]]
    package let totals: [[String]]

    /// Reads the answer of `/money/reports/…` or `/money/forecast`.
    ///
    /// - Throws: ``APIFailure/unexpectedAnswer`` when it is not one.
    package init(_ json: [UInt8]) throws(APIFailure) {
        let report: JSONObject
        do {
            guard case .object(let object) = try JSONParser.parse(json) else { throw APIFailure.unexpectedAnswer }
            report = object
        } catch {
            throw .unexpectedAnswer
        }
        let texts = Self.rows(of: report)
        // `by` says which axes a spending report has; the other reports have fixed columns.
        let axes = report.texts("by")
        let totalTexts = report.objects("totals").map(Self.flat)
        let present = Set((texts + totalTexts).flatMap(\.keys))
        let fields = Self.fields.filter { field in
            if let axis = field.axis, !axes.isEmpty || axis == "payee" || axis == "tag" { return axes.contains(axis) }
            return present.contains(field.name) && !(field.name == "ownAmount")
        }
        columns = fields.map { Column(title: $0.title, isAmount: $0.isAmount) }
        rows = texts.map { row in fields.map { row[$0.name] ?? "" } }
        totals = totalTexts.map { total in
            fields.enumerated().map { index, field in total[field.name] ?? (index == 0 ? "Total" : "") }
        }
    }

    /// The members of each row by name: a budget's lines stand after one another, a forecast's days are a few of them.
    private static func rows(of report: JSONObject) -> [[String: String]] {
        let budgets = report.objects("items").flatMap { budget in
            budget.objects("lines").map { flat($0).merging(flat(budget)) { line, _ in line } }
        }
        return report.objects("rows").map(flat) + budgets
    }

    private static func flat(_ object: JSONObject) -> [String: String] {
        var texts: [String: String] = [:]
        for member in object.members {
            switch member.value {
            case .string(let text), .number(let text): texts[member.name] = text
            case .boolean(let flag): texts[member.name] = flag ? "true" : "false"
            case .object(let lowest) where member.name == "lowest":
                texts["lowest"] = lowest.text("amount")
                texts["lowestDate"] = lowest.text("date")
            case .array where member.name == "balances":
                let balances = object.texts("balances")
                texts["now"] = balances.first
                texts["end"] = balances.last
            default: break
            }
        }
        return texts
    }

    private struct Field {
        let name: String
        let title: String
        var axis: String?
        var isAmount = false
    }

    /// Every member that a row of any report may have, in the order of columns.
    private static let fields = [
        Field(name: "name", title: "Budget"), Field(name: "from", title: "From"), Field(name: "to", title: "To"),
        Field(name: "day", title: "Day"), Field(name: "month", title: "Month"), Field(name: "side", title: "Side"),
        Field(name: "categoryPath", title: "Category", axis: "category"),
        Field(name: "accountName", title: "Account"), Field(name: "kind", title: "Kind"),
        Field(name: "payee", title: "Payee", axis: "payee"), Field(name: "tag", title: "Tag", axis: "tag"),
        Field(name: "currency", title: "Currency"), Field(name: "income", title: "Income", isAmount: true),
        Field(name: "spending", title: "Spending", isAmount: true), Field(name: "kept", title: "Kept", isAmount: true),
        Field(name: "assets", title: "Assets", isAmount: true), Field(name: "debts", title: "Debts", isAmount: true),
        Field(name: "carried", title: "Carried", isAmount: true),
        Field(name: "assigned", title: "Assigned", isAmount: true),
        Field(name: "spent", title: "Spent", isAmount: true),
        Field(name: "expected", title: "Expected", isAmount: true), Field(name: "left", title: "Left", isAmount: true),
        Field(name: "leftPerDay", title: "A day", isAmount: true), Field(name: "now", title: "Today", isAmount: true),
        Field(name: "lowest", title: "Lowest", isAmount: true), Field(name: "lowestDate", title: "On"),
        Field(name: "belowZero", title: "Below zero"), Field(name: "end", title: "At the end", isAmount: true),
        Field(name: "amount", title: "Amount", isAmount: true),
        Field(name: "before", title: "Before", isAmount: true), Field(name: "ownAmount", title: "Own", isAmount: true),
    ]
}
