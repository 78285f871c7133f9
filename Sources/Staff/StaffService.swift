package import KeyService
package import Primitives
import Sealing
import Synchronization
package import WebAuthn

/// Who belongs to the staff and what each may do now.
///
/// Every change of the roster is checked, written into the log and then made, against the roster as it is at that
/// moment; every permission is worked out anew at each request.
///
/// - Source: docs/spec/staff.md.
package final class StaffService: Sendable {
    /// What the service needs from the rest of the program.
    package struct Surroundings: Sendable {
        /// Of the metadata store.
        package let records: SealedRecords
        package let recorder: any StaffRecorder
        /// Where passkeys of the staff are made and shown.
        package let relyingParty: RelyingParty
        package let now: Now

        package init(
            records: SealedRecords,
            recorder: any StaffRecorder,
            relyingParty: RelyingParty,
            now: @escaping Now
        ) {
            self.records = records
            self.recorder = recorder
            self.relyingParty = relyingParty
            self.now = now
        }
    }

    private struct Known {
        let stamp: UInt64
        let version: UInt64
        let roster: StaffRoster
    }

    /// How often a change is tried that another process came before.
    private static let attemptMaximum = 4

    let surroundings: Surroundings
    let sessions = StaffSessionTable()
    let challenges = StaffChallenges()
    let refusals = RefusalRate()
    private let known = Mutex<Known?>(nil)
    private let gate = AsyncGate()

    package init(_ surroundings: Surroundings) { self.surroundings = surroundings }

    var records: SealedRecords { surroundings.records }

    func now() -> Timestamp { surroundings.now() }

    /// The roster as it is.
    package func roster() async throws(StaffError) -> StaffRoster {
        let stamp = try stamp()
        if let known = known.withLock({ $0 }), known.stamp == stamp { return known.roster }
        return try await stored(stamp: stamp).roster
    }

    func stamp() throws(StaffError) -> UInt64 {
        do { return try records.foreignChangeStamp() } catch { throw .records(.store(error)) }
    }

    private func stored(stamp: UInt64) async throws(StaffError) -> (roster: StaffRoster, version: UInt64) {
        let record: OpenRecord<StaffRoster>?
        do { record = try await records.read(.staffRoster) } catch { throw .records(error) }
        let (roster, version) = (record?.value ?? .empty, record?.version ?? 0)
        keep(roster, version: version, stamp: stamp)
        return (roster, version)
    }

    /// Never an older roster over a newer: what was read may have been changed since.
    private func keep(_ roster: StaffRoster, version: UInt64, stamp: UInt64) {
        known.withLock { known in
            if let known, known.version > version { return }
            known = Known(stamp: stamp, version: version, roster: roster)
        }
    }

    /// Changes the roster: checked against what is stored, written into the log, then made.
    ///
    /// - Throws: ``StaffError``; the roster is then as it was.
    @discardableResult
    func change(
        _ body: (inout StaffRoster) throws(StaffRefusal) -> [StaffAct]
    ) async throws(StaffError) -> StaffRoster {
        try await gate.run { () async throws(StaffError) -> StaffRoster in try await changed(body) }
    }

    private func changed(
        _ body: (inout StaffRoster) throws(StaffRefusal) -> [StaffAct]
    ) async throws(StaffError) -> StaffRoster {
        var written: [StaffAct] = []
        for _ in 1..<Self.attemptMaximum {
            do throws(StaffError) {
                return try await attempt(body, &written)
            } catch .records(.store(.conflict)) {
                continue  // another process came before: checked again, against what it left
            }
        }
        return try await attempt(body, &written)
    }

    /// - `written`: what is in the log already; the same acts are not written twice.
    private func attempt(
        _ body: (inout StaffRoster) throws(StaffRefusal) -> [StaffAct],
        _ written: inout [StaffAct]
    ) async throws(StaffError) -> StaffRoster {
        let stamp = try stamp()
        var (roster, version) = try await stored(stamp: stamp)
        let acts: [StaffAct]
        do throws(StaffRefusal) { acts = try body(&roster) } catch { throw .refused(error) }
        if acts != written {
            for act in acts { try await surroundings.recorder.record(act) }
            written = acts
        }
        do { try await records.put(.staffRoster, roster, expected: version) } catch { throw .records(error) }
        keep(roster, version: version + 1, stamp: stamp)
        return roster
    }

    /// A fresh identifier.
    static func id<Tag>() -> ID<Tag> {
        let bytes = SecureRandom.bytes(count: 16)
        let words = [bytes.prefix(8), bytes.suffix(8)].map { $0.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        return ID(high: words[0], low: words[1])
    }
}
