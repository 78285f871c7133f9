import Primitives
import Testing

@Suite("Digit grouping")
struct DigitGroupingTests {
    @Test(
        "digits are grouped for reading, each way with its own marks",
        arguments: [
            ("0", "0", "0", "0"),
            ("999", "999", "999", "999"),
            ("1000", "1,000", "1,000", "1.000"),
            ("99999", "99,999", "99,999", "99.999"),
            ("100000", "1,00,000", "100,000", "100.000"),
            ("1234567", "12,34,567", "1,234,567", "1.234.567"),
            ("12345678", "1,23,45,678", "12,345,678", "12.345.678"),
            ("-1234567.50", "\u{2212}12,34,567.50", "\u{2212}1,234,567.50", "\u{2212}1.234.567,50"),
            ("1000.123456", "1,000.123456", "1,000.123456", "1.000,123456"),
            ("-0.05", "\u{2212}0.05", "\u{2212}0.05", "\u{2212}0,05"),
            (
                "92233720368547758.07", "92,23,37,20,36,85,47,758.07", "92,233,720,368,547,758.07",
                "92.233.720.368.547.758,07"
            ),
        ]
    )
    func grouped(plain: String, indian: String, western: String, continental: String) {
        #expect(DigitGrouping.indian.grouped(plain) == indian)
        #expect(DigitGrouping.western.grouped(plain) == western)
        #expect(DigitGrouping.continental.grouped(plain) == continental)
    }

    @Test("names lead back to what they name, and nothing else does")
    func names() {
        for grouping in DigitGrouping.allCases { #expect(DigitGrouping(name: grouping.name) == grouping) }
        #expect(DigitGrouping(name: "") == nil && DigitGrouping(name: "Indian") == nil)
    }
}
