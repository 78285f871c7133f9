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

    /// Python's `zipfile` reads such an archive.
    @Test("more files than 16 bits count get a list with numbers of 64")
    func many() throws {
        var archive = ZIPArchive(day: Self.day)
        for _ in 0..<65_535 { _ = try archive.file("a", []) }
        let list = try archive.finish()
        let (size, start) = (65_535 * 47, 65_535 * 31)
        let far = Array(list[size...])
        #expect(Self.number(far, 0, 4) == 0x0606_4B50)
        #expect(Self.number(far, 24, 8) == 65_535 && Self.number(far, 32, 8) == 65_535)
        #expect(Self.number(far, 40, 8) == size && Self.number(far, 48, 8) == start)
        #expect(Self.number(far, 56, 4) == 0x0706_4B50 && Self.number(far, 64, 8) == start + size)
        #expect(Self.number(far, 76, 4) == 0x0605_4B50 && Self.number(far, 84, 2) == 0xFFFF)
        #expect(far.count == 56 + 20 + 22)
    }

    @Test("a file that begins behind 4 GiB has its place in 64 bits")
    func farFile() throws {
        var saved = ZIPArchive(day: Self.day).saved
        // The writer's offset: as if 5 GiB had been written before.
        saved.replaceSubrange(2..<10, with: [0, 0, 0, 1, 0x40, 0, 0, 0])
        var archive = try #require(ZIPArchive(saved: saved))
        _ = try archive.file("a", [1, 2, 3])
        let list = try archive.finish()
        #expect(Self.number(list, 42, 4) == 0xFFFF_FFFF, "not here")
        #expect(Self.number(list, 30, 2) == 12 && Self.number(list, 47, 2) == 1 && Self.number(list, 49, 2) == 8)
        #expect(Self.number(list, 51, 8) == 0x1_4000_0000)
        #expect(Self.number(list, 59, 4) == 0x0606_4B50)
    }

    @Test("an archive that was kept between two files goes on as if it had not been")
    func goingOn() throws {
        var whole = ZIPArchive(day: Self.day)
        var bytes = try whole.begin("book.csv") + whole.content(Array("Date\n".utf8)) + whole.end()
        var resumed = try #require(ZIPArchive(saved: whole.saved))
        #expect(resumed.saved == whole.saved)
        let rest = try whole.file("b", [1]) + whole.finish()
        #expect(try resumed.file("b", [1]) + resumed.finish() == rest)
        bytes += rest
        #expect(try ZIPFiles.read(bytes).map(\.name) == ["book.csv", "b"])
        #expect(ZIPArchive(saved: Array(whole.saved.dropLast())) == nil)
        #expect(ZIPArchive(saved: []) == nil)
    }

    private static func number(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
        (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
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
