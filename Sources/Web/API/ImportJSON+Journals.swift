import JSON
import Money
import Primitives

extension ImportJSON {
    static func bytes(_ proposal: JournalProposal) -> [UInt8] {
        let document = proposal.document
        return JSONWriter.object { writer in
            writer.member("id", proposal.staged.id)
            writer.member("format", document.format.name)
            writer.member("encoding", document.encoding.name)
            writer.member("fileName", proposal.staged.fileName)
            writer.member("rows", document.transactions.count)
            writer.member("new", proposal.newCount)
            writer.member("duplicates", proposal.knownCount)
            writer.member("rejectedCount", document.rejectedCount + proposal.unusableCount)
            writer.memberArray("rejected", proposal.rejected) { write($1, to: &$0) }
            writer.memberArray("notes", [String]()) { $0.string($1) }
            writer.memberArray("questions", [String]()) { $0.string($1) }
            writeAccounts(proposal, to: &writer)
            writer.member("importedBefore", optional: proposal.importedBefore?.iso)
            writer.memberObject("journal") { write(proposal, to: &$0) }
        }
    }

    private static func writeAccounts(_ proposal: JournalProposal, to writer: inout JSONWriter) {
        let openings = proposal.openings
        let known = proposal.knownAccounts.map { (id: Optional($0.id), content: $0.content, opening: Int64(0)) }
        let new = proposal.preview.newAccounts.enumerated().map { place, content in
            (id: AccountID?.none, content: content, opening: openings[place] ?? 0)
        }
        writer.memberArray("accounts", known + new) { writer, account in
            writer.object {
                $0.member("account", optional: account.id?.text)
                $0.member("name", account.content.name)
                $0.member("isNew", account.id == nil)
                $0.member("kind", account.content.kind.name)
                $0.member("currency", account.content.currency.code)
                if account.opening != 0 {
                    $0.member("openingBalance", MoneyJSON.amount(account.opening, account.content.currency))
                }
            }
        }
    }

    private static func write(_ proposal: JournalProposal, to writer: inout JSONWriter) {
        writer.member("isOwn", proposal.isOwn)
        writer.member("changed", proposal.changedCount)
        writer.memberArray("categories", proposal.categories) { writer, category in
            writer.object {
                $0.member("kind", category.kind.name)
                $0.memberArray("path", category.path) { $0.string($1) }
                $0.member("isNew", category.isNew)
            }
        }
        writer.memberArray("unclear", proposal.unclear) { writer, account in
            writer.object {
                $0.member("account", account.name)
                $0.member("kind", optional: account.kind?.name)
            }
        }
        writer.memberArray("leftOut", proposal.document.leftOut) { writer, line in
            writer.object {
                $0.member("line", line.line)
                $0.member("reason", line.what.sentence)
                $0.member("code", line.what.code)
            }
        }
        writer.member("leftOutCount", proposal.document.leftOutCount)
        writer.member("equityLines", proposal.preview.equityCount)
        writer.member("newRates", proposal.preview.rates.count)
    }

    static func rows(_ proposal: JournalProposal, status: String?, from start: Int, limit: Int) -> [UInt8] {
        let statuses = proposal.preview.statuses
        var place = max(0, start)
        var chosen: [Int] = []
        while place < statuses.count, chosen.count < limit {
            if status == nil || statuses[place].code == status { chosen.append(place) }
            place += 1
        }
        return JSONWriter.object { writer in
            writer.memberArray("items", chosen) { write(proposal, row: $1, to: &$0) }
            if place < statuses.count { writer.member("next", String(place)) }
        }
    }

    private static func write(_ proposal: JournalProposal, row place: Int, to writer: inout JSONWriter) {
        let transaction = proposal.document.transactions[place]
        let status = proposal.preview.statuses[place]
        let moved = proposal.moved(place)
        writer.object {
            $0.member("row", place + 1)
            $0.member("line", transaction.line)
            $0.member("date", transaction.day.iso)
            $0.member("amount", moved.amount.decimal)
            $0.member("currency", moved.amount.currency.code)
            $0.member("payee", optional: transaction.payee.isEmpty ? nil : transaction.payee)
            $0.member("note", optional: transaction.note.isEmpty ? nil : transaction.note)
            $0.member("accountName", optional: proposal.accountNames(place).first)
            $0.member("status", status.code)
            $0.member("duplicateOf", optional: status.known?.text)
            $0.memberArray("postings", transaction.lines) { writer, line in
                writer.object {
                    $0.member("account", proposal.document.accounts[line.account].name)
                    $0.member("amount", line.amount.decimal)
                    $0.member("currency", line.amount.currency.code)
                }
            }
        }
    }
}
