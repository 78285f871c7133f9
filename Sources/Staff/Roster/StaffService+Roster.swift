package import Primitives

// What the pages of the staff and the command line ask for: each is checked against the roster as it is, written into
// the log, then done.

extension StaffService {
    /// Proposes an invitation or another role; the proposer has agreed.
    @discardableResult
    package func propose(
        _ change: StaffProposal.Change,
        by officer: StaffMemberID
    ) async throws(StaffError) -> StaffProposalID {
        let (id, now): (StaffProposalID, Timestamp) = (Self.id(), now())
        try await self.change { roster throws(StaffRefusal) in
            try roster.propose(change, id: id, by: officer, at: now)
        }
        return id
    }

    /// The second officer agrees.
    ///
    /// - Returns: an invitation's link, which is shown this once; nil where a role was changed.
    package func approve(
        _ id: StaffProposalID,
        by officer: StaffMemberID
    ) async throws(StaffError) -> StaffSecret? {
        let (secret, now) = (StaffSecret.random(.link), now())
        let roster = try await change { roster throws(StaffRefusal) in
            try roster.approve(id, by: officer, secretHash: secret.hash, at: now)
        }
        return roster.proposal(id)?.isLink == true ? secret : nil
    }

    package func withdraw(_ id: StaffProposalID, by officer: StaffMemberID) async throws(StaffError) {
        try await change { roster throws(StaffRefusal) in try roster.withdraw(id, by: officer) }
    }

    /// Makes a link for one of the first two officers.
    ///
    /// - Returns: the link's secret, which is shown this once.
    package func inviteFirst(name: String, role: StaffRole) async throws(StaffError) -> StaffSecret {
        let (secret, id, now): (StaffSecret, StaffProposalID, Timestamp) = (.random(.link), Self.id(), now())
        try await change { roster throws(StaffRefusal) in
            try roster.inviteFirst(name: name, role: role, id: id, secretHash: secret.hash, at: now)
        }
        return secret
    }

    /// Removes a member and ends her sessions.
    package func remove(_ id: StaffMemberID, by actor: StaffActor) async throws(StaffError) {
        let now = now()
        try await change { roster throws(StaffRefusal) in try roster.remove(id, by: actor, at: now) }
        // She is let in no more since the roster changed; this takes the records away.
        try await endSessions(of: id)
    }

    /// Writes down that somebody acts about a person's account: in that person's own history, and without her in the
    /// staff's.
    package func record(
        _ deed: StaffDeed,
        by member: StaffMember,
        about vault: VaultID
    ) async throws(StaffError) {
        try await surroundings.recorder.record(StaffAct(deed, actor: member.id, role: member.role))
        try await surroundings.recorder.record(StaffAct(deed, actor: member.id, role: member.role, vault: vault))
    }

    /// Writes down that there is a breach of personal data, or that somebody was told of it.
    package func record(_ breach: BreachMention, by member: StaffMember) async throws(StaffError) {
        try await surroundings.recorder.record(
            StaffAct(.breachNoted, actor: member.id, role: member.role, breach: breach)
        )
    }

    package func attest(
        _ device: StaffDeviceID,
        of id: StaffMemberID,
        _ look: DeviceLook,
        until: CalendarDay,
        by actor: StaffActor
    ) async throws(StaffError) {
        let now = now()
        try await change { roster throws(StaffRefusal) in
            try roster.attest(device, of: id, look, until: until, by: actor, at: now)
        }
    }

    package func withdraw(
        _ device: StaffDeviceID,
        of id: StaffMemberID,
        by actor: StaffActor
    ) async throws(StaffError) {
        try await change { roster throws(StaffRefusal) in try roster.withdraw(device, of: id, by: actor) }
    }

    package func recordTraining(
        _ kind: TrainingRecord.Kind,
        on day: CalendarDay,
        of id: StaffMemberID,
        by actor: StaffActor
    ) async throws(StaffError) {
        let now = now()
        try await change { roster throws(StaffRefusal) in
            try roster.record(kind, on: day, of: id, by: actor, at: now)
        }
    }

    package func planDuty(
        from: Timestamp,
        until: Timestamp,
        of id: StaffMemberID,
        by actor: StaffActor
    ) async throws(StaffError) {
        let now = now()
        let window = DutyWindow(id: Self.id(), from: from, until: until, by: actor.member)
        try await change { roster throws(StaffRefusal) in
            try roster.planDuty(window, of: id, by: actor, at: now)
        }
    }

    package func cancelDuty(
        _ window: DutyWindowID,
        of id: StaffMemberID,
        by actor: StaffActor
    ) async throws(StaffError) {
        try await change { roster throws(StaffRefusal) in try roster.cancelDuty(window, of: id, by: actor) }
    }
}
