import Foundation
import Money
import MoneyFormats
import Primitives

/// The statement files under `Tests/Vectors/statements`, each beside what it must read as.
enum StatementVectors {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Vectors/statements")

    static let names: [String] = {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return all.filter { !$0.hasSuffix(".expected") }.sorted()
    }()

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appending(path: name)))
    }

    static func expected(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name + ".expected"), encoding: .utf8)
    }

    static func read(
        _ name: String,
        _ options: StatementReadingOptions = StatementReadingOptions()
    ) throws -> StatementDocument {
        try FileStatementReader().read(try bytes(name), options: options)
    }
}

extension StatementDocument {
    /// Everything the document says, one fact a line, for comparing and for reading in a review.
    var rendered: String {
        var lines = ["format \(format.name), encoding \(encoding.name), rejected \(rejectedCount)"]
        for section in sections {
            let hint = section.account
            let kind = hint.kind.map { "\($0)" } ?? "-"
            lines.append(
                "section \(hint.name ?? "-") | \(hint.lastFour ?? "-") | \(kind) | \(hint.currency?.code ?? "-")"
            )
            for row in section.rows { lines.append("  " + row.rendered) }
            for balance in section.balances {
                lines.append("  balance \(balance.kind) \(balance.day?.iso ?? "-") \(balance.amount.decimal)")
            }
        }
        for line in rejected { lines.append("rejected \(line.line) \(line.reason.code)") }
        for category in categories {
            lines.append("category \(category.name) \(category.isIncome ? "income" : "expense")")
        }
        for note in notes { lines.append("note \(note.sentence)") }
        for question in questions { lines.append("question \(question.sentence)") }
        if let table { lines.append("columns " + table.proposedRoles.map(\.name).joined(separator: " ")) }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension StatementRow {
    var rendered: String {
        var parts = ["\(line): \(day.iso) \(amount.decimal)"]
        if let currency { parts.append("currency \(currency.code)") }
        parts.append("payee \(payee)")
        let facts = [
            ("memo", memo), ("category", category), ("check", checkNumber), ("id", externalID),
            ("transfer", transferAccount),
            ("tags", tags.joined(separator: ",")), ("balance", balance?.decimal ?? ""),
        ]
        for (name, value) in facts where !value.isEmpty { parts.append("\(name) \(value)") }
        for split in splits {
            parts.append("split \(split.category)\(split.transferAccount) \(split.amount.decimal) \(split.memo)")
        }
        return parts.joined(separator: " | ")
    }
}
