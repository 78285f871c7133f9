package import KeyService
package import Primitives
import Sealing

package enum BreachTag: Sendable {}
package typealias BreachID = ID<BreachTag>

/// Which data of people a breach concerns; a closed list.
///
/// Raw values are in sealed records: never renumber, never reuse.
package enum BreachData: UInt8, Sendable, CaseIterable, Hashable {
    case handles = 1
    case money = 2
    case diary = 3
    case files = 4
    case accessHistory = 5
    case factors = 6
    case plans = 7
    case requests = 8

    /// A name for forms and JSON.
    package var name: String {
        switch self {
        case .handles: "handles"
        case .money: "money"
        case .diary: "diary"
        case .files: "files"
        case .accessHistory: "access-history"
        case .factors: "factors"
        case .plans: "plans"
        case .requests: "requests"
        }
    }
}

/// Whom a breach concerns, as a rule.
package enum BreachRule: Sendable, Hashable {
    case everybody
    /// Accounts that were there at some time between the two.
    case existed(Range<Timestamp>)
    /// Accounts whose vault was opened between the two.
    case opened(Range<Timestamp>)
    case accounts([UserAccountID])

    package static let accountMaximum = 1000
}

/// A breach of personal data: what happened, whom it concerns, and who was told when.
///
/// It holds nothing of anybody but identifiers of accounts, where they were given as a list.
///
/// - Shape: record 62 of nobody; docs/spec/breaches.md §5.
package struct Breach: Sendable, Hashable {
    /// That somebody was told, or why nobody has to be.
    package struct Mark: Sendable, Hashable {
        package let duty: BreachDuty
        package let time: Timestamp
        /// Why it is not owed; nil where it was told.
        package let reason: String?
        /// When it was marked.
        package let noted: Timestamp
    }

    /// How far the list of those concerned is, and that of those who were told.
    package struct Walk: Sendable, Hashable {
        package internal(set) var count: UInt32 = 0
        package internal(set) var isDone = false
        /// The last account that was looked at.
        var last: [UInt8]?
    }

    package static let whatMaximum = 4000
    package static let lineMaximum = 2000
    package static let reasonMaximum = 500

    package let id: BreachID
    package let opened: Timestamp
    package let noticed: Timestamp
    package let what: String
    package let consequences: String
    package let measures: String
    package let data: [BreachData]
    package let rule: BreachRule
    package internal(set) var concerned = Walk()
    package internal(set) var told = Walk()
    package internal(set) var marks: [Mark] = []

    package func deadline(of duty: BreachDuty) -> Timestamp { noticed.adding(seconds: duty.hours * 3600) }

    package func mark(of duty: BreachDuty) -> Mark? { marks.first { $0.duty == duty } }

    /// Whether people are shown it.
    package var isShown: Bool { mark(of: .persons).map { $0.reason == nil } ?? false }

    /// What is still to be told, the next first.
    package var open: [BreachDuty] { BreachDuty.allCases.filter { mark(of: $0) == nil }.sorted() }

    /// Deadlines that passed without a word.
    package func missed(at now: Timestamp) -> [BreachDuty] { open.filter { deadline(of: $0) < now } }

    /// Whether whoever was told so far was told in time.
    package var wasInTime: Bool { marks.allSatisfy { $0.time <= deadline(of: $0.duty) } }

    init(_ draft: BreachDraft, at time: Timestamp) {
        id = BreachID(bytes: SecureRandom.bytes(count: 16)) ?? BreachID(high: 0, low: 0)
        opened = time
        noticed = draft.noticed
        what = draft.what
        consequences = draft.consequences
        measures = draft.measures
        data = draft.data
        rule = draft.rule
    }
}

/// What somebody writes down of a breach.
package struct BreachDraft: Sendable {
    package var noticed: Timestamp
    package var what: String
    package var consequences: String
    package var measures: String
    package var data: [BreachData]
    package var rule: BreachRule

    package init(
        noticed: Timestamp,
        what: String,
        consequences: String,
        measures: String,
        data: [BreachData],
        rule: BreachRule
    ) {
        self.noticed = noticed
        self.what = what
        self.consequences = consequences
        self.measures = measures
        self.data = data
        self.rule = rule
    }
}

/// Why a breach was not written down.
package enum BreachProblem: Error, Hashable, Sendable {
    case noticed
    case empty
    case words(PlainText.Fault, maximum: Int)
    case noData
    /// A span that ends before it begins, or no accounts, or too many.
    case rule
    case unknown
    case marked
    /// Before it was noticed, or to come.
    case time
    /// Who is concerned is still being worked out.
    case gathering
    case tooMany(maximum: Int)
}

