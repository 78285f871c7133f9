import Foundation
import TestSupport
import Testing

@testable import Aggregates

@Suite("Discrete Laplace noise")
struct DiscreteLaplaceTests {
    private static let count = 100_000

    private func samples(_ noise: DiscreteLaplace, count: Int = Self.count, seed: UInt64 = 2026) -> [Int64] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in noise.sample(using: &generator) }
    }

    /// Frozen with docs/spec/aggregates.md §1: whoever checks our noise gets the same.
    @Test("the example's draws")
    func frozenVectors() {
        #expect(samples(DiscreteLaplace(scale: 5), count: 12, seed: 1) == Vectors.scale5)
        #expect(samples(DiscreteLaplace(scale: 1000), count: 6, seed: 1) == Vectors.scale1000)
        #expect(samples(DiscreteLaplace(scale: 3, over: 2), count: 12, seed: 1) == Vectors.scale3over2)
    }

    @Test(
        "100,000 draws follow the law, but for once in 10⁹ such tests",
        arguments: [(1, 1), (5, 1), (10, 1), (100, 1), (1000, 1), (3, 2), (2, 7)] as [(UInt64, UInt64)]
    )
    func follows(_ numerator: UInt64, _ denominator: UInt64) {
        let noise = DiscreteLaplace(scale: numerator, over: denominator)
        #expect(Laplace.distance(of: samples(noise), from: noise) < Laplace.chance(Self.count))
    }

    @Test("the same test refuses half the noise, twice it, and a 0 that comes twice as often")
    func refusesOthers() {
        let promised = DiscreteLaplace(scale: 5)
        for wrong in [DiscreteLaplace(scale: 5, over: 2), DiscreteLaplace(scale: 10)] {
            #expect(Laplace.distance(of: samples(wrong), from: promised) > 3 * Laplace.chance(Self.count))
        }
        var generator = SeededGenerator(seed: 7)
        let twice = (0..<Self.count).map { _ -> Int64 in
            let drawn = promised.sample(using: &generator)
            return drawn == 0 || drawn == 1 ? 0 : drawn
        }
        #expect(Laplace.distance(of: twice, from: promised) > 3 * Laplace.chance(Self.count))
    }

    @Test("two neighbours' results are within e^ε of each other; with ε doubled they are not", arguments: [1, 50])
    func neighbours(_ sensitivity: Int64) {
        let epsilon = Epsilon(thousandths: 500)
        let promised = DiscreteLaplace(sensitivity: UInt64(sensitivity), epsilon: epsilon)
        let wrong = DiscreteLaplace(sensitivity: UInt64(sensitivity), epsilon: epsilon + epsilon)
        // Each share may be off by chance, the second one e^ε times.
        let slack = (1 + exp(0.5)) * Laplace.chance(Self.count)
        func excess(_ noise: DiscreteLaplace) -> Double {
            let without = samples(noise, seed: 11).map { $0 + 400 }
            let with = samples(noise, seed: 12).map { $0 + 400 + sensitivity }
            return max(
                Laplace.excess(with, over: without, epsilon: 0.5),
                Laplace.excess(without, over: with, epsilon: 0.5)
            )
        }
        #expect(excess(promised) < slack)
        #expect(excess(wrong) > 3 * slack)
    }

    @Test("a sample of few is refused no less than one of many: what chance allows grows")
    func chance() {
        #expect(Laplace.chance(100) > Laplace.chance(100_000))
        #expect(abs(Laplace.chance(100_000) - 0.01035) < 0.00001)
    }

    @Test("numbers below a bound are all there and none other", arguments: [1, 2, 3, 7, 1000, 1 << 40] as [UInt64])
    func below(_ bound: UInt64) {
        var generator = SeededGenerator(seed: 3)
        let drawn = (0..<5000).map { _ in ExactDraw.below(bound, using: &generator) }
        #expect(drawn.allSatisfy { $0 < bound })
        if bound <= 7 { #expect(Set(drawn) == Set(0..<bound)) }
    }

    @Test(
        "a coin falls with the odds e^−γ",
        arguments: [(0, 1), (1, 4), (1, 2), (9, 10), (1, 1)] as [(UInt64, UInt64)]
    )
    func coin(_ numerator: UInt64, _ denominator: UInt64) {
        var generator = SeededGenerator(seed: 5)
        var heads = 0
        for _ in 0..<Self.count where ExactDraw.exponential(numerator, of: denominator, using: &generator) {
            heads += 1
        }
        let odds = exp(-Double(numerator) / Double(denominator))
        #expect(abs(Double(heads) / Double(Self.count) - odds) < Laplace.chance(Self.count))
    }
}

private enum Vectors {
    static let scale5: [Int64] = [-1, -3, -2, -8, -9, -3, -1, -1, -2, -2, -3, -2]
    static let scale1000: [Int64] = [-1267, -1448, 973, -1295, 23, -1280]
    static let scale3over2: [Int64] = [0, 1, 5, 0, -1, 0, 0, 1, 6, -2, -1, -2]
}
