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

    // MARK: - As banks write MT940

    private func rows(_ body: String, account: String = "1", currency: String = "EUR") throws -> [StatementRow] {
        try read(":20:1\n:25:\(account)\n:60F:C260101\(currency)1,\n\(body)").sections.flatMap(\.rows)
    }

    @Test("a reference that counts from one in every statement makes no duplicates of another month")
    func countedReferences() throws {
        let months = try ["0131", "0228"].map { try rows(":61:26\($0)D12,50NTRFNONREF//POS 7\n:86:Shop\n") }
        #expect(months[0][0].externalID != months[1][0].externalID)
        let amounts = try ["12,50", "12,51"].map { try rows(":61:260131D\($0)NTRFNONREF//POS 7\n") }
        #expect(amounts[0][0].externalID != amounts[1][0].externalID)
        // The same statement again gives the same.
        #expect(
            try rows(":61:260131D12,50NTRFNONREF//POS 7\n:86:Shop\n").map(\.externalID) == [months[0][0].externalID]
        )
        #expect(try rows(":61:260131D12,50NTRFNONREF\n").map(\.externalID) == [""])
    }

    @Test(
        "words that only say where the reference is are none",
        arguments: ["EREF", "EREF+", "KREF", "KREF+", "PREF", "MREF+", "MARF", "NONREF"]
    )
    func references(_ word: String) throws {
        let german = try rows(":61:260131D1,NTRF\(word)//\(word)\n:86:166?20EREF+E-77?21SVWZ+rent?32ANNA\n")
        #expect(german.map(\.checkNumber) == ["E-77"])
        #expect(german.map(\.externalID) == [""])
        let dutch = try rows(":61:260131D1,NTRF\(word)\n:86:/EREF/E-77//REMI/USTD//rent/\n")
        #expect(dutch.map(\.checkNumber) == ["E-77"])
        #expect(try rows(":61:260131D1,NTRFKREF+K-5\n").map(\.checkNumber) == ["K-5"])
    }

    @Test("the other side of ING's statements is the third part of CNTP")
    func counterparty() throws {
        let details = "/CNTP/NL32INGB0000012345/INGBNL2A/ING BANK NV///REMI/USTD//rent/"
        #expect(try rows(":61:260131D1,NTRFNONREF\n:86:\(details)\n").map(\.payee) == ["ING BANK NV"])
        #expect(try rows(":61:260131D1,NTRFNONREF\n:86:/NAME/Anna\(details)\n").map(\.payee) == ["Anna"])
    }

    @Test("a currency behind the number of an account is none of its letters")
    func currencyOfAccount() throws {
        func lastFour(_ account: String, _ currency: String) throws -> String? {
            try read(":20:1\n:25:\(account)\n:60F:C260101\(currency)1,\n:61:260131D1,N\n").sections[0].account.lastFour
        }
        #expect(try lastFour("NL69INGB0123456789EUR", "EUR") == "6789")
        #expect(try lastFour("INGBNL2A/0123456789EUR", "EUR") == "6789")
        #expect(try lastFour("NL69INGB01234567USD9", "EUR") == "USD9")
    }

    @Test("a space at the end of a line parts two words of field 86")
    func spacesAtEnds() throws {
        let row = try rows(":61:260131D1,NTRFNONREF\n:86:166?20SVWZ+rent for \n?21January?32ANNA \nSCHMIDT  \n-\n")[0]
        #expect(row.payee == "ANNA SCHMIDT")
        #expect(row.memo == "rent for January")
        // Elsewhere it says nothing.
        #expect(try rows(":61:260131D1,NTRFR-1  \n:62F:C260131EUR0,  \n-  \n")[0].checkNumber == "R-1")
    }

    @Test("parts of one booking share its reference, the first as it is")
    func sharedReference() throws {
        let document = try read(
            camt(
                "<Ntry><Amt Ccy=\"EUR\">10.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>"
                    + "<BookgDt><Dt>2026-01-01</Dt></BookgDt><AcctSvcrRef>R</AcctSvcrRef>"
                    + "<NtryDtls><TxDtls><Amt Ccy=\"EUR\">4.00</Amt></TxDtls>"
                    + "<TxDtls><Amt Ccy=\"EUR\">6.00</Amt></TxDtls></NtryDtls></Ntry>"
            )
        )
        #expect(document.sections[0].rows.map(\.externalID) == ["R", "R/2"])
    }
}
