import Delimited
import Money
import MoneyFormats
import Primitives
import Testing

@Suite("Delimited text, written and read")
struct DelimitedRoundTripTests {
    @Test("what is written is read back", arguments: [1, 2, 3] as [UInt64], [0x2C, 0x3B, 0x09, 0x7C] as [UInt8])
    func roundTrip(_ seed: UInt64, _ delimiter: UInt8) throws {
        print("round trip seed \(seed), delimiter \(delimiter)")
        var random = SeededGenerator(seed: seed &* 0x9E37 &+ UInt64(delimiter))
        let letters = Array("aZ9 ,;\t|\"''==+-@é€वू漢\n#/.:;;")
        var writer = DelimitedWriter(delimiter: delimiter)
        for name in ["Date", "Payee", "Memo", "Amount"] { writer.add(trusted: name) }
        writer.endRow()
        var expected: [(day: CalendarDay, payee: String, amount: StatementAmount)] = []
        for index in 0..<200 {
            let day = CalendarDay(daysSinceEpoch: 20_000).adding(days: index)
            let payee = String(
                (0..<Int.random(in: 0...30, using: &random)).map { _ in letters.randomElement(using: &random) ?? "x" }
            )
            let units = Int64.random(in: 1...9_999_999, using: &random) * (Bool.random(using: &random) ? 1 : -1)
            writer.add(trusted: day.iso)
            writer.add(text: payee)
            writer.add(text: "m")
            writer.add(trusted: Amount.decimal(minorUnits: units, decimals: 2))
            writer.endRow()
            expected.append((day, payee, try #require(StatementAmount(units: units, scale: 2))))
        }
        let document = try FileStatementReader().read(writer.bytes, options: .init())
        #expect(document.rejected.isEmpty)
        let rows = document.sections.first?.rows ?? []
        try #require(rows.count == expected.count)
        for (row, wanted) in zip(rows, expected) {
            #expect(row.day == wanted.day)
            #expect(row.amount == wanted.amount)
            #expect(row.payee == Self.tidied(wanted.payee))
        }
    }

    /// Texts lose nothing but surplus space.
    private static func tidied(_ text: String) -> String {
        text.unicodeScalars.split { " \n\t\r".unicodeScalars.contains($0) }.map(String.init).joined(separator: " ")
    }

    @Test("a text that a spreadsheet would run is defused", arguments: ["=1+1", "+1", "-cmd", "@SUM(A1)"])
    func formula(_ text: String) throws {
        var writer = DelimitedWriter()
        writer.add(text: text)
        #expect(writer.bytes.first == 0x27)
    }

    @Test(
        "no part of a text is a formula, wherever a program splits it",
        arguments: [
            "x;=cmd|'/C calc'!A0;y", "x;\"=cmd|' /C calc'!A0\"", "a\t@SUM(A1)", "a|-1", "a\n=1", "a; +1", "a;'=1",
            "=1;=1",
            "a;\n=1", "x;'", ";=", "a\r\n=1",
        ]
    )
    func innerFormula(_ text: String) throws {
        var writer = DelimitedWriter()
        writer.add(trusted: "2026-01-01")
        writer.add(text: text)
        writer.add(trusted: "-1.00")
        writer.endRow()
        for separator in Array(";\t|\n\r".utf8) {
            for part in writer.bytes.dropFirst(10).dropLast(8).split(separator: separator) {
                // Programs take off the quotes and spaces around a cell.
                let first = part.first { $0 != 0x22 && $0 != 0x20 && $0 != 0x2C } ?? 0
                #expect(!"=+-@".utf8.contains(first), "\(text)")
            }
        }
        let table = Array("Date,Payee,Amount\r\n".utf8) + writer.bytes
        let rows = try FileStatementReader().read(table, options: .init()).sections[0].rows
        #expect(rows.map(\.payee) == [Self.tidied(text)])
    }

    @Test("a text without such signs is written as it is", arguments: ["a - b; c", "O'Neil; 'x", "1+1|2", "x;y=1"])
    func plainText(_ text: String) {
        var writer = DelimitedWriter()
        writer.add(text: text)
        #expect(writer.bytes == Array(text.utf8))
    }

    @Test("100,000 rows of 8 MB are read")
    func manyRows() throws {
        var bytes = Array("Date,Description,Debit,Credit,Balance,Reference\n".utf8)
        for index in 0..<100_000 {
            let day = CalendarDay(daysSinceEpoch: 18_000 + Int32(index / 40)).iso
            let payee = "UPI-MERCHANT NUMBER \(index % 977), BANGALORE"
            bytes += Array("\(day),\"\(payee)\",12.34,,1000.00,REF\(100_000_000_000 + index)\n".utf8)
        }
        let document = try FileStatementReader().read(bytes, options: .init())
        #expect(document.rowCount == 100_000)
        #expect(document.sections[0].balances.map(\.amount.decimal) == ["1000"])
    }
}
