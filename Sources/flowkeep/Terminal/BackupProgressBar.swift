import Composition
import Synchronization

/// A bar on a terminal; elsewhere one line for each part.
final class BackupProgressBar: Sendable {
    private static let width = 30

    private let label: String
    private let lastPart = Mutex<String?>(nil)

    init(_ label: String) { self.label = label }

    func show(_ step: APIClient.BackupStep) {
        guard Terminal.showsProgress else {
            guard let part = step.part, isNew(part) else { return }
            Terminal.error("\(label): \(part)")
            return
        }
        let filled = Self.width * step.percent / 100
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
        Terminal.progress("\(label) [\(bar)] \(step.percent) % \(step.part ?? "")")
    }

    /// Clears the line on a terminal, so that what follows starts at its left.
    func end() { if Terminal.showsProgress { Terminal.progress("") } }

    private func isNew(_ part: String) -> Bool {
        lastPart.withLock { last in
            defer { last = part }
            return last != part
        }
    }
}

/// Sizes for people: `12.3 MB`.
enum ByteCountText {
    static func of(_ count: Int) -> String {
        let units = ["bytes", "kB", "MB", "GB", "TB"]
        var tenths = count * 10
        var unit = 0
        while tenths >= 10_000, unit < units.count - 1 {
            tenths /= 1000
            unit += 1
        }
        return unit == 0 ? "\(count) bytes" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
    }
}
