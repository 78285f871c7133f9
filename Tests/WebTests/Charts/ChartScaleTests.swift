import Testing

@testable import Web

@Suite("Chart scale and numbers")
struct ChartScaleTests {
    private func scale(_ values: [Int64], intervals: Int = 5) -> ChartScale {
        ChartScale(values, top: 10, bottom: 210, intervals: intervals)
    }

    @Test("the highest value stands at the top, the lowest at the foot, zero between them")
    func edges() {
        let both = scale([1_000_000, -1_000_000])
        #expect(both.y(1_000_000) == 10)
        #expect(both.y(-1_000_000) == 210)
        #expect(both.y(0) == 110)
        #expect(scale([500, 400]).y(0) == 210, "zero is at the foot where nothing is below it")
        #expect(scale([-500, -400]).y(0) == 10, "and at the top where nothing is above it")
    }

    @Test("zero is always a tick, and ticks are round and in order")
    func ticks() {
        #expect(scale([9_240_000, -5_821_000]).ticks == [-5_000_000, 0, 5_000_000, 10_000_000])
        #expect(scale([9_240_000, -5_821_000]).y(10_000_000) == 10, "a tick that is nearly reached is the top")
        #expect(scale([]).ticks == [0])
        #expect(scale([0, 0, 0]).ticks == [0])
        #expect(scale([1]).ticks == [0, 1])
        #expect(scale([-1]).ticks == [-1, 0])
    }

    @Test("nothing drawn all at zero stands at the foot and divides by nothing")
    func allZero() {
        let scale = scale([0, 0])
        #expect(scale.y(0) == 210)
    }

    @Test("random amounts: few ticks, zero among them, and every value inside", arguments: 0..<40 as Range<UInt64>)
    func random(_ seed: UInt64) {
        var generator = SystemRandomNumberGenerator()
        let size = Int64(1) << Int64(seed + 1)
        let values = (0..<12).map { _ in Int64.random(in: -size...size, using: &generator) }
        let scale = scale(values)
        #expect(scale.ticks.contains(0), "\(values)")
        #expect((1...8).contains(scale.ticks.count), "\(values): \(scale.ticks)")
        #expect(zip(scale.ticks, scale.ticks.dropFirst()).allSatisfy { $0 < $1 }, "\(values)")
        for value in values + [0] {
            #expect((9.999...210.001).contains(scale.y(value)), "\(values): \(value) at \(scale.y(value))")
        }
        let ordered = values.sorted()
        #expect(zip(ordered, ordered.dropFirst()).allSatisfy { scale.y($0) >= scale.y($1) }, "more stands higher")
    }

    @Test("the largest amounts there are")
    func extremes() {
        let scale = scale([.max, .min, 0])
        #expect(scale.ticks.contains(0))
        #expect(scale.y(.max) >= 9.9 && scale.y(.min) <= 210.1)
        #expect(self.scale([.max]).ticks.count > 1)
    }

    @Test(
        "coordinates have a tenth at most and no exponent",
        arguments: [
            (0.0, "0"), (12.34, "12.3"), (12.96, "13"), (-3.25, "-3.3"), (0.04, "0"), (-0.04, "0"), (896.0, "896"),
            (.nan, "0"), (.infinity, "0"), (1e300, "0"),
        ]
    )
    func numbers(_ value: Double, _ text: String) {
        #expect(ChartNumber.text(value) == text)
    }
}
