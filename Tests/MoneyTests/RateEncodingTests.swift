import Primitives
import Testing
import Vault

@testable import Money

@Suite("Rates in the journal and the snapshot")
struct RateEncodingTests {
    static func changes() throws -> [MoneyChange] {
        [
            .putRates([
                try RateTests.step(.eur, .usd, "2026-03-01", "1.0812"),
                try RateTests.step(.usd, .inr, "2026-02-27", "84.35"),
                try RateTests.step(.usd, .inr, "2026-03-02", nil),
            ])
        ]
    }

    @Test("rates come back as they were, in their order")
    func roundTrip() throws {
        let bytes = try MoneyTracker.encode(try Self.changes()[...])
        #expect(try MoneyTracker.decode(bytes[...], schema: 1) == Self.changes())
    }

    /// Frozen when rates were added to schema 1: if this fails, journals already on disk no longer open.
    @Test("the vector decodes, and encodes to the same bytes")
    func frozenVector() throws {
        let frozen = try Vectors.bytes("money-rates-v1.hex")
        #expect(try MoneyTracker.decode(frozen[...], schema: 1) == Self.changes())
        #expect(try MoneyTracker.encode(try Self.changes()[...]) == frozen)
    }

    @Test("damaged bytes are refused or read, and never trap", arguments: 0..<4 as Range<UInt64>)
    func damaged(_ seed: UInt64) throws {
        let bytes = try MoneyTracker.encode(try Self.changes()[...])
        var generator = SeededGenerator(seed: seed)
        var refused = 0
        for _ in 0..<500 {
            var mutated = bytes
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            mutated[place] = UInt8.random(in: 0...255, using: &generator)
            do {
                var book = MoneyBook()
                try book.apply(MoneyTracker.decode(mutated[...], schema: 1), batchStart: 1, at: Timestamp(seconds: 0))
            } catch {
                refused += 1
            }
        }
        #expect(refused > 50, "seed \(seed)")
    }

    @Test("rates that do not rise by pair and day are not folded")
    func order() throws {
        let step = try RateTests.step(.usd, .inr, "2026-03-01", "80")
        var book = MoneyBook()
        #expect(throws: TrackerError.outOfOrder) {
            try book.apply([.putRates([step, step])], batchStart: 1, at: Timestamp(seconds: 0))
        }
        #expect(book.rateCount == 0)
    }

    @Test("a field of a newer version is refused as such, and columns of different lengths are malformed")
    func newer() {
        // Rates (field 15) whose only field is 127; then a pair without a day.
        let field: [UInt8] = [0x0A, 0x05, 0x7A, 0x03, 0xF8, 0x07, 0x01]
        #expect(throws: TrackerError.unknownSchema(1)) { try MoneyTracker.decode(field[...], schema: 1) }
        let short: [UInt8] = [0x0A, 0x08, 0x7A, 0x06, 0x12, 0x01, 0x00, 0x1A, 0x01, 0x01]
        #expect(throws: TrackerError.malformed(field: 4)) { try MoneyTracker.decode(short[...], schema: 1) }
    }

    @Test("a snapshot brings rates back, and what undo remembers of them")
    func snapshot() throws {
        var test = TestBook()
        try test.run { try $0.putRates([RateTests.step(.usd, .inr, "2026-03-01", "80")]) }
        try test.run {
            try $0.putRates([
                RateTests.step(.usd, .inr, "2026-03-01", nil), RateTests.step(.jpy, .inr, "2026-03-02", "0.56"),
            ])
        }
        var restored = test
        restored.book = try MoneyTracker.restore(MoneyTracker.snapshot(of: test.book, now: test.time))
        #expect(restored.book.allRates == test.book.allRates)
        try restored.undo(test.nextBatch - 1)
        #expect(restored.book.allRates.map(\.rate.text) == ["80"])
    }
}
