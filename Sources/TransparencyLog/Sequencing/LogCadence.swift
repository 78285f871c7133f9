package import Primitives

/// How often a checkpoint comes and by how much the log grows each time, so that neither tells how much happened.
///
/// - Source: docs/spec/transparency-log.md §11.
package struct LogCadence: Sendable, Hashable {
    /// Milliseconds from one checkpoint to the next, at least 1.
    package let interval: Int64
    /// The log grows by a multiple of this many leaves, at least once; 1 asks for a cover only where nothing happened.
    package let step: UInt64

    package init(intervalMilliseconds interval: Int64, step: UInt64) {
        precondition(interval > 0 && step > 0, "a cadence moves")
        self.interval = interval
        self.step = step
    }

    /// The first moment after `time` at which a checkpoint is due: a multiple of the interval since 1970, so that a
    /// restart does not show.
    package func next(after time: Timestamp) -> Timestamp {
        Timestamp(milliseconds: (time.milliseconds.quotientFloored(by: interval) + 1) * interval)
    }

    /// How many covers bring `count` leaves up to a step.
    package func coverCount(for count: UInt64) -> Int {
        guard count > 0 else { return Int(step) }
        let rest = count % step
        return rest == 0 ? 0 : Int(step - rest)
    }
}
