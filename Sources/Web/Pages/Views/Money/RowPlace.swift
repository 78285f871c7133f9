package import Primitives

/// The month list a row stands in: where the links of the row lead, and where a saved row is found again.
///
/// It holds a month, a cursor and opaque ids, so it may stand in an address.
package struct RowPlace: Sendable, Hashable {
    /// Such as `2026-11`.
    let month: String
    let cursor: String?

    package init(month: String, cursor: String? = nil) {
        self.month = month
        self.cursor = cursor
    }

    package init(_ day: CalendarDay) { self.init(month: String(day.iso.prefix(7))) }

    var first: CalendarDay? { CalendarDay(iso: month + "-01") }

    var path: String { "/money?month=\(month)" + (cursor.map { "&cursor=\($0)" } ?? "") }

    /// The list with the form in the row's place, and the focus in its first field.
    func editing(_ id: String) -> String { path + "&edit=\(id)#f-payee" }

    /// The list that has the row on its page, and the focus on it.
    func showing(_ id: String) -> String { path + "&at=\(id)#\(Self.anchor(id))" }

    static func anchor(_ id: String) -> String { "t-" + id }
}
