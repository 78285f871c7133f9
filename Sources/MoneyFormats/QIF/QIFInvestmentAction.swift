/// Which investment actions move money of the account, and which way.
enum QIFInvestmentAction {
    private static let into: Set<String> = [
        "div", "intinc", "miscinc", "cglong", "cgshort", "cgmid", "xin", "contribx", "sell", "rtrncap", "shtsell",
    ]
    private static let out: Set<String> = ["buy", "miscexp", "xout", "withdrwx", "margint", "cvrshrt"]

    /// True for money in, false for money out, nil when no money of this account moves.
    static func isCredit(_ action: String) -> Bool? {
        let action = action.lowercased()
        if into.contains(action) { return true }
        return out.contains(action) ? false : nil
    }

    /// The amount has its own sign.
    static func isSigned(_ action: String) -> Bool { action.isEmpty || action.lowercased() == "cash" }
}
