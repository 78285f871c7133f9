package import KeyService
package import Primitives
import Sealing

package enum RightsRequestTag: Sendable {}
package typealias RightsRequestID = ID<RightsRequestTag>

/// How a request stands, from a closed list.
///
/// Raw values are in sealed records: never renumber, never reuse.
package enum RightsState: UInt8, Sendable, CaseIterable, Hashable {
    case filed = 1
    case acknowledged = 2
    case extended = 3
    case done = 4
    case declined = 5
    case withdrawn = 6

    package var name: String {
        switch self {
        case .filed: "filed"
        case .acknowledged: "acknowledged"
        case .extended: "extended"
        case .done: "done"
        case .declined: "declined"
        case .withdrawn: "withdrawn"
        }
    }

    /// Whether somebody waits for an answer.
    package var isOpen: Bool { self == .filed || self == .acknowledged || self == .extended }
}

/// What a person asked for, and what became of it.
///
/// - Shape: record 61; docs/spec/rights.md §6.
package struct RightsRequest: Sendable, Hashable {
    /// One step of its history.
    package struct Step: Sendable, Hashable {
        package let state: RightsState
        package let time: Timestamp
    }

    /// Somebody of the staff who wants to read who is named as a nominee.
    package struct Reader: Sendable, Hashable {
        package let member: StaffMemberID
        package let time: Timestamp
    }

    /// In Unicode scalars.
    package static let wordsMaximum = 2000
    package static let answerMaximum = 4000
    package static let reasonMaximum = 500
    private static let stepMaximum = 16

    package let id: RightsRequestID
    package let kind: RightsKind
    package let filed: Timestamp
    /// The day of the filing where the installation is: clocks run from it, wherever the installation moves.
    package let filedDay: CalendarDay
    /// What she wrote; nil where there was nothing to write, or a nominee was taken back.
    package internal(set) var words: String?
    /// The purpose that she objects to; nil for anything else.
    package let purpose: Purpose?
    /// The last day for an answer, as she was told.
    package internal(set) var deadline: CalendarDay
    package internal(set) var steps: [Step]
    /// Why it takes longer, as the staff wrote it.
    package internal(set) var extensionReason: String?
    /// As the staff wrote it; nil where the program honoured it at once.
    package internal(set) var answer: String?
    /// Until when she has read what the staff did.
    var seen: Timestamp
    var readers: [Reader] = []

    package var state: RightsState { steps.last?.state ?? .filed }
    /// When it was answered, declined or withdrawn.
    package var ended: Timestamp? { state.isOpen ? nil : steps.last?.time }
    /// Whether the staff did something that she has not read.
    package var hasNews: Bool { state != .withdrawn && steps.contains { $0.state != .filed && $0.time > seen } }

    init(
        _ kind: RightsKind,
        words: String?,
        purpose: Purpose?,
        at time: Timestamp,
        on day: CalendarDay
    ) {
        id = RightsRequestID(bytes: SecureRandom.bytes(count: 16)) ?? RightsRequestID(high: 0, low: 0)
        self.kind = kind
        self.words = words
        self.purpose = purpose
        filed = time
        filedDay = day
        deadline = kind.deadline(from: day)
        seen = time
        steps = [Step(state: .filed, time: time)]
        if kind.isHonouredAtOnce || purpose != nil { steps.append(Step(state: .done, time: time)) }
    }

    mutating func take(_ state: RightsState, at time: Timestamp) { steps.append(Step(state: state, time: time)) }
}

