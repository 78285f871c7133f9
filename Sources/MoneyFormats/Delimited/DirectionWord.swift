/// Words of a Dr/Cr column.
enum DirectionWord {
    private static let out: Set<String> = [
        "dr", "d", "debit", "debited", "withdrawal", "out", "expense", "expenses", "spent", "payment", "purchase",
        "sale", "paid", "soll",
        "s", "lastschrift", "belastung", "ausgabe", "af", "debito", "cargo", "debet", "outflow", "sent", "money out",
        "fee",
        "card payment", "atm", "dr.",
    ]
    private static let into: Set<String> = [
        "cr", "c", "credit", "credited", "deposit", "in", "income", "received", "haben", "h", "gutschrift", "einnahme",
        "bij", "credito",
        "abono", "inflow", "money in", "refund", "return", "topup", "top up", "interest", "salary",
    ]

    /// True for money in, false for money out, nil for a word nobody knows.
    static func isCredit(_ cell: String) -> Bool? {
        if cell == "+" { return true }
        if cell == "-" || cell == "\u{2212}" { return false }
        let word = HeaderWord(cell).text
        if into.contains(word) { return true }
        if out.contains(word) { return false }
        return nil
    }
}
