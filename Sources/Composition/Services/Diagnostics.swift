import Glibc
import Logging
import Synchronization

/// Diagnostics of all processes: one line per event on standard error, which the service manager keeps.
///
/// Callers pass fixed messages and typed facts; nothing here could tell a person's words from ours.
enum Diagnostics {
    static func logger(_ label: String, level: Logger.Level = .notice) -> Logger {
        var logger = Logger(label: label) { LineLogHandler(label: $0) }
        logger.logLevel = level
        return logger
    }

    /// The lines this process wrote last, for the check that looks for a person's words in them.
    static let recent = RecentLines()
}

/// The last few hundred lines.
final class RecentLines: Sendable {
    static let countMaximum = 512

    private let state = Mutex<[String]>([])

    var all: [String] { state.withLock(\.self) }

    func add(_ line: String) {
        state.withLock { lines in
            if lines.count >= Self.countMaximum { lines.removeFirst(Self.countMaximum / 2) }
            lines.append(line)
        }
    }
}

/// Writes `level label: message key=value …` with one `write`, so that lines of several processes do not mix.
private struct LineLogHandler: LogHandler {
    let label: String
    var metadata = Logger.Metadata()
    var logLevel = Logger.Level.notice

    init(label: String) { self.label = label }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var line = "\(event.level) \(label): \(event.message)"
        let facts = metadata.merging(event.metadata ?? [:]) { _, new in new }
        for (key, value) in facts.sorted(by: { $0.key < $1.key }) { line += " \(key)=\(value)" }
        Diagnostics.recent.add(line)
        do {
            try SmallFile.writeAll(Array((line + "\n").utf8), to: STDERR_FILENO)
        } catch {
            return  // nobody listens on standard error, and there is nowhere else to say so
        }
    }
}
