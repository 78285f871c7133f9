import Foundation
import Primitives
import TestSupport
import Testing

@testable import Aggregates

@Suite("A week's figures")
struct WeeklyReleaseTests {
    private let week = AggregateWeek(number: 2965)

    private func sums(of accounts: Int, openings: Int = 3) -> FigureSums {
        var sums = FigureSums()
        var one = WeeklyContribution()
        for _ in 0..<openings { _ = one.note(.moneyTracking) }
        for _ in 0..<accounts { sums.add(one) }
        return sums
    }

    private func release(_ sums: FigureSums, seed: UInt64) throws -> WeeklyRelease {
        var generator = SeededGenerator(seed: seed)
        var ledger = BudgetLedger()
        return try .make(sums, of: week, paying: &ledger, using: &generator)
    }

    @Test("what an account adds is bounded, whatever it does")
    func bounded() throws {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<200 {
            var one = WeeklyContribution()
            for _ in 0..<Int.random(in: 0...400, using: &generator) {
                _ = one.note(Purpose.allCases.randomElement(using: &generator) ?? .export)
            }
            for (figure, count) in zip(AggregateFigure.allCases, one.counts) {
                #expect(count <= figure.maximumPerAccount)
            }
            #expect(WeeklyContribution(counts: one.counts) == one)
        }
    }

    @Test("once everything is at its most, nothing changes any more")
    func saturated() {
        var one = WeeklyContribution()
        for purpose in Purpose.allCases { for _ in 0..<60 { _ = one.note(purpose) } }
        #expect(one.counts == AggregateFigure.allCases.map(\.maximumPerAccount))
        for purpose in Purpose.allCases {
            let isChanged = one.note(purpose)
            #expect(!isChanged)
        }
    }

    @Test("what others do with a vault, and key work, counts for nobody")
    func others() {
        for purpose in [Purpose.keyMaintenance, .supportAccess, .aggregates] {
            var one = WeeklyContribution()
            let isChanged = one.note(purpose)
            #expect(!isChanged)
            #expect(one == WeeklyContribution())
        }
    }

    @Test("more than an account may add, and another number of figures, is no contribution")
    func shape() {
        #expect(WeeklyContribution(counts: [1, 1, 1, 51, 5]) == nil)
        #expect(WeeklyContribution(counts: [2, 1, 1, 50, 5]) == nil)
        #expect(WeeklyContribution(counts: [1, 1, 1, 50]) == nil)
        #expect(WeeklyContribution(counts: []) == nil)
    }

    @Test("one account moves each figure by its sensitivity at most")
    func sensitivity() {
        var most = WeeklyContribution()
        for purpose in Purpose.allCases { for _ in 0..<100 { _ = most.note(purpose) } }
        var with = sums(of: 300)
        let without = with
        with.add(most)
        for figure in AggregateFigure.allCases {
            #expect(with[figure] - without[figure] <= Int64(figure.maximumPerAccount))
            let noise = figure.noise
            // Δ/ε, in whole numbers.
            #expect(
                noise.numerator * UInt64(figure.epsilon.thousandths)
                    == UInt64(figure.maximumPerAccount) * 1000 * noise.denominator
            )
        }
        #expect(AggregateFigure.epsilonPerWeek == Epsilon(thousandths: 500))
    }

    @Test("a group of at most 19 is shown less than once in a thousand times, by the law itself")
    func shownFrom() {
        for figure in AggregateFigure.allCases {
            let noise = figure.group.noise
            let shown = 1 - Laplace.atMost(figure.shownFrom - 19 - 1, scale: noise)
            let oneLower = 1 - Laplace.atMost(figure.shownFrom - 19 - 2, scale: noise)
            #expect(shown <= 0.001)
            #expect(oneLower > 0.001)
        }
    }

    @Test(
        "groups below 20 are left out, large ones are shown near what they are",
        arguments: 1...20 as ClosedRange<UInt64>
    )
    func smallAndLarge(_ seed: UInt64) throws {
        let small = try release(sums(of: 10), seed: seed)
        #expect(small.figures.allSatisfy { $0.value == nil })
        #expect(small.epsilon == AggregateFigure.epsilonPerWeek)
        let large = try release(sums(of: 5000), seed: seed)
        for figure in large.figures where figure.figure != .diaryAccounts && figure.figure != .imports {
            let value = try #require(figure.value)
            let scale = Int64(figure.figure.noise.numerator)
            #expect(abs(value - sums(of: 5000)[figure.figure]) <= 25 * scale)
        }
        #expect(large.figures.first { $0.figure == .diaryAccounts }?.value == nil)
    }

    @Test("a week that the budget does not reach for draws no noise")
    func refused() throws {
        var generator = SeededGenerator(seed: 9)
        var untouched = generator
        var ledger = BudgetLedger()
        try ledger.spend(BudgetLedger.budget, on: BudgetLedger.periodStart(of: week))
        #expect(throws: BudgetRefusal.spent) {
            _ = try WeeklyRelease.make(sums(of: 5000), of: week, paying: &ledger, using: &generator)
        }
        let (after, before) = (generator.next(), untouched.next())
        #expect(after == before)
    }

    @Test("whole releases of two neighbours are within e^ε, also in what is left out; with half the noise they are not")
    func neighbours() throws {
        // The event: the week's first figure is shown. It rests on the noisy count alone.
        let count = 100_000
        let figure = AggregateFigure.activeAccounts
        func shares(_ accounts: Int64, _ noise: DiscreteLaplace, seed: UInt64) -> Double {
            var generator = SeededGenerator(seed: seed)
            var shown = 0
            for _ in 0..<count where accounts + noise.sample(using: &generator) >= figure.shownFrom { shown += 1 }
            return Double(shown) / Double(count)
        }
        let slack = (1 + exp(0.2)) * Laplace.chance(count)
        func excess(_ noise: DiscreteLaplace) -> Double {
            shares(51, noise, seed: 21) - exp(0.2) * shares(50, noise, seed: 22)
        }
        #expect(excess(figure.noise) < slack)
        #expect(excess(DiscreteLaplace(scale: 1)) > 3 * slack)
    }
}
