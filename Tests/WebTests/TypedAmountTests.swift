import Money
import Primitives
import Testing

@testable import Web

@Suite("Typed amounts")
struct TypedAmountTests {
    @Test(
        "amounts are read with the marks of the person's own numbers",
        arguments: [
            ("1,240.50", DigitGrouping.western, 124_050), ("1,240", .western, 124_000), ("12,5", .western, 1250),
            ("₹ 1,20,000", .indian, 12_000_000), ("-3", .indian, -300), ("1.240,50", .continental, 124_050),
            ("1.240", .continental, 124_000), ("12.50", .continental, 1250), ("12,5", .continental, 1250),
            ("1.234.567", .continental, 123_456_700), ("1 240,50 INR", .continental, 124_050),
        ]
    )
    func read(text: String, grouping: DigitGrouping, minorUnits: Int64) throws {
        #expect(try TypedAmount.read(text, .inr, grouping).minorUnits == minorUnits)
    }

    @Test("what is typed back from a form is what was in it", arguments: DigitGrouping.allCases)
    func roundTrip(_ grouping: DigitGrouping) throws {
        for minorUnits in [0, 1, 99, 100, 1250, 124_000, 123_456_789, -1, -124_050] as [Int64] {
            let amount = Amount(minorUnits: minorUnits, currency: .inr)
            #expect(try TypedAmount.read(grouping.typed(amount.decimal), .inr, grouping) == amount)
            #expect(try TypedAmount.read(grouping.grouped(amount.decimal), .inr, grouping) == amount)
        }
    }

    @Test("nonsense is refused", arguments: ["", " ", "a", "1.2.3", "1,2,3.4.5", "12,345,6.7,8"])
    func refused(_ text: String) {
        #expect(throws: MoneyError.self) { try TypedAmount.read(text, .inr, .western) }
    }
}
