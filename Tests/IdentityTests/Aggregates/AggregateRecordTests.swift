import Aggregates
import KeyService
import Primitives
import TestSupport
import Testing

@testable import Identity

/// Frozen with docs/spec/aggregates.md §8.
@Suite("Records of figures over all")
struct AggregateRecordTests {
    private let week = AggregateWeek(number: 2965)

    @Test("the ledger's vector")
    func ledger() throws {
        let ledger = try #require(
            BudgetLedger(entries: [
                .init(week: week, spent: Epsilon(thousandths: 500)),
                .init(week: week.next, spent: Epsilon(thousandths: 500)),
            ])
        )
        let bytes = BudgetLedgerRecord(ledger).encode()
        #expect(Hex.encode(bytes) == Vectors.ledger)
        #expect(try BudgetLedgerRecord(decoding: bytes).ledger == ledger)
    }

    @Test("a week's vector: what is left out has no value at all")
    func release() throws {
        let release = WeeklyRelease(
            week: week,
            figures: [
                .init(.activeAccounts, epsilon: Epsilon(thousandths: 200), value: 97),
                .init(.diaryAccounts, epsilon: Epsilon(thousandths: 100), value: nil),
            ]
        )
        let bytes = ReleaseRecord(release).encode()
        #expect(Hex.encode(bytes) == Vectors.release)
        #expect(try ReleaseRecord(decoding: bytes).release == release)
    }

    @Test("a contribution's vector, and what is no contribution")
    func contribution() throws {
        let counts = try #require(WeeklyContribution(counts: [1, 1, 0, 12, 0]))
        let bytes = ContributionRecord(counts, in: week).encode()
        #expect(Hex.encode(bytes) == Vectors.contribution)
        #expect(try ContributionRecord(decoding: bytes).contribution == counts)
        var many = bytes
        many[many.count - 2] = 51
        #expect(throws: RecordDecodingError.value(2)) { _ = try ContributionRecord(decoding: many) }
        #expect(throws: RecordDecodingError.self) { _ = try ContributionRecord(decoding: Array(bytes.dropLast())) }
    }

    @Test("a ledger whose weeks do not ascend, and a key of another length, are refused")
    func damaged() throws {
        let ledger = try #require(BudgetLedger(entries: [.init(week: week, spent: .one)]))
        let bytes = BudgetLedgerRecord(ledger).encode()
        #expect(throws: RecordDecodingError.value(1)) { _ = try BudgetLedgerRecord(decoding: bytes + bytes) }
        let open = OpenWeekRecord(week).encode()
        #expect(throws: RecordDecodingError.self) { _ = try OpenWeekRecord(decoding: Array(open.dropLast())) }
        #expect(try OpenWeekRecord(decoding: open).week == week)
    }
}

private enum Vectors {
    static let ledger =
        "00010000001400010000000400000b95000200000004000001f40001000000140001000000040000"
        + "0b96000200000004000001f4"
    static let release =
        "00010000000400000b9500020000001f00010000000101000200000004000000c800030000000800"
        + "000000000000610002000000110001000000010300020000000400000064"
    static let contribution = "00010000000400000b950002000000050101000c00"
}
