/// Numbers that look random and are the same for the same seed and day, on every machine.
///
/// Each day draws from a generator of its own, so tomorrow's run has the same past.
/// - Source: SplitMix64 (Steele, Lea and Flood, 2014).
struct DemoRandom {
    private var state: UInt64

    init(seed: UInt64, day: Int32) {
        state = seed ^ (UInt64(bitPattern: Int64(day)) &* 0x9E37_79B9_7F4A_7C15)
        _ = next()
    }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// True in `percent` of a hundred draws.
    mutating func happens(_ percent: Int) -> Bool { next() % 100 < UInt64(percent) }

    /// Paise, a whole number of steps of rupees within the bounds.
    mutating func rupees(_ bounds: ClosedRange<Int>, step: Int = 1) -> Int {
        let steps = (bounds.upperBound - bounds.lowerBound) / step + 1
        return (bounds.lowerBound + Int(next() % UInt64(steps)) * step) * 100
    }

    /// As ``rupees(_:step:)``, with paise as a till prints them: one price in two ends in .50.
    mutating func price(_ bounds: ClosedRange<Int>) -> Int { rupees(bounds) + (happens(50) ? 0 : 50) }

    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[Int(next() % UInt64(choices.count))] }
}
