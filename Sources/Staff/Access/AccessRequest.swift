package import Escrow
package import KeyService
package import Primitives
import Sealing

/// One request to see a part of a person's data, from asking to its end, as stored (sealed).
///
/// - Shape: record 44 of the metadata store; docs/spec/break-glass.md §8.
package struct AccessRequest: Sendable, Hashable, RecordCodable {
    package static let reasonCharacterMaximum = 500
    package static let ticketCharacterMaximum = 60

    /// How it ended.
    ///
    /// Raw values are in sealed records: never renumber, never reuse.
    package enum Cause: UInt8, Sendable, CaseIterable {
        /// By who asked, before or after it was open.
        case withdrawn = 1
        /// An officer said no, or ended it.
        case refused = 2
        /// Nobody agreed in time.
        case expired = 3
        /// Its minutes were over.
        case timeUp = 4
        /// The person ended it, or took her consent back.
        case person = 5
        /// The key service, or a share, said no.
        case denied = 6
        /// The server was started anew, and what it had in memory is gone.
        case restarted = 7
    }

    package struct Ending: Sendable, Hashable {
        package let time: Timestamp
        package let cause: Cause
        /// Nil where nobody of the staff did.
        package let by: StaffMemberID?
    }

    /// Where it stands at a moment.
    package enum State: Sendable, Hashable {
        /// Officers may agree until then.
        case pending(until: Timestamp)
        /// Two agreed; it opens once the log has published that.
        case agreed
        case open(until: Timestamp)
        case ended(Ending)
    }

    package let statement: AccessStatement
    package let account: UserAccountID
    /// Of who asked, at that moment.
    package let role: StaffRole
    package let reason: String
    package let ticket: String
    package internal(set) var approvals: [AccessApproval] = []
    package internal(set) var opened: Timestamp?
    package internal(set) var ending: Ending?
    package internal(set) var pages = 0

    init(statement: AccessStatement, account: UserAccountID, role: StaffRole, reason: String, ticket: String) {
        self.statement = statement
        self.account = account
        self.role = role
        self.reason = reason
        self.ticket = ticket
    }

    package var id: AccessRequestID { statement.id }

    /// When an open one is over.
    package var until: Timestamp? { opened?.adding(seconds: Int64(statement.minutes) * 60) }

    package var state: State {
        if let ending { return .ended(ending) }
        if let until { return .open(until: until) }
        return approvals.count < EscrowPolicy.threshold ? .pending(until: statement.end) : .agreed
    }

    /// What the log says of it.
    func mention(page: Int? = nil) -> AccessMention {
        AccessMention(
            statement: statement.digest,
            trackers: statement.trackers,
            minutes: statement.minutes,
            page: page
        )
    }

    mutating func end(_ cause: Cause, by member: StaffMemberID?, at time: Timestamp) {
        ending = Ending(time: time, cause: cause, by: member)
        // What was signed and handed over is of no more use.
        approvals = approvals.map(\.withoutSecrets)
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, statement.encoded())
        writer.append(2, account)
        writer.append(3, reason)
        writer.append(4, ticket)
        for approval in approvals { writer.append(5, approval.encode()) }
        if let ending {
            writer.append(6, ending.time)
            writer.append(7, ending.cause.rawValue)
        }
        if let opened { writer.append(8, opened) }
        if let by = ending?.by { writer.append(9, by) }
        writer.append(10, UInt32(clamping: pages))
        writer.append(11, role.rawValue)
        return writer.bytes
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        do { statement = try AccessStatement(decoding: try reader.bytes(1)) } catch { throw .value(1) }
        account = try reader.id(2)
        reason = try reader.string(3)
        ticket = try reader.string(4)
        approvals = try reader.all(5)
        opened = try reader.optionalTimestamp(8)
        pages = Int(try reader.uint32(10))
        guard let role = StaffRole(rawValue: try reader.uint8(11)) else { throw .value(11) }
        self.role = role
        guard let time = try reader.optionalTimestamp(6) else { return }
        guard let cause = Cause(rawValue: try reader.uint8(7)) else { throw .value(7) }
        ending = Ending(time: time, cause: cause, by: try reader.optionalID(9))
    }
}

/// That an officer agreed: what her passkey signed, and her shares sealed to the other officers.
package struct AccessApproval: Sendable, Hashable, RecordCodable {
    /// A share of one slot's secret, handed to one officer.
    struct Handed: Sendable, Hashable {
        let slot: KeySlotID
        let share: OfficerShare
    }

    package let officer: StaffMemberID
    package let time: Timestamp
    let signed: SignedApproval
    let handed: [Handed]

    init(time: Timestamp, signed: SignedApproval, handed: [Handed]) {
        officer = signed.officer
        self.time = time
        self.signed = signed
        self.handed = handed
    }

    fileprivate var withoutSecrets: AccessApproval {
        let empty = SignedApproval(officer: officer, authenticatorData: [], clientData: [], signature: [])
        return AccessApproval(time: time, signed: empty, handed: [])
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, officer)
        writer.append(2, time)
        writer.append(3, signed.authenticatorData)
        writer.append(4, signed.clientData)
        writer.append(5, signed.signature)
        for handed in handed {
            var fields = FieldWriter()
            fields.append(1, handed.slot)
            fields.append(2, handed.share.officer)
            fields.append(3, handed.share.number)
            fields.append(4, handed.share.box)
            writer.append(6, fields.bytes)
        }
        return writer.bytes
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        officer = try reader.id(1)
        time = try reader.timestamp(2)
        signed = SignedApproval(
            officer: officer,
            authenticatorData: try reader.bytes(3),
            clientData: try reader.bytes(4),
            signature: try reader.bytes(5)
        )
        var handed: [Handed] = []
        for bytes in reader.allBytes(6) {
            let fields = try FieldReader(bytes)
            let share = OfficerShare(
                officer: try fields.id(2),
                number: try fields.uint8(3),
                box: try fields.bytes(4)
            )
            handed.append(Handed(slot: try fields.id(1), share: share))
        }
        self.handed = handed
    }
}

extension RecordKey {
    /// Of requests that have ended: apart from the others, of which there are few.
    static let endedAccess = [UInt8](repeating: 0, count: 15) + [1]

    static func accessRequest(_ id: AccessRequestID) -> RecordKey {
        RecordKey(kind: .accessRequest, name: id.bytes)
    }

    static func endedAccessRequest(_ id: AccessRequestID) -> RecordKey {
        RecordKey(kind: .accessRequest, owner: endedAccess, name: id.bytes)
    }
}

extension AccessRequestID {
    /// A fresh one, in the order of time.
    static func make(at time: Timestamp) -> AccessRequestID {
        let random = SecureRandom.bytes(count: 8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return AccessRequestID(high: UInt64(clamping: time.milliseconds), low: random)
    }
}
