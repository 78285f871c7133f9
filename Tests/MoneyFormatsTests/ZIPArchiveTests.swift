import Money
import Primitives
import TestSupport
import Testing

@testable import MoneyFormats

@Suite("ZIP archives")
struct ZIPArchiveTests {
    private static let day = CalendarDay(iso: "2026-11-20") ?? CalendarDay(daysSinceEpoch: 0)

    /// One file in pieces, one whole and one that is empty.
    private static func archive() throws(ArchiveError) -> [UInt8] {
        var archive = ZIPArchive(day: day)
        var bytes = try archive.begin("book.csv")
        bytes += try archive.content(Array("Date,".utf8))
        bytes += try archive.content(Array("Payee\n".utf8))
        bytes += try archive.end()
        bytes += try archive.file("receipts/2026-11-20-cafe-1.jpg", [0xFF, 0xD8, 0xFF, 0xD9])
        bytes += try archive.file("receipts/empty.txt", [])
        return bytes + (try archive.finish())
    }

    @Test("files come back under their names, and every number is right")
    func readBack() throws {
        let files = try ZIPFiles.read(try Self.archive())
        #expect(files.map(\.name) == ["book.csv", "receipts/2026-11-20-cafe-1.jpg", "receipts/empty.txt"])
        #expect(files.map(\.content) == [Array("Date,Payee\n".utf8), [0xFF, 0xD8, 0xFF, 0xD9], []])
        #expect(try ZIPFiles.read(try ZIPArchive.empty(Self.day)).isEmpty)
    }

    /// Python's `zipfile` and Info-ZIP's `unzip -t` take these very bytes.
    @Test("the vector is written as it was when other programs read it")
    func frozenVector() throws {
        #expect(Hex.encode(try Self.archive()) == Self.vector)
    }

    @Test("the check sum is that of the standard")
    func checkSum() {
        var check = CyclicCheck()
        check.update(Array("1234".utf8))
        check.update(Array("56789".utf8))
        #expect(check.value == 0xCBF4_3926)
    }

    @Test("more files than there are numbers for are refused")
    func tooMany() throws {
        var archive = ZIPArchive(day: Self.day)
        for _ in 0..<65_535 { _ = try archive.file("a", []) }
        #expect(throws: ArchiveError.tooLarge) { try archive.finish() }
    }

    @Test(
        "days before and after the calendar of the format are put at its ends",
        arguments: ["0001-01-01", "9999-12-31"]
    )
    func days(_ iso: String) throws {
        let day = try #require(CalendarDay(iso: iso))
        #expect(try ZIPFiles.read(try ZIPArchive.empty(day)).isEmpty)
    }

    private static let vector =
        "504b03041400080000000000745d00000000000000000000000008000000626f6f6b2e637376446174652c5061796565"
        + "0a504b07080a1dc2060b0000000b000000504b03041400000000000000745d672af01004000000040000001e00000072"
        + "656365697074732f323032362d31312d32302d636166652d312e6a7067ffd8ffd9504b03041400000000000000745d00"
        + "00000000000000000000001200000072656365697074732f656d7074792e747874504b01021403140008000000000074"
        + "5d0a1dc2060b0000000b000000080000000000000000000000808100000000626f6f6b2e637376504b01021403140000"
        + "0000000000745d672af01004000000040000001e000000000000000000000080814100000072656365697074732f3230"
        + "32362d31312d32302d636166652d312e6a7067504b010214031400000000000000745d00000000000000000000000012"
        + "000000000000000000000080818100000072656365697074732f656d7074792e747874504b05060000000003000300c2"
        + "000000b10000000000"
}

extension ZIPArchive {
    fileprivate static func empty(_ day: CalendarDay) throws(ArchiveError) -> [UInt8] {
        var archive = ZIPArchive(day: day)
        return try archive.finish()
    }
}
