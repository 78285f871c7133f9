import FoundationEssentials
import Primitives
import Vault

/// Turns the columns of a run back into one change per row.
struct TransactionRunDecoder {
    private let wire: WireTransactionRun
    private let occurrences: WireOccurrenceColumns
    private let kind: TransactionRow.Kind
    private let rowCount: Int
    private let texts: [String]
    private let targets: [PostingTarget]
    private let currencies: [Currency]

    /// Days of the years 0001 to 9999.
    static let days: ClosedRange<Int32> = -719_162...2_932_896

    /// - Throws: ``TrackerError/malformed(field:)`` with the field whose length or value does not fit.
    init(
        _ wire: WireTransactionRun,
        _ dictionaries: WireTransactionDictionaries,
        _ occurrences: WireOccurrenceColumns
    ) throws(TrackerError) {
        guard let kind = TransactionRow.Kind(rawValue: wire.kind) else { throw .malformed(field: 1) }
        let count = wire.daySteps.count
        let namesIDs = kind == .edit || kind == .restore
        guard wire.idSteps.count == (namesIDs ? count : 0) else { throw .malformed(field: 2) }
        guard wire.versions.count == wire.idSteps.count else { throw .malformed(field: 3) }
        guard wire.payees.count == count else { throw .malformed(field: 5) }
        guard wire.notes.count == count else { throw .malformed(field: 6) }
        guard wire.tagCounts.count == count else { throw .malformed(field: 7) }
        guard wire.postingCounts.count == count else { throw .malformed(field: 8) }
        let originCount = wire.importSteps.isEmpty ? 0 : count
        guard wire.importSteps.count == originCount, originCount == 0 || kind == .add || kind == .restore else {
            throw .malformed(field: 9)
        }
        guard wire.fingerprints.count == originCount else { throw .malformed(field: 10) }
        guard wire.externalIds.isEmpty || wire.externalIds.count == originCount else { throw .malformed(field: 15) }
        let occurrenceCount = kind == .occur ? count : 0
        guard occurrences.entrySteps.count == occurrenceCount, occurrences.dayShifts.count == occurrenceCount,
            occurrences.states.count == occurrenceCount
        else { throw .malformed(field: 3) }
        guard Self.sum(wire.tagCounts) == wire.tags.count else { throw .malformed(field: 11) }
        let postingCount = Self.sum(wire.postingCounts)
        guard wire.postingTargets.count == postingCount else { throw .malformed(field: 12) }
        guard wire.postingMinorUnits.count == postingCount else { throw .malformed(field: 13) }
        guard wire.postingCurrencies.count == postingCount else { throw .malformed(field: 14) }
        self.wire = wire
        self.occurrences = occurrences
        self.kind = kind
        rowCount = count
        texts = try Self.texts(of: dictionaries)
        targets = try Self.targets(of: dictionaries)
        currencies = try Self.currencies(of: dictionaries)
    }

    func append(to changes: inout [MoneyChange]) throws(TrackerError) {
        changes.reserveCapacity(changes.count + rowCount)
        var (id, importID, entry): (UInt64, UInt64, UInt64) = (0, 0, 0)
        var day: Int32 = 0
        var (tagPlace, postingPlace) = (0, 0)
        for row in 0..<rowCount {
            if !wire.idSteps.isEmpty { id &+= UInt64(bitPattern: wire.idSteps[row]) }
            day = day &+ wire.daySteps[row]
            guard Self.days.contains(day) else { throw .malformed(field: 4) }
            let tagCount = Int(wire.tagCounts[row])
            let postingCount = Int(wire.postingCounts[row])
            let content = TransactionContent(
                day: CalendarDay(daysSinceEpoch: day),
                payee: try text(wire.payees[row], field: 5),
                note: try text(wire.notes[row], field: 6),
                tags: tagCount == 0 ? [] : try tags(tagPlace..<tagPlace + tagCount),
                postings: try postings(postingPlace..<postingPlace + postingCount)
            )
            tagPlace += tagCount
            postingPlace += postingCount
            var origin: TransactionOrigin?
            if !wire.importSteps.isEmpty {
                importID &+= UInt64(bitPattern: wire.importSteps[row])
                if importID != 0 {
                    origin = TransactionOrigin(
                        importID: ImportID(rawValue: importID),
                        fingerprint: wire.fingerprints[row],
                        externalID: wire.externalIds.isEmpty ? 0 : wire.externalIds[row]
                    )
                }
            }
            guard kind != .occur else {
                entry &+= UInt64(bitPattern: occurrences.entrySteps[row])
                changes.append(try occurrence(row, entry, content))
                continue
            }
            let version = kind == .add ? 0 : wire.versions[row]
            changes.append(
                TransactionRow(kind: kind, id: id, version: version, content: content, origin: origin).change
            )
        }
    }

