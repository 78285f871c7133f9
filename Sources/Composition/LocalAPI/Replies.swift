import JSON
import Web

/// A problem document (RFC 9457) as a command tells it.
package struct ProblemReply: Sendable {
    package let status: Int
    /// Stable; scripts may compare it.
    package let type: String
    package let sentence: String

    init(_ answer: LocalAnswer) {
        status = answer.status
        var fields = JSONObject()
        do {
            if case .object(let object) = try JSONParser.parse(answer.body) { fields = object }
        } catch {
            // Not a problem document: the status alone has to do.
        }
        type = fields.text("type") ?? "about:blank"
        let reasons = fields.objects("errors").compactMap { error in
            error.text("reason").map { "\(error.text("pointer") ?? ""): \($0)" }
        }
        let summary =
            fields.text("detail") ?? fields.text("title") ?? "The server refused with status \(answer.status)."
        sentence = ([summary] + reasons).joined(separator: " ")
    }
}

/// What quick add understood.
package struct QuickAddReply: Sendable {
    package let wasAdded: Bool
    /// One sentence per part of the line.
    package let parts: [(text: String, meaning: String, value: String, reason: String)]
    /// What has to be said first, as sentences.
    package let questions: [String]

    init(_ answer: JSONObject) throws(APIFailure) {
        guard case .boolean(let added)? = answer["added"] else { throw .unexpectedAnswer }
        wasAdded = added
        parts = answer.objects("understood").map { part in
            (
                part.text("text") ?? "", part.text("meaning") ?? "", part.text("value") ?? "",
                part.text("reason") ?? ""
            )
        }
        questions = answer.objects("questions").compactMap { $0.text("sentence") }
    }
}

/// What an import found.
package struct ImportReply: Sendable {
    package let id: String
    package let format: String
    package let rowCount: Int
    package let newCount: Int
    package let duplicateCount: Int
    /// The entry of the file where its line does not tell it from others.
    package let rejected: [(line: Int, entry: Int?, reason: String)]
    /// What has to be said before rows can be made, as sentences.
    package let questions: [String]
    /// What a journal says besides; nil for a statement.
    package let journal: JournalReply?

    init(_ answer: JSONObject) throws(APIFailure) {
        guard let id = answer.text("id") else { throw .unexpectedAnswer }
        self.id = id
        format = answer.text("format") ?? "unknown"
        rowCount = answer.number("rows") ?? 0
        newCount = answer.number("new") ?? 0
        duplicateCount = answer.number("duplicates") ?? 0
        questions = answer.objects("questions").compactMap { $0.text("sentence") }
        rejected = answer.objects("rejected").map {
            ($0.number("line") ?? 0, $0.number("entry"), $0.text("reason") ?? "")
        }
        journal = JournalReply(answer)
    }
}

/// What the import of a journal brings along.
package struct JournalReply: Sendable {
    package let newAccounts: [String]
    package let newCategoryCount: Int
    /// Transactions of the book that the file has changed.
    package let changedCount: Int
    /// Accounts whose names do not say what they are.
    package let unclear: [String]
    /// Lines that are understood and not kept.
    package let leftOut: [(line: Int, reason: String)]

    /// Nil where the answer is about a statement.
    init?(_ answer: JSONObject) {
        guard case .object(let journal)? = answer["journal"] else { return nil }
        newAccounts = answer.objects("accounts").filter { $0["isNew"] == .boolean(true) }.compactMap { $0.text("name") }
        newCategoryCount = journal.objects("categories").count { $0["isNew"] == .boolean(true) }
        changedCount = journal.number("changed") ?? 0
        unclear = journal.objects("unclear").compactMap { $0.text("account") }
        leftOut = journal.objects("leftOut").map { ($0.number("line") ?? 0, $0.text("reason") ?? "") }
    }
}

extension JSONObject {
    func text(_ name: String) -> String? {
        guard case .string(let text)? = self[name] else { return nil }
        return text
    }

    func number(_ name: String) -> Int? {
        guard case .number(let digits)? = self[name] else { return nil }
        return Int(digits)
    }

    func objects(_ name: String) -> [JSONObject] {
        guard case .array(let values)? = self[name] else { return [] }
        return values.compactMap { if case .object(let object) = $0 { object } else { nil } }
    }

    func texts(_ name: String) -> [String] {
        guard case .array(let values)? = self[name] else { return [] }
        return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }
}
