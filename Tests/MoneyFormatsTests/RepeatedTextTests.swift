import Money
import MoneyFormats
import Primitives
import Testing

/// Small files that say one long thing once and ask for it in thousands of rows.
@Suite("Texts that a file repeats")
struct RepeatedTextTests {
    private func read(_ text: String) throws(StatementError) -> StatementDocument {
        try FileStatementReader().read(Array(text.utf8), options: .init())
    }

    private func camt(_ entries: String) -> String {
        "<?xml version=\"1.0\"?><Document><BkToCstmrStmt><Stmt><Acct><Ccy>EUR</Ccy></Acct>"
            + "\(entries)</Stmt></BkToCstmrStmt></Document>"
    }

    /// An entry of so many euros in as many parts, with elements of its own.
    private func entry(_ parts: Int, _ body: String, detail: String = "") -> String {
        "<Ntry><Amt Ccy=\"EUR\">\(parts)</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-01-01</Dt></BookgDt>"
            + body + "<NtryDtls>"
            + String(repeating: "<TxDtls><Amt Ccy=\"EUR\">1</Amt>\(detail)</TxDtls>", count: parts)
            + "</NtryDtls></Ntry>"
    }

    private func byteCount(_ rows: [StatementRow]) -> Int {
        rows.reduce(0) { $0 + $1.externalID.utf8.count + $1.payee.utf8.count + $1.memo.utf8.count }
    }

    @Test("a long reference of an entry of many parts makes no more than the file holds a few times")
    func reference() throws {
        let text = camt(entry(1000, "<AcctSvcrRef>" + String(repeating: "R", count: 65_000) + "</AcctSvcrRef>"))
        let rows = try read(text).sections[0].rows
        #expect(rows.count == 1000)
        #expect(byteCount(rows) < text.utf8.count * 4)
        #expect(Set(rows.map(\.externalID)).count == 1000)
    }

    @Test("a long text of an entry of many parts makes no more than the file holds a few times")
    func info() throws {
        let text = camt(entry(1000, "<AddtlNtryInf>" + String(repeating: "é", count: 32_000) + "</AddtlNtryInf>"))
        let rows = try read(text).sections[0].rows
        #expect(rows.count == 1000)
        #expect(byteCount(rows) < text.utf8.count * 8)
        #expect(rows.allSatisfy { !$0.payee.isEmpty && $0.payee.allSatisfy { $0 == "é" } })
        let alone = try read(camt(entry(1, "<AddtlNtryInf>" + String(repeating: "x", count: 5000) + "</AddtlNtryInf>")))
        #expect(alone.sections[0].rows[0].payee.utf8.count == StatementLimits.textByteCount)
    }

    @Test("two long references that begin alike stay two, and the same one stays itself")
    func longReferences() throws {
        func id(_ end: String) throws -> String {
            let reference = String(repeating: "R", count: 300) + end
            return try read(camt(entry(1, "<AcctSvcrRef>\(reference)</AcctSvcrRef>"))).sections[0].rows[0].externalID
        }
        #expect(try id("1") != id("2"))
        #expect(try id("1") == id("1"))
        #expect(try id("1").utf8.count <= StatementLimits.referenceByteCount)
    }

    @Test("an entry of more parts than become rows is one row of all of it")
    func tooManyParts() throws {
        let rows = try read(camt(entry(10_001, "<AcctSvcrRef>A</AcctSvcrRef>"))).sections[0].rows
        #expect(rows.map(\.amount.decimal) == ["10001"])
        #expect(rows.map(\.externalID) == ["A"])
        #expect(try read(camt(entry(10_000, ""))).rowCount == 10_000)
    }

    @Test("more rows than the limit are refused, in entries of many parts too")
    func tooManyRows() {
        let many = entry(10_000, "")
        #expect(throws: StatementError.tooManyRows) { try read(camt(String(repeating: many, count: 26))) }
    }

