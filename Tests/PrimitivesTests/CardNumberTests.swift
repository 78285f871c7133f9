import Primitives
import TestSupport
import Testing

@Suite("Card numbers")
struct CardNumberTests {
    @Test(
        "a card number is found however it is written, also beside other numbers",
        arguments: [
            ("4111111111111111", "••••••••••••1111"), ("4111-1111-1111-1111", "••••-••••-••••-1111"),
            ("card 4111 1111 1111 1111 paid", "card •••• •••• •••• 1111 paid"),
            ("coffee 120 4111 1111 1111 1111", "coffee 120 •••• •••• •••• 1111"),
            ("4111 1111 1111 1111 120", "•••• •••• •••• 1111 120"),
            ("120 378282246310005 9", "120 •••••••••••0005 9"), ("12 3782 822463 10005", "12 •••• •••••• •0005"),
            ("5555555555554444 4111111111111111", "••••••••••••4444 ••••••••••••1111"),
            ("7 62000 0000 0000 00005", nil), ("4111 1111 1111 1112", nil), ("120 4111 1111 1111 1112", nil),
            ("2026-11-20 120 4500 1234", nil), ("412345678901", nil), ("", nil),
        ]
    )
    func masked(_ text: String, _ masked: String?) {
        #expect(CardNumber.masked(text) == masked)
        #expect(CardNumber.numbers(in: Array(text.utf8).span).isEmpty == (masked == nil))
    }

    @Test(
        "and in every script, behind every gap that people write",
        arguments: [
            ("４１１１ １１１１ １１１１ １１１１", "•••• •••• •••• １１１１"),
            ("४१११११११११११११११", "••••••••••••११११"), ("٤١١١-١١١١-١١١١-١١١١", "••••-••••-••••-١١١١"),
            ("۴۱۱۱ ۱۱۱۱ ۱۱۱۱ ۱۱۱۱", "•••• •••• •••• ۱۱۱۱"), ("௪௧௧௧௧௧௧௧௧௧௧௧௧௧௧௧", "••••••••••••௧௧௧௧"),
            ("𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏", "••••••••••••𝟏𝟏𝟏𝟏"), ("४१११ 1111 １１１１ ١١١١", "•••• •••• •••• ١١١١"),
            ("4111\u{A0}1111\u{202F}1111\u{2009}1111", "••••\u{A0}••••\u{202F}••••\u{2009}1111"),
            ("4111–1111—1111‑1111", "••••–••••—••••‑1111"), ("4111.1111.1111.1111", "••••.••••.••••.1111"),
            ("4111 - 1111 - 1111 - 1111", "•••• - •••• - •••• - 1111"),
            ("4111  1111  1111  1111", "••••  ••••  ••••  1111"),
            ("3782/822463/10005", "••••/••••••/•0005"), ("4111\n1111\n1111\n1111", "••••\n••••\n••••\n1111"),
            ("4\u{200B}1111111\u{200B}11111111", "••••••••••••1111"),
            ("आज ४१११ ११११ ११११ ११११ दिए", "आज •••• •••• •••• ११११ दिए"),
            ("12.06.2026 4111.1111.1111.1111 x", "12.06.2026 ••••.••••.••••.1111 x"),
            ("४१११११११११११११११२", nil), ("2026.11.20 14.30.15 4500.1234", nil), ("192.168.100.200", nil),
        ]
    )
    func written(_ text: String, _ masked: String?) {
        #expect(CardNumber.masked(text) == masked)
        #expect(CardNumber.isIn(text) == (masked != nil))
        #expect(CardNumber.numbers(in: Array(text.utf8).span).isEmpty == (masked == nil))
    }

    @Test("what was masked holds none, whatever the bytes around it")
    func everyText() {
        var generator = SeededGenerator.printingSeed("card numbers")
        let pieces = ["4111", "1111", "४", "१", " ", "-", ".", "\u{200B}", "é", "🙂", "0", "x", "5555555555554444", "–"]
        for _ in 0..<4000 {
            let text = (0..<Int.random(in: 0...12, using: &generator))
                .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }.joined()
            let masked = CardNumber.masked(text)
            #expect((masked == nil) == !CardNumber.isIn(text))
            if let masked { #expect(!CardNumber.isIn(masked), "\(text)") }
        }
    }
}
