import Aggregates
import KeyService
import Primitives
import Sealing

/// Where a week's contributions, its figures and the ledger lie: none of them has an owner.
///
/// - Source: docs/spec/aggregates.md §8.
extension RecordKey {
    static var budgetLedger: RecordKey { RecordKey(kind: .budgetLedger, name: []) }

    /// The week that is counted, with the key that names its contributions; sorts before all of them.
    static var openWeek: RecordKey { RecordKey(kind: .contribution, name: []) }

    static func contribution(_ name: [UInt8]) -> RecordKey { RecordKey(kind: .contribution, name: name) }

    static func noisyFigures(of week: AggregateWeek) -> RecordKey {
        RecordKey(kind: .noisyFigure, name: week.name)
    }
}

extension AggregateWeek {
    /// Big-endian, so that records lie in the order of their weeks.
    var name: [UInt8] {
        var writer = ByteWriter()
        writer.append(number)
        return writer.bytes
    }
}

/// The week that is being counted, and the key under which its contributions have their names.
///
/// The key goes with the week: from then on no name can be worked out from a vault any more.
struct OpenWeekRecord: RecordCodable {
    static let keyByteCount = 32

    let week: AggregateWeek
    private let key: [UInt8]

    init(_ week: AggregateWeek) {
        self.week = week
        key = SecureRandom.bytes(count: Self.keyByteCount)
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        week = AggregateWeek(number: try reader.uint32(1))
        key = try reader.bytes(2)
        guard key.count == Self.keyByteCount else { throw .width(2) }
    }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, week.number)
        writer.append(2, key)
        return writer.bytes
    }

    /// The name of a vault's contribution in this week.
    func name(of vault: VaultID) -> [UInt8] {
        Authenticator.tag("aggregates", vault.bytes, key: SecretBytes(copying: key))
    }
}

/// What somebody adds to the week: bounded, and nothing in it says who.
struct ContributionRecord: RecordCodable {
    let week: AggregateWeek
    var contribution: WeeklyContribution

    init(_ contribution: WeeklyContribution, in week: AggregateWeek) {
        self.week = week
        self.contribution = contribution
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        week = AggregateWeek(number: try reader.uint32(1))
        guard let contribution = WeeklyContribution(counts: try reader.bytes(2)) else { throw .value(2) }
        self.contribution = contribution
    }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, week.number)
        writer.append(2, contribution.counts)
        return writer.bytes
    }
}

/// What a week came to: its noisy figures, or that the budget did not reach.
struct ReleaseRecord: RecordCodable {
    let release: WeeklyRelease

    init(_ release: WeeklyRelease) { self.release = release }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        let week = AggregateWeek(number: try reader.uint32(1))
        var figures: [WeeklyRelease.Figure] = []
        for bytes in reader.allBytes(2) {
            let reader = try FieldReader(bytes)
            guard let figure = AggregateFigure(rawValue: try reader.uint8(1)) else { continue }
            let epsilon = Epsilon(thousandths: try reader.uint32(2))
            let value: Int64? = try reader.optionalBytes(3) == nil ? nil : try reader.int64(3)
            figures.append(WeeklyRelease.Figure(figure, epsilon: epsilon, value: value))
        }
        release = WeeklyRelease(week: week, figures: figures)
    }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, release.week.number)
        for figure in release.figures {
            var inner = FieldWriter()
            inner.append(1, figure.figure.rawValue)
            inner.append(2, figure.epsilon.thousandths)
            if let value = figure.value { inner.append(3, value) }
            writer.append(2, inner.bytes)
        }
        return writer.bytes
    }
}

/// The ledger of what releases told.
struct BudgetLedgerRecord: RecordCodable {
    let ledger: BudgetLedger

    init(_ ledger: BudgetLedger) { self.ledger = ledger }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        var entries: [BudgetLedger.Entry] = []
        for bytes in try FieldReader(bytes).allBytes(1) {
            let reader = try FieldReader(bytes)
            let week = AggregateWeek(number: try reader.uint32(1))
            entries.append(.init(week: week, spent: Epsilon(thousandths: try reader.uint32(2))))
        }
        guard let ledger = BudgetLedger(entries: entries) else { throw .value(1) }
        self.ledger = ledger
    }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        for entry in ledger.entries {
            var inner = FieldWriter()
            inner.append(1, entry.week.number)
            inner.append(2, entry.spent.thousandths)
            writer.append(1, inner.bytes)
        }
        return writer.bytes
    }
}
