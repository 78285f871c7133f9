import Primitives
import Testing

@testable import Cycle

@Suite("Distributions")
struct DistributionTests {
    private func distribution(_ weights: [Double], first: Int = 10) throws -> OffsetDistribution {
        try #require(OffsetDistribution(first: first, weights: weights))
    }

    @Test("chances add up to one")
    func whole() throws {
        let distribution = try distribution([1, 2, 5])
        #expect(distribution.chances == [0.125, 0.25, 0.625])
        #expect(distribution.chance(of: 12) == 0.625)
        #expect(distribution.chance(of: 9) == 0)
        #expect(distribution.chance(of: 13) == 0)
        #expect(distribution.chance(through: 9) == 0)
        #expect(distribution.chance(through: 11) == 0.375)
        #expect(distribution.chance(through: 99) == 1)
    }

    @Test("nothing has no distribution", arguments: [[], [0, 0]])
    func none(_ weights: [Double]) { #expect(OffsetDistribution(first: 1, weights: weights) == nil) }

    @Test("the median is the first day by which the chance is one half")
    func median() throws {
        #expect(try distribution([1, 1]).median == 10)
        #expect(try distribution([1, 2]).median == 11)
        #expect(try distribution([0, 0, 1]).median == 12)
        #expect(try distribution([1, 1, 1, 1, 6]).quantile(0.4) == 13)
    }

    @Test("the interval is the shortest run that holds the mass")
    func interval() throws {
        #expect(try distribution([1, 1, 6, 1, 1]).interval(0.6) == 12...12)
        #expect(try distribution([1, 1, 6, 2, 0]).interval(0.8) == 12...13)
        #expect(try distribution([5, 0, 0, 5]).interval(0.8) == 10...13)
        #expect(try distribution([1]).interval(0.8) == 10...10)
    }

    @Test("of two runs alike the likelier, then the earlier")
    func intervalTies() throws {
        #expect(try distribution([3, 3, 1, 3, 4]).interval(0.42) == 13...14)
        #expect(try distribution([3, 3, 1, 3, 3]).interval(0.4) == 10...11)
    }

    @Test("what is left after a day is scaled up")
    func after() throws {
        let left = try #require(try distribution([1, 2, 5]).after(10))
        #expect(left.first == 11)
        #expect(left.chances == [2.0 / 7, 5.0 / 7])
        #expect(try distribution([1, 2]).after(11) == nil)
        #expect(try distribution([1, 2]).after(3) == (try distribution([1, 2])))
    }

    @Test("CRPS of a certain forecast is the error in days", arguments: [7, 10, 12])
    func crpsCertain(_ actual: Int) throws {
        #expect(try distribution([1]).crps(actual: actual) == Double(abs(actual - 10)))
    }

    @Test("CRPS by hand, inside and outside")
    func crps() throws {
        // F is 0.5 on day 10 and 1 from day 11 on.
        #expect(try distribution([1, 1]).crps(actual: 10) == 0.25)
        #expect(try distribution([1, 1]).crps(actual: 11) == 0.25)
        #expect(try distribution([1, 1]).crps(actual: 13) == 2.25)
        #expect(try distribution([1, 1]).crps(actual: 8) == 2.25)
    }

    @Test("CRPS rewards what is sharp and right")
    func crpsOrder() throws {
        let sharp = try distribution([0, 1, 8, 1, 0])
        let blunt = try distribution([2, 2, 2, 2, 2])
        #expect(sharp.crps(actual: 12) < blunt.crps(actual: 12))
        #expect(sharp.crps(actual: 15) > blunt.crps(actual: 15))
    }
}
