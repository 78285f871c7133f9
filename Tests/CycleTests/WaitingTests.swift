import Primitives
import Testing

@testable import Cycle

@Suite("Waiting for the next start")
struct WaitingTests {
    private let lengths = [29, 28, 30, 27, 29, 31, 28, 58, 29]

    private func forecast(_ waited: Int, _ lengths: [Int]? = nil, count: Int = 1) throws -> StartForecast {
        let posterior = LengthPosterior((lengths ?? self.lengths).compactMap { ObservedLength($0) })
        return try #require(StartForecast(posterior, waited: waited, count: count))
    }

    @Test("on the first day it is the length of one cycle, with nothing missing")
    func firstDay() throws {
        let posterior = LengthPosterior(lengths.compactMap { ObservedLength($0) })
        let start = try #require(StartForecast(posterior))
        #expect(start.chanceOfMissing == 0)
        #expect(start.nextIfMissing == nil)
        #expect(start.starts[0].interval(0.8) == posterior.nextLength.interval(0.8))
        for day in 20...40 {
            #expect(abs(start.starts[0].chance(of: day) - posterior.nextLength.chance(of: day)) < 1e-9)
        }
    }

    @Test("days that are over have no chance left", arguments: [5, 20, 28, 33, 60, 120, 179])
    func past(_ waited: Int) throws {
        let next = try forecast(waited).starts[0]
        #expect(next.first == waited + 1)
        #expect(abs(next.chances.reduce(0, +) - 1) < 1e-9)
        #expect(next.median > waited)
    }

    @Test("however long the wait, four starts follow", arguments: [60, 100, 150, 179])
    func longWait(_ waited: Int) throws {
        let starts = try forecast(waited, [28, 28, 28, 28, 28, 28], count: 4).starts
        #expect(starts.count == 4)
        #expect(starts.allSatisfy { abs($0.chances.reduce(0, +) - 1) < 1e-9 })
        #expect((20...60).contains(starts[3].median - starts[2].median))
    }

    @Test("each day of waiting moves the median later or leaves it")
    func monotone() throws {
        var last = 0
        for waited in 0...70 {
            let median = try forecast(waited).starts[0].median
            #expect(median >= last)
            last = median
        }
    }

    @Test("the longer the wait, the likelier that a period went unlogged")
    func missing() throws {
        #expect(try forecast(20).chanceOfMissing < 0.001)
        #expect(try forecast(28).chanceOfMissing < 0.2)
        #expect(try forecast(44).chanceOfMissing > 0.95)
    }

    @Test("if one went unlogged, the next comes about two cycles after the last logged one")
    func ifMissing() throws {
        let forecast = try forecast(44)
        #expect(try #require(forecast.nextIfMissing).interval(0.8).contains(58))
        #expect(try #require(forecast.missing).interval(0.8).contains(29))
    }

    @Test("who never forgets is believed longer than who does")
    func forgetful() throws {
        let forgetful = try forecast(32, [29, 57, 30, 28, 59, 29, 56, 28, 29])
        let careful = try forecast(32, [29, 28, 30, 28, 29, 29, 28, 28, 29, 27, 29])
        #expect(forgetful.chanceOfMissing > careful.chanceOfMissing)
    }

    @Test("later starts follow a cycle apart, each less certain")
    func later() throws {
        let starts = try forecast(10, [28, 29, 28, 30, 29, 28], count: 4).starts
        #expect(starts.count == 4)
        for (next, later) in zip(starts, starts.dropFirst()) {
            #expect((27...30).contains(later.median - next.median))
            #expect(later.interval(0.8).count > next.interval(0.8).count)
            #expect(abs(later.chances.reduce(0, +) - 1) < 1e-9)
        }
    }

    @Test("what is unknown about her mean stays in the later starts")
    func unknownMean() throws {
        // Independent cycles would give √4 times the width; one unknown mean gives nearly 4.
        let starts = try forecast(0, [28, 31, 29], count: 4).starts
        let widths = starts.map { Double($0.interval(0.8).count - 1) }
        #expect(widths[3] > 2.1 * widths[0])
    }

    @Test("a length of several cycles says where the missing start was")
    func place() throws {
        let posterior = LengthPosterior(lengths.compactMap { ObservedLength($0) })
        #expect(try #require(posterior.missingStart(in: 58)).interval(0.8).contains(29))
        #expect(try #require(posterior.missingStart(in: 87)).interval(0.8).contains(29))
    }
}
