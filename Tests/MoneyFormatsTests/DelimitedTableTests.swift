import Delimited
import Testing

@Suite("Our own tables")
struct DelimitedTableTests {
    private func rows(_ text: String) throws(DelimitedTable.Failure) -> [[String]] {
        var table = DelimitedTable(Array(text.utf8))
        var rows: [[String]] = []
        while let row = try table.next() { rows.append(row.cells) }
        return rows
    }

    @Test("a text comes back byte for byte", arguments: UInt64(1)...20)
    func roundTrip(_ seed: UInt64) throws {
        var state = seed
        func below(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        let letters = Array("aZ9 ,;\t|\"''==+-@é€वू漢\n\r#/.:")
        let texts = (0..<60).map { _ in String((0..<below(12)).map { _ in letters[below(letters.count)] }) }
        var writer = DelimitedWriter()
        for text in texts {
            writer.add(text: text)
            writer.add(trusted: "x")
            writer.endRow()
        }
        #expect(try rows(String(decoding: writer.bytes, as: UTF8.self)) == texts.map { [$0, "x"] })
    }

    @Test("rows know the line they begin on")
    func lines() throws {
        var table = DelimitedTable(Array("a,\"b\nc\"\r\nd,e\nf,g".utf8))
        var lines: [Int] = []
        while let row = try table.next() { lines.append(row.line) }
        #expect(lines == [1, 3, 4])
    }

    @Test("what is no table of ours is refused", arguments: ["\"a", "\"a\"b", "a,b\nc\n", "a\nb,c", "a\rb"])
    func refused(_ text: String) {
        #expect(throws: DelimitedTable.Failure.malformed) { try rows(text) }
    }

    @Test("bytes that are no text are refused")
    func noText() {
        var table = DelimitedTable([0x61, 0xFF])
        #expect(throws: DelimitedTable.Failure.notUTF8) { try table.next() }
    }
}
