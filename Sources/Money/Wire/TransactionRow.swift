import Primitives
import Vault

/// A change that carries a transaction's content: one row of a run.
struct TransactionRow {
    /// Raw values are on disk: never renumber, never reuse.
    enum Kind: UInt32 {
        case add = 1
        case edit = 2
        case restore = 3
        case occur = 4
    }

    let kind: Kind
    let id: UInt64
    let version: UInt32
    let content: TransactionContent
    let origin: TransactionOrigin?
    /// Of a row that makes an occurrence.
    let occurrence: OccurrenceID?
    let state: Occurrence.State

    init(
        kind: Kind,
        id: UInt64,
        version: UInt32,
        content: TransactionContent,
        origin: TransactionOrigin?,
        occurrence: OccurrenceID? = nil,
        state: Occurrence.State = .pending
    ) {
        self.kind = kind
        self.id = id
        self.version = version
        self.content = content
        self.origin = origin
        self.occurrence = occurrence
        self.state = state
    }

    init?(_ change: MoneyChange) {
        switch change {
        case .addTransaction(let content, let origin):
            self.init(kind: .add, id: 0, version: 0, content: content, origin: origin)
        case .editTransaction(let id, let version, let content):
            self.init(kind: .edit, id: id.rawValue, version: version, content: content, origin: nil)
        case .restoreTransaction(let id, let version, let content, let origin):
            self.init(kind: .restore, id: id.rawValue, version: version, content: content, origin: origin)
        case .addOccurrence(let id, let state, let content):
            self.init(kind: .occur, id: 0, version: 0, content: content, origin: nil, occurrence: id, state: state)
        default:
            return nil
        }
    }

    var change: MoneyChange {
        if let occurrence { return .addOccurrence(occurrence, state, content) }
        return switch kind {
        case .add, .occur: .addTransaction(content, origin)
        case .edit: .editTransaction(TransactionID(rawValue: id), version: version, content)
        case .restore: .restoreTransaction(TransactionID(rawValue: id), version: version, content, origin)
        }
    }
}
