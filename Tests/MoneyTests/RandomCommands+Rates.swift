import Primitives
import Vault

@testable import Money

extension RandomCommands {
    /// Sets and removes some rates at once.
    mutating func drawRates() throws {
        var steps: [RateStep] = []
        for _ in 0..<Int.random(in: 1..<6, using: &generator) {
            let currencies: [Currency] = [.inr, .usd, .jpy, .eur].shuffled(using: &generator)
            guard let pair = RatePair(from: currencies[0], to: currencies[1]) else { continue }
            let day = CalendarDay(daysSinceEpoch: 20_000 + Int32.random(in: 0..<400, using: &generator))
            steps.append(RateStep(RateID(pair, day), rate()))
        }
        if let known = pick(test.book.allRates), Bool.random(using: &generator) {
            steps.append(RateStep(known.id, Bool.random(using: &generator) ? rate() : nil))
        }
        try test.run { [steps] in try $0.putRates(steps) }
    }

    private mutating func rate() -> Rate? {
        Rate(
            mantissa: Int64.random(in: 1...20_000, using: &generator),
            decimals: Int.random(in: 0...4, using: &generator)
        )
    }
}