extension RightsRequest: RecordCodable {
    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        id = try reader.id(1)
        guard let kind = RightsKind(rawValue: try reader.uint8(2)) else { throw .value(2) }
        self.kind = kind
        filed = try reader.timestamp(3)
        filedDay = try reader.day(4)
        deadline = try reader.day(5)
        words = try reader.optionalString(6)
        if try reader.optionalBytes(7) == nil {
            purpose = nil
        } else {
            guard let purpose = Purpose(rawValue: try reader.uint8(7)) else { throw .value(7) }
            self.purpose = purpose
        }
        var steps: [Step] = []
        for bytes in reader.allBytes(8) {
            guard bytes.count == 9, let state = RightsState(rawValue: bytes[0]) else { throw .value(8) }
            steps.append(Step(state: state, time: Self.time(bytes.dropFirst())))
        }
        guard (1...Self.stepMaximum).contains(steps.count) else { throw .value(8) }
        self.steps = steps
        extensionReason = try reader.optionalString(9)
        answer = try reader.optionalString(10)
        seen = try reader.timestamp(11)
        for bytes in reader.allBytes(12) {
            guard bytes.count == 24, let member = StaffMemberID(bytes: bytes.prefix(16)) else { throw .value(12) }
            readers.append(Reader(member: member, time: Self.time(bytes.dropFirst(16))))
        }
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, id)
        writer.append(2, kind.rawValue)
        writer.append(3, filed)
        writer.append(4, filedDay.daysSinceEpoch)
        writer.append(5, deadline.daysSinceEpoch)
        if let words { writer.append(6, words) }
        if let purpose { writer.append(7, purpose.rawValue) }
        for step in steps { writer.append(8, [step.state.rawValue] + Self.bytes(step.time)) }
        if let extensionReason { writer.append(9, extensionReason) }
        if let answer { writer.append(10, answer) }
        writer.append(11, seen)
        for reader in readers { writer.append(12, reader.member.bytes + Self.bytes(reader.time)) }
        return writer.bytes
    }

    private static func bytes(_ time: Timestamp) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(UInt64(bitPattern: time.milliseconds))
        return writer.bytes
    }

    private static func time(_ bytes: ArraySlice<UInt8>) -> Timestamp {
        Timestamp(milliseconds: Int64(bitPattern: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }))
    }
}

extension FieldReader {
    /// A day of the calendar, 4 bytes.
    func day(_ tag: UInt16) throws(RecordDecodingError) -> CalendarDay {
        CalendarDay(daysSinceEpoch: Int32(bitPattern: try uint32(tag)))
    }
}

/// A request as the list of the staff has it: nothing of whose it is but where its record lies.
///
/// - Shape: record 61 of nobody, under the name of the request.
package struct RightsLine: Sendable, Hashable, RecordCodable {
    package let id: RightsRequestID
    let account: UserAccountID
    package let kind: RightsKind
    package let state: RightsState
    package let filed: Timestamp
    package let deadline: CalendarDay
    /// When it was answered, declined or withdrawn; of one that waits when it was filed.
    let last: Timestamp

    init(_ request: RightsRequest, of account: UserAccountID) {
        id = request.id
        self.account = account
        kind = request.kind
        state = request.state
        filed = request.filed
        deadline = request.deadline
        last = request.ended ?? request.filed
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        id = try reader.id(1)
        account = try reader.id(2)
        guard let kind = RightsKind(rawValue: try reader.uint8(3)) else { throw .value(3) }
        guard let state = RightsState(rawValue: try reader.uint8(4)) else { throw .value(4) }
        self.kind = kind
        self.state = state
        filed = try reader.timestamp(5)
        deadline = try reader.day(6)
        last = try reader.timestamp(7)
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, id)
        writer.append(2, account)
        writer.append(3, kind.rawValue)
        writer.append(4, state.rawValue)
        writer.append(5, filed)
        writer.append(6, deadline.daysSinceEpoch)
        writer.append(7, last)
        return writer.bytes
    }

    /// Whether its day has passed and nobody answered.
    package func isOverdue(on today: CalendarDay) -> Bool { state.isOpen && deadline < today }
}

extension RecordKey {
    static func rightsRequest(_ id: RightsRequestID, of account: UserAccountID) -> RecordKey {
        RecordKey(kind: .rightsRequest, owner: account.bytes, name: id.bytes)
    }

    /// Lets the staff find requests without whose they are.
    static func rightsLine(_ id: RightsRequestID) -> RecordKey { RecordKey(kind: .rightsRequest, name: id.bytes) }
}
