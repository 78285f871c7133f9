import Cycle
import CycleFormats
import JSON
import Money
import MoneyFormats
import Primitives

/// A file with card numbers in it, as a bank, another program or another diary would write it.
enum BroughtFile: Sendable, CaseIterable {
    case csv, qif, ofx, camt, mt940
    case ledger, beancount
    case clue, drip

    var words: String {
        switch self {
        case .csv: "a table"
        case .qif: "QIF"
        case .ofx: "OFX"
        case .camt: "CAMT"
        case .mt940: "MT940"
        case .ledger: "a ledger journal"
        case .beancount: "a Beancount journal"
        case .clue: "a diary of Clue"
        case .drip: "a diary of drip"
        }
    }

    /// The texts that importing would keep.
    func texts(_ planted: [String]) throws -> [String] {
        switch self {
        case .csv, .qif, .ofx, .camt, .mt940: try statement(planted)
        case .ledger, .beancount: try journal(planted)
        case .clue, .drip: try diary(planted)
        }
    }

    private func statement(_ planted: [String]) throws -> [String] {
        let document = try FileStatementReader().read(Array(content(planted).utf8), options: StatementReadingOptions())
        return document.sections.flatMap(\.rows).flatMap { [$0.payee, $0.memo, $0.category] }
    }

    private func journal(_ planted: [String]) throws -> [String] {
        let format: JournalFormat = self == .ledger ? .ledger : .beancount
        let document = try FileJournalReader().read(Array(content(planted).utf8), format: format, encoding: nil)
        let planner = JournalPlanner(book: MoneyBook())
        let record = ImportContent(
            label: "journal",
            format: "journal",
            fileDigest: [],
            rowCount: 0,
            duplicateCount: 0,
            rejectedCount: 0,
            day: CalendarDay(daysSinceEpoch: 20_000)
        )
        let planned = try planner.commit(planner.preview(document), content: record, batchStart: 1)
        return Self.strings(in: planned.changes)
    }

    private func diary(_ planted: [String]) throws -> [String] {
        let document = try FileDiaryReader().read(Array(content(planted).utf8))
        let skipped = document.skipped.listed.map(\.excerpt)
        return Self.strings(in: document.days) + skipped
    }

    /// All texts of a value, at any depth; numbers and ids are none, and may look like anything.
    private static func strings(in value: Any) -> [String] {
        if let text = value as? String { return [text] }
        return Mirror(reflecting: value).children.flatMap { strings(in: $0.value) }
    }

    /// The days that the planted texts stand on, one each.
    private static func days(_ count: Int) -> [String] {
        (0..<count).map { CalendarDay(daysSinceEpoch: 20_000 + Int32($0)).iso }
    }

    private func content(_ planted: [String]) -> String {
        let rows = zip(Self.days(planted.count), planted)
        switch self {
        case .csv:
            return "Date,Description,Amount\n" + rows.map { "\($0),Card \($1) purchase,-1.00\n" }.joined()
        case .qif:
            return "!Type:Bank\n"
                + rows.map { "D\($0)\nT-1.00\nPCard \($1)\nMpaid with \($1)\n^\n" }.joined()
        case .ofx:
            let entries = rows.enumerated().map { place, row in
                "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>\(row.0.filter(\.isNumber))<TRNAMT>-1.00<FITID>f\(place)"
                    + "<NAME>Card<MEMO>paid with \(row.1)</STMTTRN>\n"
            }
            return "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:UTF-8\nCHARSET:NONE\n\n<OFX><BANKMSGSRSV1>"
                + "<STMTTRNRS><STMTRS><CURDEF>USD<BANKTRANLIST>\n" + entries.joined()
                + "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"
        case .camt:
            let entries = rows.map { day, text in
                "<Ntry><Amt Ccy=\"EUR\">1.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt>"
                    + "<Dt>\(day)</Dt></BookgDt><NtryDtls><TxDtls><RmtInf><Ustrd>paid with \(text)</Ustrd></RmtInf>"
                    + "</TxDtls></NtryDtls></Ntry>\n"
            }
            return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><Stmt><Id>S</Id>"
                + "<Acct><Id><Othr><Id>1</Id></Othr></Id><Ccy>EUR</Ccy></Acct>\n" + entries.joined()
                + "</Stmt></BkToCstmrStmt></Document>\n"
        case .mt940:
            let entries = rows.map { day, text in
                ":61:\(day.filter(\.isNumber).dropFirst(2))D1,00NTRFNONREF\n:86:paid with \(text)\n"
            }
            return ":20:STARTUMS\n:25:37040044/0532013000\n:28C:00001/001\n:60F:C240101EUR1000,00\n" + entries.joined()
                + ":62F:C260101EUR900,00\n-\n"
        case .ledger:
            return rows.map { "\($0) * paid with \($1)\n    Expenses:Food  EUR 1.00\n    Assets:Cash\n\n" }.joined()
        case .beancount:
            let head = "2020-01-01 open Assets:Cash EUR\n2020-01-01 open Expenses:Food EUR\n"
            return head
                + rows.map { "\($0) * \"paid with \($1)\"\n  Expenses:Food  1.00 EUR\n  Assets:Cash\n\n" }.joined()
        case .clue:
            let days = rows.map { #"{"day":"\#($0)T00:00:00Z","notes":"paid with \#($1)"}"# }
            return #"{"data":["# + days.joined(separator: ",") + "]}"
        case .drip:
            return "date,bleeding.value,note.value\n" + rows.map { "\($0),2,paid with \($1)\n" }.joined()
        }
    }
}