    private func occurrence(
        _ row: Int,
        _ entry: UInt64,
        _ content: TransactionContent
    ) throws(TrackerError) -> MoneyChange {
        let day = content.day.daysSinceEpoch &+ occurrences.dayShifts[row]
        guard Self.days.contains(day) else { throw .malformed(field: 3) }
        guard let state = UInt8(exactly: occurrences.states[row]).flatMap(Occurrence.State.init(rawValue:)),
            state != .skipped
        else { throw .malformed(field: 3) }
        let id = OccurrenceID(RecurringID(rawValue: entry), CalendarDay(daysSinceEpoch: day))
        return .addOccurrence(id, state, content)
    }

    private func text(_ reference: UInt32, field: Int) throws(TrackerError) -> String? {
        guard reference > 0 else { return nil }
        guard reference <= texts.count else { throw .malformed(field: field) }
        return texts[Int(reference) - 1]
    }

    private func tags(_ range: Range<Int>) throws(TrackerError) -> [String] {
        var result: [String] = []
        for place in wire.tags[range] {
            guard place < texts.count else { throw .malformed(field: 11) }
            result.append(texts[Int(place)])
        }
        return result
    }

    private func postings(_ range: Range<Int>) throws(TrackerError) -> [Posting] {
        var result: [Posting] = []
        result.reserveCapacity(range.count)
        for place in range {
            let (target, currency) = (Int(wire.postingTargets[place]), Int(wire.postingCurrencies[place]))
            guard target < targets.count else { throw .malformed(field: 12) }
            guard currency < currencies.count else { throw .malformed(field: 14) }
            result.append(
                Posting(
                    targets[target],
                    Amount(minorUnits: wire.postingMinorUnits[place], currency: currencies[currency])
                )
            )
        }
        return result
    }

    private static func sum(_ counts: [UInt32]) -> Int { counts.reduce(0) { $0 &+ Int($1) } }

    private static func texts(of wire: WireTransactionDictionaries) throws(TrackerError) -> [String] {
        let bytes = [UInt8](wire.texts)
        guard sum(wire.textByteCounts) == bytes.count else { throw .malformed(field: 19) }
        var result: [String] = []
        result.reserveCapacity(wire.textByteCounts.count)
        var start = 0
        for count in wire.textByteCounts {
            guard let text = String(validating: bytes[start..<start + Int(count)], as: UTF8.self) else {
                throw .malformed(field: 18)
            }
            result.append(text)
            start += Int(count)
        }
        return result
    }

    private static func targets(of wire: WireTransactionDictionaries) throws(TrackerError) -> [PostingTarget] {
        guard wire.targetIds.count == wire.targetIsCategory.count else { throw .malformed(field: 16) }
        return zip(wire.targetIds, wire.targetIsCategory).map { id, isCategory in
            isCategory ? .category(CategoryID(rawValue: id)) : .account(AccountID(rawValue: id))
        }
    }

    private static func currencies(of wire: WireTransactionDictionaries) throws(TrackerError) -> [Currency] {
        var result: [Currency] = []
        for packed in wire.currencies {
            guard let currency = Currency(packed: packed) else { throw .malformed(field: 17) }
            result.append(currency)
        }
        return result
    }
}
