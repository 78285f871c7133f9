import Primitives

/// The year as a statement file, which is how it gets into the vault: one request, taken back as one step.
///
/// - Source: docs/spec/statement-import.md §4 (QIF: splits, transfers, a tag behind the category).
enum DemoStatement {
    static let fileName = "demonstration.qif"

    static func bytes(_ entries: [DemoEntry]) -> [UInt8] {
        var text = ""
        for account in DemoEntry.Account.allCases {
            let own = entries.filter { $0.account == account }
            guard !own.isEmpty else { continue }
            text += "!Account\nN\(account.rawValue)\n^\n!Type:\(type(account))\n"
            for entry in own { text += record(entry) }
        }
        return Array(text.utf8)
    }

    private static func type(_ account: DemoEntry.Account) -> String {
        switch account {
        case .cash: "Cash"
        case .card: "CCard"
        case .savings, .upi, .reserve, .fund, .loan: "Bank"
        }
    }

    private static func record(_ entry: DemoEntry) -> String {
        var text = "D\(entry.day.iso)\nT\(decimal(entry.total))\nP\(entry.payee)\n"
        if let note = entry.note { text += "M\(note)\n" }
        if let first = entry.parts.first {
            let name = name(first.target) + (entry.tag.map { "/" + $0 } ?? "")
            if !name.isEmpty { text += "L\(name)\n" }
        }
        if entry.parts.count > 1 {
            for part in entry.parts { text += "S\(name(part.target))\n$\(decimal(part.amount))\n" }
        }
        return text + "^\n"
    }

    private static func name(_ target: DemoEntry.Target) -> String {
        switch target {
        case .category(let path): path
        case .account(let account): "[\(account.rawValue)]"
        case .uncategorised: ""
        }
    }

    /// Rupees with two decimals.
    static func decimal(_ paise: Int) -> String {
        let digits = String(paise.magnitude % 100)
        return "\(paise < 0 ? "-" : "")\(paise.magnitude / 100).\(digits.count == 1 ? "0" : "")\(digits)"
    }
}
