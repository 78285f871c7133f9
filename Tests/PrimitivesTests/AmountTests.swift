import Primitives
import TestSupport
import Testing

@Suite("Amounts")
struct AmountTests {
    @Test(
        "a decimal is read exactly, in the currency's own decimals",
        arguments: [
            ("0", "INR", 0), ("0.01", "INR", 1), ("-1234.50", "INR", -123_450), ("+7", "INR", 700),
            ("\u{2212}7.5", "USD", -750), ("12", "JPY", 12), ("1.234", "KWD", 1234), ("0.0001", "CLF", 1),
            ("92233720368547758.07", "EUR", .max), ("-92233720368547758.08", "EUR", .min),
            ("0.1", "EUR", 10), ("0.29", "EUR", 29), ("1.10", "EUR", 110), ("0000012.30", "EUR", 1230),
        ] as [(String, String, Int64)]
    )
    func reads(_ text: String, _ code: String, _ minorUnits: Int64) throws {
        let currency = try #require(Currency(code: code))
        #expect(try Amount(decimal: text, currency: currency).minorUnits == minorUnits)
    }

    @Test(
        "what is no decimal is refused with the reason",
        arguments: [
            ("", "INR", AmountError.notADecimal), ("-", "INR", .notADecimal), (".", "INR", .notADecimal),
            (".5", "INR", .notADecimal), ("5.", "INR", .notADecimal), ("1,000", "INR", .notADecimal),
            ("1e3", "INR", .notADecimal), ("--1", "INR", .notADecimal), ("1.2.3", "EUR", .notADecimal),
            (" 1", "INR", .notADecimal), ("1 ", "INR", .notADecimal), ("१२", "INR", .notADecimal),
            ("0x10", "INR", .notADecimal), ("NaN", "INR", .notADecimal), ("1.001", "INR", .tooManyDecimals(2)),
            ("1.0", "JPY", .tooManyDecimals(0)), ("1.00000", "CLF", .tooManyDecimals(4)),
            ("92233720368547758.08", "EUR", .overflow), ("-92233720368547758.09", "EUR", .overflow),
            ("92233720368547759", "EUR", .overflow), ("99999999999999999999999999", "JPY", .overflow),
        ]
    )
    func refused(_ text: String, _ code: String, _ error: AmountError) throws {
        let currency = try #require(Currency(code: code))
        #expect(throws: error) { _ = try Amount(decimal: text, currency: currency) }
    }

    @Test("text and amount are inverse, for every number of decimals")
    func inverse() throws {
        var generator = SeededGenerator.printingSeed("amounts")
        let currencies = [Currency.jpy, .inr, try #require(Currency(code: "KWD")), try #require(Currency(code: "UYW"))]
        for round in 0..<4000 {
            let bits = UInt64.random(in: 0...63, using: &generator)
            let minorUnits = Int64(bitPattern: generator.next()) >> Int64(bits)
            let amount = Amount(minorUnits: minorUnits, currency: currencies[round % 4])
            #expect(try Amount(decimal: amount.decimal, currency: amount.currency) == amount)
        }
        for minorUnits in [Int64.min, .min + 1, -1, 0, 1, 99, 100, .max] {
            let amount = Amount(minorUnits: minorUnits, currency: .inr)
            #expect(try Amount(decimal: amount.decimal, currency: .inr) == amount)
        }
    }

    @Test("the text of small and negative amounts has its zeros")
    func text() {
        #expect(Amount(minorUnits: 5, currency: .inr).decimal == "0.05")
        #expect(Amount(minorUnits: -50, currency: .inr).decimal == "-0.50")
        #expect(Amount(minorUnits: -50, currency: .jpy).decimal == "-50")
        #expect(Amount.decimal(minorUnits: .min, decimals: 2) == "-92233720368547758.08")
    }

    @Test("sums and signs that leave Int64, and sums of two currencies, are refused")
    func arithmetic() throws {
        let most = Amount(minorUnits: .max, currency: .inr)
        let one = Amount(minorUnits: 1, currency: .inr)
        #expect(throws: AmountError.overflow) { _ = try most.adding(one) }
        #expect(throws: AmountError.overflow) { _ = try Amount(minorUnits: .min, currency: .inr).adding(one.negated()) }
        #expect(throws: AmountError.overflow) { _ = try Amount(minorUnits: .min, currency: .inr).negated() }
        #expect(throws: AmountError.differentCurrencies) {
            _ = try one.adding(Amount(minorUnits: 1, currency: .usd))
        }
        #expect(try most.adding(one.negated()).minorUnits == .max - 1)
    }
}

@Suite("Currencies")
struct CurrencyTests {
    @Test("each listed currency has one code, one packed form, and the decimals of ISO 4217")
    func list() throws {
        #expect(Currency.all.count >= 160)
        #expect(Set(Currency.all.map(\.code)).count == Currency.all.count)
        #expect(Currency.all.map(\.code) == Currency.all.map(\.code).sorted())
        for currency in Currency.all {
            #expect(currency.code.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
            #expect(Currency(code: currency.code.lowercased()) == currency)
            #expect(Currency(packed: currency.packed) == currency)
            var power: Int64 = 1
            for _ in 0..<currency.decimals { power *= 10 }
            #expect(currency.minorUnitsPerMajor == power)
        }
        let decimals = ["INR": 2, "JPY": 0, "KRW": 0, "KWD": 3, "BHD": 3, "TND": 3, "CLF": 4, "ISK": 0, "CHF": 2]
        for (code, count) in decimals { #expect(Currency(code: code)?.decimals == count) }
    }

    @Test("what is not listed is no currency", arguments: ["", "IN", "INRR", "XXX", "ABC", "₹", "I R", "12N", "inı"])
    func refused(_ code: String) { #expect(Currency(code: code) == nil) }

    @Test("a packed form that is not listed is no currency", arguments: [0, 1, .max, 0x0069_6E72] as [UInt32])
    func refusedPacked(_ packed: UInt32) { #expect(Currency(packed: packed) == nil) }
}
