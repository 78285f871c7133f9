import Foundation

/// Whether the tests that run, kill and fill the real server were asked for.
///
/// They take minutes, so they are `make faults`, apart from `make test`.
enum FaultRun {
    static let isAsked = ProcessInfo.processInfo.environment["FLOWKEEP_FAULTS"] == "1"
}
