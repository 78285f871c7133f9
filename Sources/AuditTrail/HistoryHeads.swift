package import KeyService
import Primitives
import Synchronization
import TransparencyLog

/// The ordinal of each subject's newest act, as the metadata store remembers it.
///
/// Without it the newest entries of a history could be deleted unseen: only a gap below an entry that is there shows by
/// itself. It lags behind the log and never leads: it is known here from the moment an act is durable, and written in
/// batches. Everything that is to be recorded or shown is compared with it.
///
/// - Source: docs/spec/access-history.md §7.
package final class HistoryHeads: Sendable {
    private struct State {
        /// Newer than what the metadata store has.
        var waiting: [LogSubjectID: UInt64] = [:]
        /// As the metadata store has it, or nil where it has none; true for as long as its stamp is this.
        var stored: [LogSubjectID: UInt64?] = [:]
        var stamp: UInt64?
        /// Known without asking the store: opening what it holds may take a key, whose fetch is an act itself.
        var installation: UInt64?
    }

    /// Subjects that may wait for the next batch before one is written between two checkpoints.
    static let waitingMaximum = 4096
    /// What is remembered of the store, about 2 MB.
    private static let storedMaximum = 32_768
    private static let batchCount = 500
    /// Each time somebody else's write got through.
    private static let attemptMaximum = 10

    private let records: SealedRecords
    private let state = Mutex(State())

    /// `records`: of the metadata store.
    package init(records: SealedRecords) { self.records = records }

    /// What there is of the installation's own history; call once, before anything else.
    func open() async throws(AuditError) {
        let stored = try await read(.installation)?.value.ordinal
        state.withLock { $0.installation = Self.later(stored, $0.installation) }
    }

    /// The ordinal of a subject's newest act, as far as is known; nil where none is.
    ///
    /// - Throws: ``AuditError/keys(_:)``.
    func newest(of subject: LogSubjectID) async throws(AuditError) -> UInt64? {
        if subject == .installation { return state.withLock(\.installation) }
        let stamp: UInt64
        do { stamp = try records.foreignChangeStamp() } catch { throw .store(error) }
        let known = state.withLock { state -> UInt64?? in
            if state.stamp != stamp { state.stored = [:] }
            state.stamp = stamp
            guard let stored = state.stored[subject] else { return nil }
            return .some(Self.later(state.waiting[subject], stored))
        }
        if let known { return known }
        let stored = try await read(subject)?.value.ordinal
        return state.withLock { state in
            if state.stamp == stamp { Self.keep(stored, of: subject, in: &state) }
            return Self.later(stored, state.waiting[subject])
        }
    }

    /// Takes down that an act of a subject is durable.
    ///
    /// - Returns: Whether so many wait that they should be written now.
    func note(_ ordinal: UInt64, of subject: LogSubjectID) -> Bool {
        state.withLock { state in
            if subject == .installation { state.installation = Self.later(ordinal, state.installation) }
            // Where they cannot be written for long, what is new lags until its next act: better than all memory.
            guard state.waiting[subject] != nil || state.waiting.count < 2 * Self.waitingMaximum else { return true }
            state.waiting[subject] = Self.later(ordinal, state.waiting[subject])
            return state.waiting.count >= Self.waitingMaximum
        }
    }

    /// Forgets a subject, here and in the metadata store; fine where nothing is known of it.
    func forget(_ subject: LogSubjectID) async throws(AuditError) {
        func drop() {
            state.withLock { state in
                state.waiting[subject] = nil
                state.stored[subject] = nil
            }
        }
        drop()
        do { try await records.delete(Self.place(of: subject)) } catch { throw .keys(error) }
        drop()
    }

    /// Writes all that wait into the metadata store.
    ///
    /// - Throws: ``AuditError/keys(_:)``; what was not written waits for the next time.
    func write() async throws(AuditError) {
        var rest = Array(state.withLock(\.waiting))[...]
        while !rest.isEmpty {
            let batch = rest.prefix(Self.batchCount)
            rest = rest.dropFirst(Self.batchCount)
            do throws(SealedRecordError) { try await write(batch) } catch { throw .keys(error) }
        }
    }

    private func write(_ batch: ArraySlice<(key: LogSubjectID, value: UInt64)>) async throws(SealedRecordError) {
        for attempt in 1...Self.attemptMaximum {
            var changes: [RecordChange] = []
            var newest: [(key: LogSubjectID, value: UInt64)] = []
            for (subject, ordinal) in batch {
                let place = Self.place(of: subject)
                let present = try await records.read(place, as: HistoryHeadRecord.self)
                // Never backwards: two processes may write in either order.
                if let present, present.value.ordinal >= ordinal {
                    newest.append((subject, present.value.ordinal))
                    continue
                }
                newest.append((subject, ordinal))
                changes.append(.put(place, HistoryHeadRecord(ordinal: ordinal), expected: present?.version ?? 0))
            }
            do throws(SealedRecordError) {
                if !changes.isEmpty { try await records.transaction(changes) }
            } catch .store(.conflict) where attempt < Self.attemptMaximum {
                continue
            }
            return settle(newest)
        }
    }

    private func settle(_ written: [(key: LogSubjectID, value: UInt64)]) {
        state.withLock { state in
            for (subject, ordinal) in written {
                if let waiting = state.waiting[subject], waiting <= ordinal { state.waiting[subject] = nil }
                if subject == .installation { state.installation = Self.later(ordinal, state.installation) }
                Self.keep(ordinal, of: subject, in: &state)
            }
        }
    }

    private func read(_ subject: LogSubjectID) async throws(AuditError) -> OpenRecord<HistoryHeadRecord>? {
        do { return try await records.read(Self.place(of: subject)) } catch { throw .keys(error) }
    }

    private static func keep(_ ordinal: UInt64?, of subject: LogSubjectID, in state: inout State) {
        if state.stored.count >= storedMaximum { state.stored = [:] }
        state.stored[subject] = .some(later(ordinal, state.stored[subject] ?? nil))
    }

    private static func place(of subject: LogSubjectID) -> RecordKey {
        RecordKey(kind: .historyHead, owner: subject.bytes, name: [])
    }

    private static func later(_ one: UInt64?, _ other: UInt64?) -> UInt64? {
        guard let one, let other else { return one ?? other }
        return max(one, other)
    }
}

struct HistoryHeadRecord: RecordCodable {
    let ordinal: UInt64

    init(ordinal: UInt64) { self.ordinal = ordinal }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) { ordinal = try FieldReader(bytes).uint64(1) }

    func encode() -> [UInt8] {
        var fields = FieldWriter()
        fields.append(1, ordinal)
        return fields.bytes
    }
}
