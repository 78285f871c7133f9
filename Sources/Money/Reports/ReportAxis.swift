package import Primitives

/// What a report is broken down by.
package enum ReportAxis: String, Sendable, CaseIterable, Hashable {
    case month, category, account, payee, tag
    /// Who else an entry is about: the first of its accounts, in their order, that is a person's.
    case person

    /// Reads `month,category`: one or two different axes.
    package static func list(_ text: some StringProtocol) throws(MoneyError) -> [ReportAxis] {
        var result: [ReportAxis] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let axis = ReportAxis(rawValue: String(part)), !result.contains(axis) else { throw .invalid(.by) }
            result.append(axis)
        }
        guard (1...2).contains(result.count) else { throw .invalid(.by) }
        return result
    }
}

/// What one row of a breakdown stands for.
package enum ReportKey: Hashable, Sendable {
    /// The first day of the month.
    case month(CalendarDay)
    case category(CategoryID)
    case account(AccountID)
    case payee(String)
    case tag(String)
    /// No payee, no tag, nobody, or no account in this currency.
    case none
}

/// A row heading: its key, its name, and its place in the category tree.
package struct ReportLabel: Hashable, Sendable {
    package let key: ReportKey
    /// `2026-11` for a month, otherwise the person's own name; empty for ``ReportKey/none``.
    package let name: String
    /// 0 at the root.
    package let depth: Int
    /// The place of the parent among the labels.
    package let parent: Int?
}
