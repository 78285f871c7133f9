import KeyService
package import Primitives
import Synchronization
import Vault

/// What the staff decides about a request.
package enum RightsDecision: Sendable, Hashable {
    /// It came in, and somebody looks at it.
    case acknowledge
    case extend(reason: String)
    case answer(isDone: Bool, words: String)
}

/// A request as somebody of the staff sees it: never whose it is.
package struct DeskRequest: Sendable {
    package let id: RightsRequestID
    package let kind: RightsKind
    package let state: RightsState
    package let filed: Timestamp
    package let filedDay: CalendarDay
    package let deadline: CalendarDay
    package let steps: [RightsRequest.Step]
    package let purpose: Purpose?
    /// Nil where there are none; of a nominee nil too, until two of the staff agreed that they are read.
    package let words: String?
    package let extensionReason: String?
    package let answer: String?
    /// Who of the staff agreed lately that a nominee is read.
    package let readers: Set<StaffMemberID>
    package let mayBeExtended: Bool
}

/// Requests as the staff works on them. Who does something is written down before, in the person's own history.
///
/// - Source: docs/spec/rights.md §5.
extension IdentityService {
    /// For how long two agreements let a nominee be read.
    package static let nomineeReadingSeconds: Int64 = 24 * 3600
    package static let nomineeReaderCount = 2
    /// After an answer it is kept so long, to show that it was given.
    package static let requestKeptDays = 1096
    private static let linePageCount = 500

    /// Every request, by the day it is due.
    package func requestLines() async throws(IdentityError) -> [RightsLine] {
        var found: [RightsLine] = []
        var after: [UInt8]?
        while true {
            let page: [OpenRecord<RightsLine>]
            do {
                page = try await records.list(
                    .rightsRequest,
                    owner: RecordKey.nobody,
                    after: after,
                    limit: Self.linePageCount
                )
            } catch { throw .records(error) }
            found += page.map(\.value)
            guard page.count == Self.linePageCount, let last = page.last else { break }
            after = last.key.name
        }
        return found.sorted { ($0.deadline, $0.filed, $0.id.text) < ($1.deadline, $1.filed, $1.id.text) }
    }

    /// How many wait for an answer, and of how many the day has passed.
    package func requestCounts(on today: CalendarDay) async throws(IdentityError) -> (open: Int, overdue: Int, all: Int)
    {
        let lines = try await requestLines()
        return (lines.count { $0.state.isOpen }, lines.count { $0.isOverdue(on: today) }, lines.count)
    }

    /// A request for one of the staff.
    ///
    /// - Throws: `.rights(.unknown)`.
    package func deskRequest(
        _ id: RightsRequestID,
        for member: StaffMemberID,
        on today: CalendarDay
    ) async throws(IdentityError) -> DeskRequest {
        let request = try await found(id).record.value
        let readers = Set(recentReaders(of: request).map(\.member))
        let isSealed = request.kind == .nominee
        let isRead = readers.count >= Self.nomineeReaderCount && readers.contains(member)
        return DeskRequest(
            id: id,
            kind: request.kind,
            state: request.state,
            filed: request.filed,
            filedDay: request.filedDay,
            deadline: request.deadline,
            steps: request.steps,
            purpose: request.purpose,
            words: isSealed && !isRead ? nil : request.words,
            extensionReason: request.extensionReason,
            answer: request.answer,
            readers: readers,
            mayBeExtended: request.state.isOpen && Self.extended(request, on: today) != nil
        )
    }

    /// Decides about a request.
    ///
    /// - `recording`: writes the act into the history of the vault whose request it is; nothing is changed where that
    ///   fails.
    /// - Throws: `.rights`; and what `recording` throws.
    package func decide(
        _ decision: RightsDecision,
        on id: RightsRequestID,
        today: CalendarDay,
        recording: (VaultID) async throws -> Void
    ) async throws {
        try await changing(id, recording) { request throws(RightsProblem) in
            guard request.state.isOpen else { throw .over }
            switch decision {
            case .acknowledge:
                guard request.state == .filed else { throw .acknowledgedAlready }
                request.take(.acknowledged, at: now())
            case .extend(let reason):
                let reason = try RightsProblem.required(reason, maximum: RightsRequest.reasonMaximum)
                guard request.extensionReason == nil else { throw .extendedAlready }
                guard let deadline = Self.extended(request, on: today) else { throw .notExtendable }
                request.extensionReason = reason
                request.deadline = deadline
                request.take(.extended, at: now())
            case .answer(let isDone, let words):
                request.answer = try RightsProblem.required(words, maximum: RightsRequest.answerMaximum)
                request.take(isDone ? .done : .declined, at: now())
            }
        }
    }

