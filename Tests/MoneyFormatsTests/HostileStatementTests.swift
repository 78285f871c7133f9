import Money
import MoneyFormats
import Primitives
import Testing

@Suite("Hostile statement files")
struct HostileStatementTests {
    private func read(_ text: String) throws(StatementError) -> StatementDocument {
        try FileStatementReader().read(Array(text.utf8), options: .init())
    }

    @Test(
        "document types and entities are refused before anything is read",
        arguments: [
            "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><OFX><X>&a;</X></OFX>",
            "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><OFX>&b;</OFX>",
            "OFXHEADER:100\n\n<OFX><!ENTITY a \"b\"><STMTTRN></OFX>",
            "<?xml version=\"1.0\"?><OFX><![INCLUDE[x]]></OFX>",
        ]
    )
    func documentTypes(_ text: String) {
        #expect(throws: StatementError.documentTypeRefused) { try read(text) }
    }

    @Test("an entity that is not one of the five stays as written")
    func unknownEntities() throws {
        let document = try read(

            "OFXHEADER:100\n\n<OFX><STMTTRN><DTPOSTED>20250101<TRNAMT>-1"
                + "<NAME>R&D &unknown; &amp;lt; &#0; &#x41;</STMTTRN></OFX>"
        )
        #expect(document.sections.first?.rows.first?.payee == "R&D &unknown; &lt; &#0; A")
    }

    @Test("elements nested deeper than the limit are refused")
    func deepNesting() {
        let text = "<?xml version=\"1.0\"?><OFX>" + String(repeating: "<A>", count: 100_000)
        #expect(throws: StatementError.tooDeep) { try read(text) }
    }

    @Test("a file over 20 MB is refused unread")
    func tooLarge() {
        let bytes = [UInt8](repeating: 0x31, count: StatementLimits.fileByteCount + 1)
        #expect(throws: StatementError.tooLarge) { try FileStatementReader().read(bytes, options: .init()) }
    }

    @Test("more rows than the limit are refused")
    func tooManyRows() {
        let row = "2025-01-01,a,-1.00\n"
        let text = "Date,Payee,Amount\n" + String(repeating: row, count: StatementLimits.rowCount + 1)
        #expect(throws: StatementError.tooManyRows) { try read(text) }
    }

    @Test("a line over 64 KiB is rejected and the others stay")
    func longLine() throws {
        let long = "2025-01-02," + String(repeating: "x", count: 70_000) + ",-2.00\n"
        let document = try read("Date,Payee,Amount\n2025-01-01,a,-1.00\n" + long + "2025-01-03,c,-3.00\n")
        #expect(document.sections[0].rows.map(\.line) == [2, 4])
        #expect(document.rejected == [RejectedLine(line: 3, reason: .lineTooLong)])
    }

    @Test("a last row with a spoiled date is rejected; a total and a remark after the table are footer")
    func spoiledLastRow() throws {
        let table = "Date,Payee,Amount\n2025-01-01,a,-1.00\n"
        let spoiled = try read(table + "yesterday,b,-2.00\n")
        #expect(spoiled.rejected == [RejectedLine(line: 3, reason: .notADate)])
        let footed = try read(table + "Total,,-1.00\nEnd of statement,,\n")
        #expect(footed.rejected.isEmpty)
        #expect(footed.notes.contains(.footer(lineCount: 2)))
    }

    @Test("rejected lines beyond the limit are counted and not listed")
    func manyRejected() throws {
        let text = "Date,Payee,Amount\n" + String(repeating: "x,y,1\n", count: 30_000) + "2025-01-01,a,-1.00\n"
        let document = try read(text)
        #expect(document.rejectedCount == 30_000)
        #expect(document.rejected.count == StatementLimits.rejectedLineCount)
        #expect(document.rowCount == 1)
    }

    @Test(
        "other kinds of file are named",
        arguments: [
            ("%PDF-1.7", StatementError.OtherFileKind.pdf), ("PK\u{3}\u{4}xl", .zip), ("GIF89a", .picture),
            ("<!doctype html><html>", .webPage),
        ]
    )
    func otherKinds(_ text: String, _ kind: StatementError.OtherFileKind) {
        #expect(throws: StatementError.otherKindOfFile(kind)) { try read(text) }
    }

    @Test("nothing but zeros is not text, and nothing at all is empty")
    func zeros() {
        #expect(throws: StatementError.notText) {
            try FileStatementReader().read([UInt8](repeating: 0, count: 7), options: .init())
        }
        #expect(throws: StatementError.empty) { try read("") }
        #expect(throws: StatementError.empty) { try read(" \r\n\t ") }
        #expect(throws: StatementError.unknownFormat) { try read("Dear diary,\ntoday, nothing.\n") }
    }

    /// Each line opens a quote, so a reader that searches for its end anew on every line takes minutes.
    @Test("open quotes on every line are read in linear time")
    func openQuotes() throws {
        let text = "Date,Payee,Amount\n" + String(repeating: "2025-01-01,\"a,-1.00\n", count: 100_000)
        let clock = ContinuousClock()
        var document: StatementDocument?
        let time = try clock.measure { document = try read(text) }
        #expect(document?.rejectedCount ?? 0 > 0)
        #expect(time < .seconds(120))  // a debug build on a busy machine takes five
    }

    /// Nothing may trap: a trap ends the process and with it everyone's session.
    @Test(
        "mutated files give a document or a closed error",
        arguments: [0x5EED_0001, 0x5EED_0002, 0x5EED_0003] as [UInt64]
    )
    func mutatedFiles(_ seed: UInt64) throws {
        print("fuzz seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let tokens: [[UInt8]] = [
            Array("\"".utf8), Array("\n".utf8), Array("<".utf8), Array("</STMTTRN>".utf8), Array("<STMTTRN>".utf8),
            Array("^".utf8), [0],
            [0xFF, 0xFE], Array("!Type:Bank\n".utf8), Array("99999999999999999999".utf8), Array(",,,,".utf8),
            Array("&#x110000;".utf8),
            Array("'".utf8), Array("-".utf8), Array("\u{2212}".utf8), [0xE2], [0xC3], Array("<![CDATA[".utf8),
            Array("--".utf8), Array("=\"".utf8),
        ]
        for name in StatementVectors.names {
            let original = try StatementVectors.bytes(name)
            for _ in 0..<40 {
                var bytes = original
                for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
                    let place = Int.random(in: 0..<bytes.count, using: &random)
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                    case 1: bytes.remove(at: place)
                    case 2: bytes.insert(contentsOf: tokens.randomElement(using: &random) ?? [], at: place)
                    default:
                        bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 0...40, using: &random)))
                    }
                }
                do throws(StatementError) {
                    let document = try FileStatementReader().read(bytes, options: .init())
                    #expect(document.questions.isEmpty || document.rowCount == 0, "seed \(seed), \(name)")
                } catch {
                    #expect(!error.sentence.isEmpty)
                }
            }
        }
    }
}
