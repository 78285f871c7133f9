import Money
import Primitives

/// What was typed and ticked on the page that compares an account with a statement.
struct ReconcileForm {
    var date = ""
    var balance = ""
    /// What the rest is entered as.
    var category = ""
    /// The place of the first entry of the page.
    var start = 0
    /// What is not ticked, on this page of the list or on another.
    var leftOut: Set<TransactionID> = []

    init() {}

    /// An unticked box is not sent, so the page says which entries it showed.
    init(sent form: FormFields) {
        date = form["date"] ?? ""
        balance = form["balance"] ?? ""
        category = form["category"] ?? ""
        start = min(max(0, form["start"].flatMap { Int($0) } ?? 0), MoneyLimits.transactions)
        let ticked = Set(form.all("on"))
        let unticked = Self.ids(form["shown"]).filter { !ticked.contains(String($0)) }
        leftOut = Set((Self.ids(form["out"]) + unticked).compactMap { TransactionID(text: $0) })
    }

    private static func ids(_ text: String?) -> [Substring] { (text ?? "").split(separator: " ") }
}
