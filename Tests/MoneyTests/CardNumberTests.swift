import Testing

@testable import Money

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
}
