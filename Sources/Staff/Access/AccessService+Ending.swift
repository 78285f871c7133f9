package import Escrow
package import Primitives

/// The end of a request: first nothing is open any more, then it is written down.
///
/// - Source: docs/spec/break-glass.md §6.
extension AccessService {
    /// An officer says no; or whoever asked takes it back.
    ///
    /// What is open ends with it, at once; where the rest cannot be written down at this moment it is at the next
    /// ``settle()``.
    /// - Throws: `.refused`: `unknownAccess`, `accessOver`, and `notAllowed` for anybody else.
    package func end(_ id: AccessRequestID, by member: StaffMemberID) async throws(StaffError) {
        let request = try await request(id)
        guard request.ending == nil else { throw .refused(.accessOver) }
        let isOwn = request.statement.requester == member
        let isOfficer = try await staff.roster()[member]?.role.isOfficer == true
        guard isOwn || isOfficer else { throw .refused(.notAllowed) }
        letGo(id, AccessMemory.Ending(cause: isOwn ? .withdrawn : .refused, by: member))
        try await turns.run { () async throws(StaffError) in try await finish(id) }
    }

    /// Ends a request that nobody of the staff ended, for whoever has the turn.
    func over(_ id: AccessRequestID, _ cause: AccessRequest.Cause) async throws(StaffError) {
        letGo(id, AccessMemory.Ending(cause: cause, by: nil))
        try await finish(id)
    }

    /// Nothing of it is open when this returns; it waits for no store and no log.
    private func letGo(_ id: AccessRequestID, _ ending: AccessMemory.Ending) {
        memory.note(ending, of: id)
        desk.close(id)
    }

    /// Writes down an end that ``letGo(_:_:)`` began, for whoever has the turn.
    ///
    /// The record changes last: until then everything before it is done again.
    func finish(_ id: AccessRequestID) async throws(StaffError) {
        guard let ending = memory.ending(id) else { return }
        let request = try await request(id)
        guard request.ending == nil else { return memory.forget(id) }
        let time = now()
        let wasTried = memory.isWritten(AccessMemory.Act(deed: .accessOpened, by: nil), of: id)
        let isEnd = request.opened != nil || wasTried
        try await recordOnce(isEnd ? .accessEnded : ending.cause.deed, of: request, by: ending.by)
        if isEnd { try await desk.renewKeys(of: request.statement.vault) }
        if let opened = request.opened, !memory.isEndTold(id) {
            var ended = request
            ended.end(ending.cause, by: ending.by, at: time)
            try await desk.tell(Self.notice(ended, opened: opened), to: request.account)
            memory.noteEndTold(id)
        }
        do throws(StaffError) {
            try await change(id) { request throws(StaffError) in
                request.end(ending.cause, by: ending.by, at: time)
            }
        } catch .refused(.accessOver) {}  // somebody else was faster, for whatever reason
        memory.forget(id)
    }

    /// Writes an act down unless this process did before: what follows it may have to be tried again.
    func recordOnce(
        _ deed: StaffDeed,
        of request: AccessRequest,
        by member: StaffMemberID?
    ) async throws(StaffError) {
        let act = AccessMemory.Act(deed: deed, by: member)
        guard !memory.isWritten(act, of: request.id) else { return }
        try await record(deed, of: request, by: member)
        memory.noteWritten(act, of: request.id)
    }

    /// What the person is told of it.
    static func notice(_ request: AccessRequest, opened: Timestamp) -> AccessNotice {
        AccessNotice(
            request: request.id,
            asked: request.statement.made,
            role: request.role,
            reason: request.reason,
            ticket: request.ticket,
            trackers: request.statement.trackers,
            opened: opened,
            ended: request.ending?.time,
            pages: request.pages
        )
    }
}

extension AccessRequest.Cause {
    /// How the end of a request is called that never was open.
    fileprivate var deed: StaffDeed {
        switch self {
        case .withdrawn: .accessWithdrawn
        case .refused: .accessRefused
        case .expired, .timeUp, .person, .denied, .restarted: .accessEnded
        }
    }
}
