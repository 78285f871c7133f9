import Primitives
import Testing
import Vault

@testable import Money

@Suite("Rates between currencies")
struct RateTests {
    static func pair(_ from: Currency, _ to: Currency) throws -> RatePair {
        try #require(RatePair(from: from, to: to))
    }

    static func id(_ from: Currency, _ to: Currency, _ day: String) throws -> RateID {
        RateID(try pair(from, to), .test(day))
    }

    static func step(_ from: Currency, _ to: Currency, _ day: String, _ rate: String?) throws -> RateStep {
        RateStep(try id(from, to, day), try rate.map { try Rate(text: $0) })
    }

    @Test(
        "a rate is read and written exactly",
        arguments: [
            ("84.35", "84.35"), ("84.3500", "84.35"), (" 90 ", "90"), ("0.0118", "0.0118"), ("007.10", "7.1"),
            ("0.000000000001", "0.000000000001"), ("9223372036854775807", "9223372036854775807"), ("+1", "1"),
            ("1.0000000000000000", "1"),
        ]
    )
    func text(_ written: String, _ read: String) throws { #expect(try Rate(text: written).text == read) }

    @Test(
        "a rate that is none says why",
        arguments: [
            ("", MoneyError.missing(.rate)), ("  ", .missing(.rate)), ("0", .zero(.rate)), ("0.00", .zero(.rate)),
            ("-0", .zero(.rate)), ("-1.5", .negative(.rate)), ("abc", .invalid(.rate)), (".5", .invalid(.rate)),
            ("1,5", .invalid(.rate)), ("1.2.3", .invalid(.rate)), ("1e5", .invalid(.rate)),
            ("0.0000000000001", .tooManyDecimals(.rate, decimals: 12)), ("9223372036854775808", .overflow(.rate)),
        ]
    )
    func noRate(_ written: String, _ error: MoneyError) {
        #expect(throws: error) { try Rate(text: written) }
    }

    @Test("amounts are rounded half away from zero, and refused beyond Int64")
    func rounding() throws {
        func applied(_ minorUnits: Int64, _ rate: String, _ from: Currency, _ to: Currency) throws -> Int64? {
            RateRatio(try Rate(text: rate)).inMinorUnits(from: from, to: to).applied(to: minorUnits)
        }
        #expect(try applied(1000, "84.35", .usd, .inr) == 84_350)
        #expect(try applied(1, "0.5", .usd, .inr) == 1)
        #expect(try applied(-1, "0.5", .usd, .inr) == -1)
        #expect(try applied(1, "0.49", .usd, .inr) == 0)
        #expect(try applied(3, "0.5", .usd, .inr) == 2)
        #expect(try applied(1999, "1.5", .usd, .jpy) == 30)
        #expect(try applied(7, "0.006", .jpy, .usd) == 4)
        #expect(try applied(.max, "1", .usd, .inr) == .max)
        #expect(try applied(-.max, "1", .usd, .inr) == -.max)
        #expect(try applied(.max, "1.01", .usd, .inr) == nil)
        #expect(try applied(1, "9223372036854775807", .jpy, .usd) == nil)
    }

    /// Against sums in whole numbers, which cannot be off.
    @Test("a conversion is the nearest whole number of minor units", arguments: 0..<4 as Range<UInt64>)
    func nearest(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<400 {
            let amount = Int64.random(in: -1_000_000_000...1_000_000_000, using: &generator)
            let mantissa = Int64.random(in: 1...99_999_999, using: &generator)
            let decimals = Int.random(in: 0...8, using: &generator)
            let rate = try #require(Rate(mantissa: mantissa, decimals: decimals))
            let scale = (0..<decimals).reduce(1 as Int128) { power, _ in power * 10 }
            let forward = try #require(RateRatio(rate).applied(to: amount))
            #expect(abs(2 * (Int128(forward) * scale - Int128(amount) * Int128(mantissa))) <= scale)
            let back = try #require(RateRatio(rate).inverse.applied(to: amount))
            #expect(abs(2 * (Int128(back) * Int128(mantissa) - Int128(amount) * scale)) <= Int128(mantissa))
        }
    }

    @Test("the newest on or before a day counts, then the inverse, then a third currency, then the oldest")
    func lookUp() throws {
        var test = TestBook()
        try test.run {
            try $0.putRates([
                Self.step(.usd, .inr, "2026-03-01", "80"), Self.step(.usd, .inr, "2026-03-05", "82"),
                Self.step(.inr, .usd, "2026-02-01", "0.0125"), Self.step(.inr, .usd, "2026-03-03", "0.5"),
                Self.step(.eur, .usd, "2026-01-01", "1.25"), Self.step(.eur, .inr, "2026-01-10", "90"),
            ])
        }
        let table = test.book.rates
        let pair = try Self.pair(.usd, .inr)
        let ladder = try #require(table.ladder(pair, base: .inr))
        func worth(_ day: String) -> Int64? {
            ladder.ratios[ladder.place(on: CalendarDay.test(day).daysSinceEpoch)].applied(to: 100_000)
        }
        #expect(worth("2026-03-09") == 8_200_000)
        #expect(worth("2026-03-05") == 8_200_000)
        #expect(worth("2026-03-04") == 8_000_000)
        #expect(worth("2026-02-28") == 8_000_000)
        #expect(worth("2026-01-31") == 7_200_000)  // through EUR: 90 / 1.25
        #expect(worth("2020-01-01") == 7_200_000)
        let unknown = try Self.pair(.jpy, .inr)
        #expect(table.ladder(unknown, base: .inr) == nil)
        #expect(ladder.ratios[0].shown?.text == "72")
    }

    @Test("the base currency goes before other third ones")
    func through() throws {
        var test = TestBook()
        try test.run {
            try $0.putRates([
                Self.step(.eur, .usd, "2026-01-01", "2"), Self.step(.usd, .jpy, "2026-01-01", "100"),
                Self.step(.eur, .gbp, "2026-01-01", "1"), Self.step(.gbp, .jpy, "2026-01-01", "300"),
            ])
        }
        let pair = try Self.pair(.eur, .jpy)
        let dollars = try #require(test.book.rates.ladder(pair, base: .usd))
        let pounds = try #require(test.book.rates.ladder(pair, base: .inr))
        #expect(dollars.ratios.map { $0.applied(to: 1) } == [200])
        #expect(pounds.ratios.map { $0.applied(to: 1) } == [300])
    }

    @Test("rates are set, replaced and removed, and each is undone and redone")
    func undo() throws {
        var test = TestBook()
        let id = try Self.id(.usd, .inr, "2026-03-01")
        #expect(try test.run { try $0.putRates([Self.step(.usd, .inr, "2026-03-01", "80")]) } == 1)
        let made = test.nextBatch - 1
        let both = try [
            Self.step(.usd, .inr, "2026-03-01", "81"), Self.step(.usd, .inr, "2026-03-01", "82.50"),
            Self.step(.eur, .inr, "2026-03-01", "90"),
        ]
        #expect(try test.run { try $0.putRates(both) } == 2)
        #expect(test.book.rate(id)?.text == "82.5")
        #expect(test.book.rateCount == 2)
        #expect(throws: MoneyError.undoBlocked) { try test.undo(made) }
        try test.undo(test.nextBatch - 1)
        #expect(test.book.rate(id)?.text == "80")
        #expect(test.book.rateCount == 1)
        try test.run { try $0.putRates([RateStep(id, nil)]) }
        #expect(test.book.rateCount == 0)
        #expect(test.book.ratePairs.isEmpty)
        try test.undo(test.nextBatch - 1)
        #expect(test.book.rate(id)?.text == "80")
        let before = test.nextBatch
        #expect(try test.run { try $0.putRates([Self.step(.usd, .inr, "2026-03-01", "80.0")]) } == 0)
        #expect(test.book.undoableBatches(now: test.time).allSatisfy { $0.batchStart < before })
    }

    @Test("a rate that is not there is not removed, and a book has a limit")
    func refusals() throws {
        var test = TestBook()
        let id = try Self.id(.usd, .inr, "2026-03-01")
        #expect(throws: MoneyError.notFound(.rate)) { try test.run { try $0.putRates([RateStep(id, nil)]) } }
        #expect(RatePair(from: .usd, to: .usd) == nil)
        let pair = try Self.pair(.usd, .inr)
        let one = try Rate(text: "1")
        let many = (0...Int32(MoneyLimits.rates)).map {
            RateStep(RateID(pair, CalendarDay(daysSinceEpoch: $0)), one)
        }
        #expect(throws: MoneyError.tooMany(.rate, maximum: 200_000)) { try test.run { try $0.putRates(many) } }
        try test.run { try $0.putRates(Array(many.dropLast().reversed())) }
        #expect(test.book.rateCount == MoneyLimits.rates)
        try test.run { try $0.putRates([RateStep(many[0].id, nil), many[MoneyLimits.rates]]) }
        #expect(test.book.rateCount == MoneyLimits.rates)
    }

    @Test("a list of a pair begins with the newest")
    func listing() throws {
        var test = TestBook()
        try test.run {
            try $0.putRates([
                Self.step(.usd, .inr, "2026-03-01", "80"), Self.step(.usd, .inr, "2026-03-05", "82"),
                Self.step(.usd, .inr, "2026-03-03", "81"), Self.step(.eur, .inr, "2026-03-03", "90"),
            ])
        }
        let pair = try Self.pair(.usd, .inr)
        #expect(test.book.rates(of: pair, limit: 2).map(\.rate.text) == ["82", "81"])
        #expect(test.book.rates(of: pair, before: .test("2026-03-03"), limit: 2).map(\.rate.text) == ["80"])
        #expect(test.book.ratePairs.map(\.from) == [.eur, .usd])
    }
}
