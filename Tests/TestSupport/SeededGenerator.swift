import Foundation

/// A generator for property tests: the same seed gives the same numbers.
///
/// Never for keys.
///
/// The seed is printed, so that a failure can be run again with `FLOWKEEP_TEST_SEED=…`.
///
/// - Source: SplitMix64, Steele, Lea and Flood 2014.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// Takes the seed from the environment or draws one, and prints it beside the name of the test.
    package static func printingSeed(_ label: String) -> SeededGenerator {
        let given = ProcessInfo.processInfo.environment["FLOWKEEP_TEST_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: 1...UInt64(UInt32.max))
        print("\(label): FLOWKEEP_TEST_SEED=\(seed)")
        return SeededGenerator(seed: seed)
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    package mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }
}
