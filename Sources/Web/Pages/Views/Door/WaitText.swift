/// How long to wait, as a clock: `12:42`.
struct WaitText: Sendable {
    let seconds: Int
    let clock: String

    init(seconds: Int) {
        let seconds = max(0, seconds)
        self.seconds = seconds
        let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60]
        clock = (parts[0] > 0 ? parts[...] : parts.dropFirst()).map { $0 < 10 ? "0\($0)" : String($0) }
            .joined(separator: ":")
    }
}