    /// Somebody of the staff agrees that a nominee is read, because somebody came who says to be her; the second who
    /// agrees opens it for both, for a day.
    ///
    /// - Throws: `.rights(.noNominee)`, `.rights(.agreedAlready)`; and what `recording` throws.
    package func agreeToReadNominee(
        _ id: RightsRequestID,
        by member: StaffMemberID,
        recording: (VaultID) async throws -> Void
    ) async throws {
        try await changing(id, recording) { request throws(RightsProblem) in
            guard request.kind == .nominee, request.state == .done, request.words != nil else { throw .noNominee }
            let recent = recentReaders(of: request)
            guard !recent.contains(where: { $0.member == member }) else { throw .agreedAlready }
            request.readers = recent + [RightsRequest.Reader(member: member, time: now())]
        }
    }

    /// The nomination of an account, for whoever was told its handle or its id; nil where there is none.
    package func nomination(of account: UserAccountID) async throws(IdentityError) -> RightsRequestID? {
        try await storedRequests(of: account).first { $0.value.kind == .nominee && $0.value.state == .done }?.value.id
    }

    /// Lets go of what was answered long ago, once a day.
    package func sweepRequests() async throws(IdentityError) {
        let today = now().day()
        guard requestsSweptOn.withLock({ $0 }) != today else { return }
        let limit = now().adding(seconds: -Int64(Self.requestKeptDays) * 86_400)
        for line in try await requestLines() where !line.state.isOpen && line.last <= limit {
            // Who may act for her stays as long as she says.
            if line.kind == .nominee, line.state == .done { continue }
            try await write([.delete(.rightsRequest(line.id, of: line.account)), .delete(.rightsLine(line.id))])
        }
        requestsSweptOn.withLock { $0 = today }
    }

    private static func extended(_ request: RightsRequest, on today: CalendarDay) -> CalendarDay? {
        guard request.extensionReason == nil, today <= request.deadline else { return nil }
        return request.kind.extendedDeadline(from: request.filedDay)
    }

    private func recentReaders(of request: RightsRequest) -> [RightsRequest.Reader] {
        let limit = now().adding(seconds: -Self.nomineeReadingSeconds)
        return request.readers.filter { $0.time > limit }
    }

    private func found(
        _ id: RightsRequestID
    ) async throws(IdentityError) -> (record: OpenRecord<RightsRequest>, account: UserAccountID) {
        let line: OpenRecord<RightsLine>?
        do { line = try await records.read(.rightsLine(id)) } catch { throw .records(error) }
        guard let line, let record = try await storedRequest(id, of: line.value.account) else {
            throw .rights(.unknown)
        }
        return (record, line.value.account)
    }

    /// Changes a request as it is at that moment; of two at once the second looks again.
    private func changing(
        _ id: RightsRequestID,
        _ recording: (VaultID) async throws -> Void,
        _ body: (inout RightsRequest) throws(RightsProblem) -> Void
    ) async throws {
        var isRecorded = false
        for _ in 0..<4 {
            let (present, account) = try await found(id)
            var changed = present.value
            do throws(RightsProblem) { try body(&changed) } catch { throw IdentityError.rights(error) }
            if !isRecorded {
                try await recording(try await self.account(account).value.vault)
                isRecorded = true
            }
            do {
                try await write(Self.replacing(present, by: changed, of: account))
                return
            } catch IdentityError.records(.store(.conflict)) {
                continue
            }
        }
        throw IdentityError.vault(.contended)
    }
}
