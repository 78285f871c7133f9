import Backup
import Synchronization

/// A copy to the second place, or a look at what lies there, as whoever waits for it sees it.
final class SecondWork: Sendable {
    enum Failure: Hashable, Sendable {
        case place(SecondPlaceError)
        case backup(BackupError)

        var sentence: String {
            switch self {
            case .place(let error): error.sentence
            case .backup(let error): error.sentence
            }
        }
    }

    enum State: Sendable {
        /// `what`: the folder that is being copied, fetched or read.
        case running(what: String?, percent: Int)
        /// These folders are there now and were not before.
        case copied([String])
        /// It was fetched and read through.
        case checked(CheckedBackup)
        case failed(Failure)
    }

    /// Counts from 1 in each process.
    let number: Int
    private let current = Mutex(State.running(what: nil, percent: 0))

    init(number: Int) { self.number = number }

    var state: State { current.withLock(\.self) }

    var isRunning: Bool { if case .running = state { true } else { false } }

    func advance(_ what: String?, _ percent: Int) { current.withLock { $0 = .running(what: what, percent: percent) } }

    func end(_ state: State) { current.withLock { $0 = state } }
}
