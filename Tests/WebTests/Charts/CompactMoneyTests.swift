import Primitives
import Testing

@testable import Web

@Suite("Amounts on an axis")
struct CompactMoneyTests {
    @Test(
        "lakh and crore where digits are grouped so",
        arguments: [
            (0, "0"), (1, "₹0.01"), (50, "₹0.5"), (99_900, "₹999"), (8_000_000, "₹80k"), (100_000, "₹1k"),
            (80_000_000, "₹8 L"), (85_000_000, "₹8.5 L"), (1_200_000_000, "₹1.2 Cr"), (-5_000_000, "\u{2212}₹50k"),
            (500_000_000_000_000, "₹5 L Cr"), (1_234_500, "₹12.35k"), (.max, "₹92,233.72 L Cr"),
            (.min, "\u{2212}₹92,233.72 L Cr"),
        ] as [(Int64, String)]
    )
    func indian(_ minorUnits: Int64, _ text: String) {
        #expect(CompactMoney.text(minorUnits, .inr, grouping: .indian, .english) == text)
    }

    @Test(
        "thousands, millions and billions elsewhere",
        arguments: [
            (100_000, "$1k"), (80_000_000, "$800k"), (120_000_000, "$1.2M"), (-250_000_000_000, "\u{2212}$2.5B"),
            (300_000_000_000_000, "$3T"), (25, "$0.25"),
        ] as [(Int64, String)]
    )
    func western(_ minorUnits: Int64, _ text: String) {
        #expect(CompactMoney.text(minorUnits, .usd, grouping: .western, .english) == text)
    }

    @Test("currencies without decimals, with three, and without a sign of their own")
    func otherCurrencies() throws {
        #expect(CompactMoney.text(20_000, .jpy, grouping: .western, .english) == "¥20k")
        let dinar = try #require(Currency(code: "KWD"))
        #expect(CompactMoney.text(5, dinar, grouping: .western, .english) == "KWD\u{A0}0.005")
        #expect(CompactMoney.text(1_500_000, dinar, grouping: .western, .english) == "KWD\u{A0}1.5k")
    }
}
