import Testing

@testable import Cycle

@Suite("Table of cycles")
struct CycleTableTests {
    @Test("the format of the spec, with and without a heading")
    func format() throws {
        let heading = "person,cycle,length,ovulationDay\n"
        let rows = "a,1,28,14\na,2,30,\nb,1,29,15\n"
        let table = try CycleTable(parsing: heading + rows)
        #expect(table.rows == (try CycleTable(parsing: rows)).rows)
        #expect(table.rows[0] == .init(person: "a", cycle: "1", length: 28, ovulationDay: 14))
        #expect(table.rows[1].ovulationDay == nil)
        #expect(table.people == [[0, 1], [2]])
        #expect(table.hasOvulation)
    }

    @Test("three columns, CRLF, blanks and a byte order mark")
    func lenient() throws {
        let table = try CycleTable(parsing: "\u{FEFF}person,cycle,length\r\n 7 , 1 , 28 \r\n\r\n7,2,29")
        #expect(table.rows.map(\.length) == [28, 29])
        #expect(table.rows.map(\.person) == ["7", "7"])
        #expect(!table.hasOvulation)
    }

    @Test("rows of one person need not be neighbours")
    func interleaved() throws {
        #expect(try CycleTable(parsing: "a,1,28\nb,1,30\na,2,29").people == [[0, 2], [1]])
    }

    @Test(
        "what is not a row is refused with its line",
        arguments: [
            ("a,1,28\na,2", 2, CycleTableError.Reason.fieldCount), ("a,1,28,14,x", 1, .fieldCount),
            (",1,28", 1, .person), ("a,1,", 1, .length), ("a,1,0", 1, .length), ("a,1,1001", 1, .length),
            ("a,1,28.5", 1, .length), ("a,1,-28", 1, .length), ("a,1,+28", 1, .length), ("a,1,28,0", 1, .ovulationDay),
            ("a,1,28,29", 1, .ovulationDay), ("a,1,28,x", 1, .ovulationDay), ("a,1,99999999999999999999", 1, .length),
        ]
    )
    func refused(_ text: String, _ line: Int, _ reason: CycleTableError.Reason) {
        #expect(throws: CycleTableError(line: line, reason: reason)) { try CycleTable(parsing: text) }
    }

    @Test("nothing is an empty table")
    func empty() throws { #expect(try CycleTable(parsing: "").rows.isEmpty) }
}