    @Test("the name of an account in QIF is kept to what is looked up again and again")
    func accountName() throws {
        let name = String(repeating: "n", count: 60_000)
        let section = "!Type:Bank\nD2026-01-13\nT-1.25\nPx\n^\n"
        let text = "!Account\nN\(name)\nTBank\n^\n" + String(repeating: section, count: 500)
        let document = try read(text)
        #expect(document.sections.count == 1 && document.rowCount == 500)
        #expect(document.sections[0].account.name?.utf8.count == StatementLimits.textByteCount)
    }

    // MARK: - Texts in pieces

    private func first(_ amount: String, day: String = "2026-01-01", _ body: String = "") throws -> StatementDocument {
        try read(
            camt(
                "<Ntry><Amt Ccy=\"EUR\">\(amount)</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>\(day)</Dt></BookgDt>"
                    + body + "</Ntry>"
            )
        )
    }

    @Test(
        "an amount in pieces is refused, however it is cut",
        arguments: [
            ("12<!-- -->34", RejectedLine.Reason.notAnAmount), ("<![CDATA[12]]>34", .notAnAmount),
            ("12<?x?>34", .notAnAmount), ("12<x/>34", .unknownRecord), ("12</Amt><Amt Ccy=\"EUR\">34", .notAnAmount),
        ]
    )
    func amounts(_ amount: String, _ reason: RejectedLine.Reason) throws {
        let document = try first(amount)
        #expect(document.rowCount == 0)
        #expect(document.rejected.map(\.reason) == [reason])
    }

    @Test("a day in pieces is refused; a comment beside a value changes nothing")
    func days() throws {
        #expect(try first("1", day: "2026-01-02<!-- -->3").rejected.map(\.reason) == [.notADate])
        #expect(try first("1", day: "2026-<!-- -->01-02").rejected.map(\.reason) == [.notADate])
        let plain = try first("<!-- a -->1.50<!-- b -->", day: "<!-- -->2026-01-02")
        #expect(plain.sections[0].rows.map(\.amount.decimal) == ["1.5"])
        #expect(plain.sections[0].rows.map(\.day.iso) == ["2026-01-02"])
    }

    @Test("references and names in pieces are put together")
    func texts() throws {
        let body =
            "<AcctSvcrRef>A-<!-- -->1</AcctSvcrRef>"
            + "<AddtlNtryInf>Bread <!-- --> and <![CDATA[butter]]></AddtlNtryInf>"
        let rows = try first("1", body).sections[0].rows
        #expect(rows.map(\.externalID) == ["A-1"])
        #expect(rows.map(\.payee) == ["Bread and butter"])
    }

    @Test("a text in very many pieces is refused and costs no more than it is long", .timeLimit(.minutes(5)))
    func manyPieces() throws {
        let document = try first(
            "1",
            "<AddtlNtryInf>" + String(repeating: "a<!---->", count: 200_000) + "</AddtlNtryInf>"
        )
        #expect(document.rejected.map(\.reason) == [.lineTooLong])
    }

    @Test("in OFX half an amount, day or id is none either", arguments: ["TRNAMT", "DTPOSTED", "FITID"])
    func ofx(_ name: String) throws {
        let values = ["TRNAMT": "-12", "DTPOSTED": "20260101", "FITID": "A"]
        func document(_ name: String) throws -> StatementDocument {
            let elements = values.keys.sorted().map { key in
                "<\(key)>" + (values[key] ?? "") + (key == name ? "<!-- -->34" : "") + "</\(key)>"
            }
            return try read(
                "OFXHEADER:100\n\n<OFX><STMTRS><CURDEF>EUR<BANKTRANLIST><STMTTRN>\(elements.joined())</STMTTRN>"
                    + "</BANKTRANLIST></STMTRS></OFX>"
            )
        }
        #expect(try document(name).rejected.map(\.reason) == [.unknownRecord])
        #expect(try document("").rowCount == 1)
    }
}
