import Glibc

/// The points at which the model of lengths is computed, and the prior at them.
///
/// Made once: the table of the lengths of one cycle is 2 MB.
///
/// - Source: docs/spec/cycle-prediction.md §3; the priors are from Bull 2019 and Fehring 2006.
struct LengthGrid: Sendable {
    static let shared = LengthGrid()

    static let lengths = RecordedCycle.shortestLength...RecordedCycle.longestLength
    /// Cycles in one recorded one, at most: four starts forgotten.
    static let cyclesMaximum = 5
    /// Chances to forget one start: the middles of the quarters of Beta(2, 20).
    static let forgetting = [0.0296, 0.0612, 0.0979, 0.1612]

    /// Means of log length, rising: steps of 1.25% around what is usual and of 4% beyond.
    let locations: [Double]
    /// Scales of log length, rising.
    let scales: [Double]
    /// One over each of ``scales``.
    let precisions: [Double]
    /// log of 0...``lengths``' end.
    let logs: [Double]
    /// By location, scale and length from 10: the chance of one cycle's length; rows add up to 1.
    private let table: [Double]

    private init() {
        let bounds = (log(14.0), log(20.0), log(45.0), log(120.0))
        locations =
            Self.steps(bounds.0, bounds.1, 9) + Self.steps(bounds.1, bounds.2, 65)
            + Self.steps(bounds.2, bounds.3, 24)
        scales = (0..<16).map { 0.018 * exp(Double($0) * log(0.42 / 0.018) / 15) }
        precisions = scales.map { 1 / $0 }
        let logs = (0...Self.lengths.upperBound).map { log(Double(max(1, $0))) }
        self.logs = logs
        var table: [Double] = []
        table.reserveCapacity(locations.count * scales.count * Self.lengths.count)
        for location in locations {
            for scale in scales {
                let row = Self.lengths.map { StudentT.density((logs[$0] - location) / scale) / Double($0) }
                let total = row.reduce(0, +)
                table += row.map { $0 / total }
            }
        }
        self.table = table
    }

    private static func steps(_ low: Double, _ high: Double, _ count: Int) -> [Double] {
        (0..<count).map { low + (high - low) * Double($0) / Double(count) }
    }

    /// Adds a weight times the lengths of one cycle at a point.
    func add(_ weight: Double, location: Int, scale: Int, to sums: inout [Double]) {
        let row = (location * scales.count + scale) * Self.lengths.count
        for place in sums.indices { sums[place] += weight * table[row + place] }
    }
}

/// Student's t with seven degrees of freedom: tails as heavy as a late ovulation now and then makes them.
enum StudentT {
    /// Standard deviation of one unit of scale: √(7/5).
    static let deviation = 1.183_215_956_619_923_2

    /// The density at `z` units of scale, without its constant factor.
    static func density(_ z: Double) -> Double {
        let base = 1 + z * z / 7
        let square = base * base
        return 1 / (square * square)
    }
}
