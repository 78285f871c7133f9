import Primitives

/// When a key rotates by itself.
struct RotationSchedule: Hashable, Sendable {
    static let days: ClosedRange<UInt32> = 90...2560  // as AWS
    static let defaultDays: UInt32 = 365  // as AWS
    private static let daySeconds: Int64 = 86_400

    let periodDays: UInt32
    /// When it was switched on, or last acted.
    ///
    /// Rotations on demand leave it alone.
    let since: Timestamp

    var next: Timestamp { since.adding(seconds: Int64(periodDays) * Self.daySeconds) }

    static func moment(days: Int, after moment: Timestamp) -> Timestamp {
        moment.adding(seconds: Int64(days) * daySeconds)
    }
}
