package import Aggregates
package import KeyService
package import Primitives
import Sealing

/// Where the week's contributions come in, and its noisy figures come out.
///
/// - Source: docs/spec/aggregates.md §4 and §7.
package struct AggregateDesk: Sendable {
    /// Whole numbers to draw noise from.
    package typealias Random = @Sendable () -> UInt64

    /// A write that lost against another of the same account is tried again so often.
    static let attempts = 4

    let records: SealedRecords
    private let notices: NoticeVersions
    let now: Now
    let random: Random

    /// - Parameters:
    ///   - records: of the metadata store.
    ///   - notices: which are today's.
    ///   - now: the clock.
    ///   - random: the system's generator where nothing else is said; a check hands in one that it knows.
    package init(
        records: SealedRecords,
        notices: NoticeVersions = .today,
        now: @escaping Now,
        random: @escaping Random = Self.systemRandom
    ) {
        self.records = records
        self.notices = notices
        self.now = now
        self.random = random
    }

    /// 64 bits of the system's generator.
    package static let systemRandom: Random = {
        SecureRandom.bytes(count: 8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Counts an opening in the week's figures, where its owner agreed to that.
    ///
    /// Writes at most a few dozen times a week for one account: what is at its most is not written again. Where no week
    /// is open yet, or its end is about to be dealt with, the opening counts for none.
    /// - Throws: ``SealedRecordError``.
    package func note(_ purpose: Purpose, of vault: VaultID) async throws(SealedRecordError) {
        guard !WeeklyContribution.figures(of: purpose).isEmpty, try await hasConsent(vault) else { return }
        for _ in 0..<Self.attempts {
            guard let open = try await openWeek(), open.value.week == thisWeek else { return }
            let key = RecordKey.contribution(open.value.name(of: vault))
            let present: OpenRecord<ContributionRecord>? = try await records.read(key)
            var contribution = present?.value.contribution ?? WeeklyContribution()
            guard contribution.note(purpose) else { return }
            do {
                let record = ContributionRecord(contribution, in: open.value.week)
                try await records.put(key, record, expected: present?.version ?? 0)
            } catch .store(.conflict) {
                continue
            }
            // Between the look and the write she may have taken it back, or the week may have ended.
            let isStillWanted = try await hasConsent(vault)
            let isStillOpen = try await openWeek()?.version == open.version
            if !isStillWanted || !isStillOpen { try await records.delete(key) }
            return
        }
    }

    /// What takes back all that a vault added to this week; part of the write that withdraws or deletes.
    package func forgetting(_ vault: VaultID) async throws(SealedRecordError) -> [RecordChange] {
        guard let open = try await openWeek() else { return [] }
        return [.delete(.contribution(open.value.name(of: vault)))]
    }

    /// What a vault added to this week so far; nil where it added nothing.
    package func contribution(of vault: VaultID) async throws(SealedRecordError) -> WeeklyContribution? {
        guard let open = try await openWeek() else { return nil }
        let key = RecordKey.contribution(open.value.name(of: vault))
        let record: OpenRecord<ContributionRecord>? = try await records.read(key)
        return record?.value.contribution
    }

    /// The last weeks' figures, newest first.
    package func releases(limit: Int = 13) async throws(SealedRecordError) -> [WeeklyRelease] {
        let this = thisWeek.number
        let before = AggregateWeek(number: this - min(this, UInt32(limit) + 1))
        let found = try await records.list(
            .noisyFigure,
            owner: RecordKey.nobody,
            after: before.name,
            limit: limit + 1,
            as: ReleaseRecord.self
        )
        return found.map(\.value.release).reversed().prefix(limit).map(\.self)
    }

    /// What was spent, for anyone to read.
    package func ledger() async throws(SealedRecordError) -> BudgetLedger {
        let record: OpenRecord<BudgetLedgerRecord>? = try await records.read(.budgetLedger)
        return record?.value.ledger ?? BudgetLedger()
    }

    /// The week that it is now.
    package var thisWeek: AggregateWeek { AggregateWeek(of: now()) }

    /// What anyone may read: the last weeks' figures, newest first, and the ledger.
    ///
    /// - Throws: ``IdentityError/records(_:)``.
    package func published() async throws(IdentityError) -> (releases: [WeeklyRelease], ledger: BudgetLedger) {
        do { return (try await releases(), try await ledger()) } catch { throw .records(error) }
    }

    func openWeek() async throws(SealedRecordError) -> OpenRecord<OpenWeekRecord>? {
        try await records.read(.openWeek)
    }

    private func hasConsent(_ vault: VaultID) async throws(SealedRecordError) -> Bool {
        let record: OpenRecord<ConsentRecord>? = try await records.read(.consent(.aggregates, of: vault))
        return record?.value.isInForce(under: notices) ?? false
    }
}

extension IdentityService {
    /// The week's figures over all who agreed.
    package var aggregates: AggregateDesk { AggregateDesk(records: records, notices: notices, now: surroundings.now) }
}
