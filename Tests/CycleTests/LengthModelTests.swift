import Primitives
import Testing

@testable import Cycle

@Suite("Model of lengths")
struct LengthModelTests {
    private func posterior(_ lengths: [Int], prior: LengthPrior = .usual) -> LengthPosterior {
        LengthPosterior(lengths.compactMap { ObservedLength($0) }, prior: prior)
    }

    private func width(_ distribution: OffsetDistribution) -> Int { distribution.interval(0.8).count - 1 }

    @Test("without any cycle it says what is known of everybody")
    func prior() {
        let next = posterior([]).nextLength
        #expect((28...30).contains(next.median))
        #expect((8...14).contains(width(next)))
    }

    @Test("a person's own lengths outweigh everybody's", arguments: [22, 25, 33, 38])
    func own(_ length: Int) {
        let next = posterior([length, length + 1, length - 1, length, length, length + 1]).nextLength
        #expect(abs(next.median - length) <= 1)
        #expect(next.interval(0.8).contains(length))
    }

    @Test("irregular lengths give wide intervals, regular ones narrow")
    func widths() {
        let regular = posterior([28, 28, 29, 28, 28, 29, 28, 28]).nextLength
        let irregular = posterior([24, 35, 28, 41, 26, 33, 38, 27]).nextLength
        #expect(width(regular) <= 4)
        #expect(width(irregular) >= 3 * width(regular))
    }

    @Test("more cycles of the same kind narrow the interval")
    func narrowing() {
        let kind = [27, 29, 30, 28, 31, 27]
        #expect(width(posterior(kind + kind + kind).nextLength) <= width(posterior(kind).nextLength))
        #expect(width(posterior(kind).nextLength) < width(posterior([28]).nextLength))
    }

    @Test("a cycle twice as long hardly moves the prediction")
    func forgotten() {
        let with = posterior([28, 29, 28, 57, 28, 29]).nextLength
        let without = posterior([28, 29, 28, 28, 29]).nextLength
        #expect(with.median == without.median)
        #expect(width(with) - width(without) <= 1)
    }

    @Test("two periods forgotten in a row hardly move it")
    func forgottenTwo() { #expect((28...29).contains(posterior([28, 29, 86, 28, 29]).nextLength.median)) }

    @Test("who always has long cycles is believed", arguments: [45, 56, 70])
    func alwaysLong(_ length: Int) {
        let posterior = posterior([length, length + 3, length - 4, length + 1, length - 2, length + 2])
        #expect(abs(posterior.nextLength.median - length) <= 4)
        #expect(ObservedLength(length).map { posterior.chanceOfMore(in: $0) < 0.5 } == true)
    }

    @Test("what is forgotten is told from what is long")
    func chances() throws {
        let posterior = posterior([28, 29, 28, 57, 28, 29])
        #expect(posterior.chanceOfMore(in: try #require(ObservedLength(57))) > 0.95)
        #expect(posterior.chanceOfMore(in: try #require(ObservedLength(30))) < 0.01)
        #expect(posterior.chanceOfMore(in: try #require(ObservedLength(36))) < 0.5)
    }

    @Test("her answer is taken: whole is one cycle, incomplete more than one")
    func answered() throws {
        let lengths = [28, 29, 28, 28, 29].compactMap { ObservedLength($0) }
        let unknown = LengthPosterior(lengths + [try #require(ObservedLength(57))])
        let whole = LengthPosterior(lengths + [try #require(ObservedLength(57, .whole))])
        #expect(width(whole.nextLength) > width(unknown.nextLength))
        #expect(whole.chanceOfMore(in: try #require(ObservedLength(57, .whole))) == 0)
        #expect(unknown.chanceOfMore(in: try #require(ObservedLength(57, .incomplete))) > 0.999)
    }

    @Test("the latest cycles count most, and those of years ago hardly")
    func recency() {
        let short = Array(repeating: 26, count: 60)
        let long = Array(repeating: 30, count: 60)
        #expect(posterior(short + long).nextLength.mean > posterior(long + short).nextLength.mean + 1)
        let fast = LengthPosterior((short + long.prefix(12)).compactMap { ObservedLength($0) }, halfLife: 4)
        #expect(fast.nextLength.median == 30)
    }

    @Test("the wide prior is wider")
    func widePrior() {
        #expect(width(posterior([30, 27, 33], prior: .wide).nextLength) > width(posterior([30, 27, 33]).nextLength))
    }

    @Test("lengths the model does not take are none", arguments: [0, 9, 181, -3])
    func bounds(_ length: Int) { #expect(ObservedLength(length) == nil) }

    @Test("the same lengths give the same numbers to the last bit")
    func deterministic() {
        let lengths = [31, 27, 29, 61, 28, 26, 33, 29]
        #expect(posterior(lengths).nextLength == posterior(lengths).nextLength)
    }

    @Test("any lengths give chances that are chances", arguments: 0..<12 as Range<UInt64>)
    func anyLengths(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let lengths = (0..<Int(1 + random.unit() * 20)).map { _ in 10 + Int(random.unit() * 171) }
        let next = posterior(lengths).nextLength
        #expect(abs(next.chances.reduce(0, +) - 1) < 1e-9)
        #expect(next.chances.allSatisfy { $0 >= 0 })
        #expect(next.interval(0.5).count <= next.interval(0.8).count)
        #expect(next.chance(through: next.interval(0.8).upperBound) >= 0.8)
    }
}
