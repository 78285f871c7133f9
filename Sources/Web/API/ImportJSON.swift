import JSON
import Money
import Primitives
import Vault

/// How imports are written in answers.
///
/// Shapes: ``ImportSchemas``.
enum ImportJSON {
    static func bytes(_ proposal: ImportProposal) -> [UInt8] {
        switch proposal {
        case .statement(let statement): bytes(statement)
        case .journal(let journal): bytes(journal)
        }
    }

    static func rows(_ proposal: ImportProposal, status: String?, from start: Int, limit: Int) -> [UInt8] {
        switch proposal {
        case .statement(let statement): rows(statement, status: status, from: start, limit: limit)
        case .journal(let journal): rows(journal, status: status, from: start, limit: limit)
        }
    }

    private static func bytes(_ proposal: ImportDesk.Proposal) -> [UInt8] {
        let document = proposal.staged.document
        return JSONWriter.object { writer in
            writer.member("id", proposal.staged.id)
            writer.member("format", document.format.name)
            writer.member("encoding", document.encoding.name)
            writer.member("fileName", proposal.staged.fileName)
            writer.member("rows", document.rowCount)
            writer.member("new", proposal.preview.newCount)
            writer.member("duplicates", proposal.preview.duplicateCount)
            writer.member("rejectedCount", document.rejectedCount + proposal.preview.unusableCount)
            let position = FilePosition(proposal)
            writer.memberArray("rejected", rejected(proposal)) { write($1, entry: position.entry($1), to: &$0) }
            writer.memberArray("notes", document.notes) { $0.string($1.sentence) }
            writer.memberArray("questions", document.questions) { writer, question in
                writer.object {
                    $0.member("code", question.code)
                    $0.member("sentence", question.sentence)
                }
            }
            writer.memberArray("accounts", proposal.accounts) { writer, account in
                writer.object {
                    if !account.isNew { $0.member("account", optional: account.id?.text) }
                    $0.member("name", account.name)
                    $0.member("isNew", account.isNew)
                }
            }
            writer.member("importedBefore", optional: proposal.importedBefore?.iso)
            if let table = document.table { write(table, to: &writer) }
        }
    }

    /// `entry`: which of the file's entries, where lines do not tell them apart.
    static func write(_ line: RejectedLine, entry: Int? = nil, to writer: inout JSONWriter) {
        writer.object {
            $0.member("line", line.line)
            if let entry { $0.member("entry", entry) }
            $0.member("reason", line.reason.sentence)
            $0.member("code", line.reason.code)
        }
    }

    /// Lines that could not be read, and rows that do not fit their account, in the order of the file.
    private static func rejected(_ proposal: ImportDesk.Proposal) -> [RejectedLine] {
        let unusable = proposal.preview.rows.lazy.compactMap { row -> RejectedLine? in
            guard case .unusable(let reason) = row.status else { return nil }
            return RejectedLine(line: row.row.line, entry: row.row.entry, reason: reason)
        }.prefix(StatementLimits.rejectedLineCount)
        return (proposal.staged.document.rejected + unusable).sorted { ($0.line, $0.entry) < ($1.line, $1.entry) }
    }

    private static func write(_ table: StatementTable, to writer: inout JSONWriter) {
        writer.memberArray("columns", table.proposedRoles.enumerated()) { writer, column in
            writer.object {
                $0.member("role", (table.mapping?.roles[safe: column.offset] ?? column.element).name)
                $0.member("header", optional: table.header[safe: column.offset].flatMap { $0.isEmpty ? nil : $0 })
                $0.memberArray("sample", table.sample.prefix(3).compactMap { $0[safe: column.offset] }) {
                    $0.string($1)
                }
            }
        }
    }

    private static func rows(_ proposal: ImportDesk.Proposal, status: String?, from start: Int, limit: Int) -> [UInt8] {
        let rows = proposal.preview.rows
        var place = max(0, start)
        var chosen: [Int] = []
        while place < rows.count, chosen.count < limit {
            if status == nil || rows[place].status.code == status { chosen.append(place) }
            place += 1
        }
        let position = FilePosition(proposal)
        let ruled = ImportPlanner(book: proposal.book).ruled(proposal.preview, at: chosen)
        return JSONWriter.object { writer in
            writer.memberArray("items", chosen) { write($1, proposal, position, ruled[$1], to: &$0) }
            if place < rows.count { writer.member("next", String(place)) }
        }
    }

    private static func write(
        _ place: Int,
        _ proposal: ImportDesk.Proposal,
        _ position: FilePosition,
        _ ruling: ImportRuling?,
        to writer: inout JSONWriter
    ) {
        let row = proposal.preview.rows[place]
        let account = proposal.accounts[safe: row.section]
        let currency =
            account?.id.flatMap { proposal.book.account($0)?.currency } ?? proposal.book.settings.baseCurrency
        writer.object {
            $0.member("row", place + 1)
            $0.member("line", row.row.line)
            if let entry = position.entry(row.row) { $0.member("entry", entry) }
            $0.member("date", row.row.day.iso)
            $0.member("amount", MoneyJSON.amount(row.minorUnits, currency))
            $0.member("currency", currency.code)
            $0.member("payee", optional: row.row.payee.isEmpty ? nil : row.row.payee)
            $0.member("note", optional: row.row.memo.isEmpty ? nil : row.row.memo)
            $0.member("accountName", optional: account?.name)
            $0.member("status", row.status.code)
            if case .duplicate(let id, _) = row.status {
                $0.member("duplicateOf", TransactionID(ChangeID(rawValue: id)).text)
            }
            if let ruling { write(ruling, besides: account?.id, to: &$0) }
        }
    }

    private static func write(_ ruling: ImportRuling, besides account: AccountID?, to writer: inout JSONWriter) {
        writer.memberArray("rules", ruling.rules) { $0.string($1.text) }
        for posting in ruling.draft.postings {
            switch posting.target {
            case .category(let id) where ruling.draft.postings.count == 2: writer.member("category", id.text)
            case .account(let id) where id != account: writer.member("transferAccount", id.text)
            default: continue
            }
        }
    }

    static func write(_ record: ImportRecord, to writer: inout JSONWriter) {
        writer.object {
            $0.member("id", record.id.text)
            $0.member("fileName", record.content.label)
            $0.member("format", record.content.format)
            $0.member("date", record.content.day.iso)
            $0.member("added", record.content.rowCount)
            $0.member("duplicates", record.content.duplicateCount)
            $0.member("rejected", record.content.rejectedCount)
        }
    }
}

extension Array {
    /// The element, or nil beyond the end: rows of a hostile table may be ragged.
    subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
