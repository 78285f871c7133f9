extension Timestamp {
    /// RFC 3339 in UTC, to the second: `2026-11-20T18:05:00Z`.
    package var iso: String {
        let second = ((seconds % 86_400) + 86_400) % 86_400
        let clock = [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(day().iso)T\(clock.joined(separator: ":"))Z"
    }
}