extension Breach: RecordCodable {
    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        id = try reader.id(1)
        opened = try reader.timestamp(2)
        noticed = try reader.timestamp(3)
        what = try reader.string(4)
        consequences = try reader.string(5)
        measures = try reader.string(6)
        var data: [BreachData] = []
        for bytes in reader.allBytes(7) {
            guard bytes.count == 1, let one = BreachData(rawValue: bytes[0]) else { throw .value(7) }
            data.append(one)
        }
        self.data = data
        rule = try BreachRule(reader)
        concerned = try Walk(try reader.bytes(12))
        told = try Walk(try reader.bytes(13))
        for bytes in reader.allBytes(14) { marks.append(try Mark(decoding: bytes)) }
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, id)
        writer.append(2, opened)
        writer.append(3, noticed)
        writer.append(4, what)
        writer.append(5, consequences)
        writer.append(6, measures)
        for one in data { writer.append(7, one.rawValue) }
        rule.append(to: &writer)
        writer.append(12, concerned.encode())
        writer.append(13, told.encode())
        for mark in marks { writer.append(14, mark.encode()) }
        return writer.bytes
    }
}

extension BreachRule {
    /// Fields 8 to 11: which, from, until, accounts.
    fileprivate init(_ reader: FieldReader) throws(RecordDecodingError) {
        switch try reader.uint8(8) {
        case 1: self = .everybody
        case 2: self = .existed(try Self.span(reader))
        case 3: self = .opened(try Self.span(reader))
        case 4:
            var accounts: [UserAccountID] = []
            for bytes in reader.allBytes(11) {
                guard let account = UserAccountID(bytes: bytes) else { throw .width(11) }
                accounts.append(account)
            }
            self = .accounts(accounts)
        default: throw .value(8)
        }
    }

    private static func span(_ reader: FieldReader) throws(RecordDecodingError) -> Range<Timestamp> {
        let (from, until) = (try reader.timestamp(9), try reader.timestamp(10))
        guard from <= until else { throw .value(10) }
        return from..<until
    }

    fileprivate func append(to writer: inout FieldWriter) {
        switch self {
        case .everybody: writer.append(8, UInt8(1))
        case .existed(let span), .opened(let span):
            if case .existed = self { writer.append(8, UInt8(2)) } else { writer.append(8, UInt8(3)) }
            writer.append(9, span.lowerBound)
            writer.append(10, span.upperBound)
        case .accounts(let accounts):
            writer.append(8, UInt8(4))
            for account in accounts { writer.append(11, account) }
        }
    }
}

extension Breach.Walk {
    fileprivate init(_ bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        count = try reader.uint32(1)
        isDone = try reader.bool(2)
        last = try reader.optionalBytes(3)
    }

    fileprivate func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, count)
        writer.append(2, isDone)
        if let last { writer.append(3, last) }
        return writer.bytes
    }
}

extension Breach.Mark {
    fileprivate init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        guard let duty = BreachDuty(rawValue: try reader.uint8(1)) else { throw .value(1) }
        self.duty = duty
        time = try reader.timestamp(2)
        reason = try reader.optionalString(3)
        noted = try reader.timestamp(4)
    }

    fileprivate func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, duty.rawValue)
        writer.append(2, time)
        if let reason { writer.append(3, reason) }
        writer.append(4, noted)
        return writer.bytes
    }
}

/// That a breach concerns an account.
///
/// - Shape: record 62 of the account, under the name of the breach.
struct BreachNotice: RecordCodable {
    let breach: BreachID
    /// When it was written into her history; nil before.
    var told: Timestamp?
    /// When she said that she has read it.
    var read: Timestamp?

    init(_ breach: BreachID) { self.breach = breach }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        breach = try reader.id(1)
        told = try reader.optionalTimestamp(2)
        read = try reader.optionalTimestamp(3)
    }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, breach)
        if let told { writer.append(2, told) }
        if let read { writer.append(3, read) }
        return writer.bytes
    }
}

extension RecordKey {
    static func breach(_ id: BreachID) -> RecordKey { RecordKey(kind: .breach, name: id.bytes) }

    static func breachNotice(_ id: BreachID, of account: UserAccountID) -> RecordKey {
        RecordKey(kind: .breach, owner: account.bytes, name: id.bytes)
    }
}
