import Money
import MoneyFormats
import Primitives
import Testing

@Suite("CAMT.053 and MT940")
struct BankFormatTests {
    private func read(_ text: String) throws(StatementError) -> StatementDocument {
        try FileStatementReader().read(Array(text.utf8), options: .init())
    }

    private func camt(_ body: String) -> String {
        "<?xml version=\"1.0\"?><Document><BkToCstmrStmt><Stmt><Acct><Ccy>EUR</Ccy></Acct>"
            + "\(body)</Stmt></BkToCstmrStmt></Document>"
    }

    @Test(
        "document types and entities are refused before anything is read",
        arguments: [
            "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><BkToCstmrStmt>&a;</BkToCstmrStmt>",
            "<BkToCstmrStmt><!ENTITY a \"b\"></BkToCstmrStmt>", "<BkToCstmrStmt><![INCLUDE[x]]></BkToCstmrStmt>",
        ]
    )
    func documentTypes(_ text: String) {
        #expect(throws: StatementError.documentTypeRefused) { try read(text) }
    }

    @Test("elements nested deeper than the limit are refused")
    func deepNesting() {
        #expect(throws: StatementError.tooDeep) { try read(camt(String(repeating: "<A>", count: 100_000))) }
    }

    @Test("an entry that the end of the file cuts is rejected and the ones before it stay")
    func truncated() throws {
        let entry =
            "<Ntry><Amt Ccy=\"EUR\">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>"
            + "<BookgDt><Dt>2026-01-01</Dt></BookgDt></Ntry>"
        let text = "<Document><BkToCstmrStmt><Stmt>" + entry + entry.dropLast(9)
        let document = try read(text)
        #expect(document.rowCount == 1)
        #expect(document.rejected.map(\.reason) == [.truncated])
    }

    @Test("details that do not add up to the entry are one row of it")
    func detailsThatDoNotAddUp() throws {
        let document = try read(
            camt(
                "<Ntry><Amt Ccy=\"EUR\">10.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>"
                    + "<BookgDt><Dt>2026-01-01</Dt></BookgDt>"
                    + "<NtryDtls><TxDtls><Amt Ccy=\"EUR\">4.00</Amt></TxDtls>"
                    + "<TxDtls><Amt Ccy=\"EUR\">5.00</Amt></TxDtls></NtryDtls></Ntry>"
            )
        )
        #expect(document.sections[0].rows.map(\.amount.decimal) == ["-10"])
    }

    @Test("more entries than the limit are refused")
    func tooManyRows() {
        let entry =
            "<Ntry><Amt Ccy=\"EUR\">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-01-01</Dt></BookgDt></Ntry>"
        #expect(throws: StatementError.tooLarge) { try read(camt(String(repeating: entry, count: 250_000))) }
        let line = ":61:260101C1,N\n"
        let text = ":20:1\n:25:1\n:60F:C260101EUR1,\n" + String(repeating: line, count: StatementLimits.rowCount + 1)
        #expect(throws: StatementError.tooManyRows) { try read(text) }
    }

    /// Each line begins a field that goes on, so a reader that joins anew on every line takes minutes.
    @Test("fields without end are read in linear time")
    func endlessField() throws {
        let text =
            ":20:1\n:25:1\n:60F:C260101EUR1,\n:61:260101C1,NTRF\n:86:x\n"
            + String(repeating: "more words\n", count: 500_000)
        let document = try read(text)
        #expect(document.rejected.map(\.reason) == [.lineTooLong])
    }
}
