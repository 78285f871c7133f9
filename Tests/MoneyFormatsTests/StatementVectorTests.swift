import Money
import MoneyFormats
import Primitives
import Testing

@Suite("Statement files")
struct StatementVectorTests {
    @Test("there are files of every format")
    func thereAreFiles() {
        #expect(StatementVectors.names.count >= 28)
    }

    /// A failure means that a file people have imported before reads differently now.
    @Test("a file reads as it did", arguments: StatementVectors.names)
    func fileReadsAsExpected(_ name: String) throws {
        #expect(try StatementVectors.read(name).rendered == StatementVectors.expected(name))
    }

    @Test("the same file cut anywhere still reads or is refused with a reason", arguments: StatementVectors.names)
    func cutFile(_ name: String) throws {
        let bytes = try StatementVectors.bytes(name)
        for count in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 60)) {
            do throws(StatementError) {
                let document = try FileStatementReader().read(Array(bytes[..<count]), options: .init())
                #expect(document.rejected.allSatisfy { $0.line >= 1 })
            } catch {
                #expect(!error.code.isEmpty)
            }
        }
    }

    @Test("a chosen encoding beats what the bytes look like")
    func shiftJIS() throws {
        var options = StatementReadingOptions()
        options.encoding = TextEncoding(name: "Shift_JIS")
        let rows = try StatementVectors.read("shift-jis.csv", options).sections[0].rows
        #expect(rows.map(\.payee) == ["コンビニ", "給料"])
        options.encoding = TextEncoding(name: "no-such-encoding")
        #expect(throws: StatementError.unknownEncoding) { try StatementVectors.read("shift-jis.csv", options) }
        options.encoding = .utf8
        #expect(throws: StatementError.notInEncoding) { try StatementVectors.read("shift-jis.csv", options) }
    }

    @Test("ambiguous dates are asked for, and read as answered")
    func ambiguousDates() throws {
        let open = try StatementVectors.read("ambiguous-dates.csv")
        #expect(open.questions == [.dateOrder([.dayMonthYear, .monthDayYear])])
        #expect(open.rowCount == 0)
        let days = try [DateOrder.dayMonthYear, .monthDayYear].map { order in
            try StatementVectors.read("ambiguous-dates.csv", StatementReadingOptions(dateOrder: order))
                .sections[0].rows.map(\.day.iso)
        }
        #expect(days == [["2025-04-03", "2025-04-05"], ["2025-03-04", "2025-05-04"]])
    }

    @Test("a mapping is remembered by the shape of the file")
    func rememberedMapping() throws {
        let chosen = try StatementVectors.read("ambiguous-dates.csv", StatementReadingOptions(dateOrder: .monthDayYear))
        let table = try #require(chosen.table)
        let mapping = try #require(table.mapping)
        let options = StatementReadingOptions(rememberedMappings: [table.shape: mapping])
        let again = try StatementVectors.read("ambiguous-dates.csv", options)
        #expect(again.questions.isEmpty)
        #expect(again.sections[0].rows.map(\.day.iso) == ["2025-03-04", "2025-05-04"])
        #expect(again.notes.contains(.rememberedMapping))
        #expect(try StatementVectors.read("us-checking.csv").table?.shape != table.shape)
    }

    @Test("a mapping that names columns the file does not have is refused")
    func mappingDoesNotFit() throws {
        let mapping = try ColumnMapping(
            roles: [.date, .payee, .amount, .note, .note],
            dateOrder: .yearMonthDay,
            decimalMark: .dot,
            signs: .asWritten
        )
        #expect(throws: StatementError.mappingDoesNotFit) {
            try StatementVectors.read("ambiguous-dates.csv", StatementReadingOptions(mapping: mapping))
        }
    }

    @Test("an inverted sign convention turns every amount")
    func invertedSigns() throws {
        let mapping = try ColumnMapping(
            roles: [.date, .payee, .amount],
            dateOrder: .dayMonthYear,
            decimalMark: .dot,
            signs: .inverted
        )
        let rows = try StatementVectors.read("ambiguous-dates.csv", StatementReadingOptions(mapping: mapping)).sections[
            0
        ].rows
        #expect(rows.map(\.amount.decimal) == ["12", "20"])
    }

    @Test("no text of any file still holds a whole card number")
    func cardNumbersAreMasked() throws {
        for name in StatementVectors.names {
            let text = Array(try StatementVectors.read(name).rendered.utf8)
            #expect(CardNumber.numbers(in: text.span).isEmpty, "\(name)")
        }
    }
}
