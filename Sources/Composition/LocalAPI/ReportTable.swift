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

    /// Reads the answer of `/money/reports/…`.
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
        let rowObjects = report.objects("rows")
        // `by` says which axes a spending report has; the other reports have fixed columns.
        let axes = report.texts("by")
        let present = Set(rowObjects.flatMap { $0.members.map(\.name) })
        let fields = Self.fields.filter { field in
            if let axis = field.axis, !axes.isEmpty || axis == "payee" || axis == "tag" { return axes.contains(axis) }
            return present.contains(field.name) && !(field.name == "ownAmount")
        }
        columns = fields.map { Column(title: $0.title, isAmount: $0.isAmount) }
        rows = rowObjects.map { row in fields.map { row.text($0.name) ?? "" } }
        totals = report.objects("totals").map { total in
            fields.enumerated().map { index, field in total.text(field.name) ?? (index == 0 ? "Total" : "") }
        }
    }

    private struct Field {
        let name: String
        let title: String
        var axis: String?
        var isAmount = false
    }

    /// Every member that a row of any report may have, in the order of columns.
    private static let fields = [
        Field(name: "day", title: "Day"), Field(name: "month", title: "Month"),
        Field(name: "categoryPath", title: "Category", axis: "category"),
        Field(name: "accountName", title: "Account"), Field(name: "kind", title: "Kind"),
        Field(name: "payee", title: "Payee", axis: "payee"), Field(name: "tag", title: "Tag", axis: "tag"),
        Field(name: "currency", title: "Currency"), Field(name: "income", title: "Income", isAmount: true),
        Field(name: "spending", title: "Spending", isAmount: true), Field(name: "kept", title: "Kept", isAmount: true),
        Field(name: "assets", title: "Assets", isAmount: true), Field(name: "debts", title: "Debts", isAmount: true),
        Field(name: "amount", title: "Amount", isAmount: true), Field(name: "ownAmount", title: "Own", isAmount: true),
    ]
}
