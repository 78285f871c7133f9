package import Primitives

// What officers decide together. Each function changes the roster and says what is to be written down, or refuses and
// changes nothing.

extension StaffRoster {
    /// Proposes a change; whoever proposes it has agreed.
    ///
    /// - Returns: the acts to write down.
    mutating func propose(
        _ change: StaffProposal.Change,
        id: StaffProposalID,
        by officer: StaffMemberID,
        at now: Timestamp
    ) throws(StaffRefusal) -> [StaffAct] {
        let actor = try officerNow(officer)
        try check(change, decidedBy: officer)
        dropExpired(at: now)
        guard proposals.count < Self.proposalCountMaximum else { throw .full }
        proposals.append(StaffProposal(id: id, try checked(change), made: now, by: officer))
        return [act(.proposed, change, by: actor)]
    }

    /// The second officer agrees: a role is changed, or a link made.
    ///
    /// - Parameters:
    ///   - id: Of the proposal.
    ///   - officer: Who agrees.
    ///   - secretHash: What an invitation's link is known by from now on.
    ///   - now: The moment.
    /// - Returns: the acts to write down.
    /// - Throws: ``StaffRefusal``.
    mutating func approve(
        _ id: StaffProposalID,
        by officer: StaffMemberID,
        secretHash: [UInt8],
        at now: Timestamp
    ) throws(StaffRefusal) -> [StaffAct] {
        let actor = try officerNow(officer)
        guard let place = proposals.firstIndex(where: { $0.id == id }) else { throw .unknownProposal }
        var proposal = proposals[place]
        guard now < proposal.expiry else { throw .expired }
        // Both have agreed: there is nothing left to agree to.
        guard !proposal.isLink else { throw .unknownProposal }
        guard !proposal.approvals.contains(officer) else { throw .agreedAlready }
        try requireOfficers(proposal.approvals)
        try check(proposal.change, decidedBy: officer)
        proposal.approvals.append(officer)
        let approved = act(.approved, proposal.change, by: actor)
        switch proposal.change {
        case .invitation:
            proposal.secretHash = secretHash
            proposal.expiry = now.adding(seconds: StaffProposal.lifetimeSeconds)
            proposals[place] = proposal
            return [approved]
        case .role(let member, let role):
            proposals.remove(at: place)
            try setRole(of: member, to: role)
            return [approved, act(.roleChanged, proposal.change, by: actor)]
        }
    }

    /// Takes a proposal or a link back; any officer may.
    mutating func withdraw(_ id: StaffProposalID, by officer: StaffMemberID) throws(StaffRefusal) -> [StaffAct] {
        let actor = try officerNow(officer)
        guard let place = proposals.firstIndex(where: { $0.id == id }) else { throw .unknownProposal }
        let proposal = proposals.remove(at: place)
        return [act(.withdrawn, proposal.change, by: actor)]
    }

    /// Makes a link for one of the first two officers, on the command line.
    mutating func inviteFirst(
        name: String,
        role: StaffRole,
        id: StaffProposalID,
        secretHash: [UInt8],
        at now: Timestamp
    ) throws(StaffRefusal) -> [StaffAct] {
        guard officers.count < Self.officerCountMinimum else { throw .officersExist }
        guard role.isOfficer else { throw .firstIsOfficer }
        dropExpired(at: now)
        guard proposals.count < Self.proposalCountMaximum else { throw .full }
        let change = try checked(.invitation(name: name, role: role))
        proposals.append(StaffProposal(id: id, change, made: now, by: nil, secretHash: secretHash))
        return [StaffAct(.proposed, actor: nil, role: nil, given: role)]
    }

    /// The invitation whose link has this secret, if it still counts.
    package func invitation(secretHash: [UInt8], at now: Timestamp) throws(StaffRefusal) -> StaffProposal {
        guard let found = proposals.first(where: { $0.secretHash == secretHash }) else { throw .unknownLink }
        guard now < found.expiry else { throw .expired }
        if found.isOperators {
            guard officers.count < Self.officerCountMinimum else { throw .officersExist }
        } else {
            guard found.approvals.count == Self.officerCountMinimum else { throw .unknownLink }
            try requireOfficers(found.approvals)
        }
        return found
    }

    /// Whoever follows a link belongs to the staff from now on.
    mutating func join(
        secretHash: [UInt8],
        as id: StaffMemberID,
        passkey: StaffPasskey,
        device: StaffDevice,
        ownDeviceSecretHash: [UInt8]?,
        at now: Timestamp
    ) throws(StaffRefusal) -> [StaffAct] {
        let invitation = try invitation(secretHash: secretHash, at: now)
        guard case .invitation(let name, let role) = invitation.change else { throw .unknownLink }
        guard members.count < Self.memberCountMaximum else { throw .full }
        guard member(credentialID: passkey.credentialID) == nil else { throw .passkeyTaken }
        // Officers who open their own invitation would be two people on paper.
        if let hash = ownDeviceSecretHash, owner(ofDevice: hash) != nil { throw .deviceTaken }
        guard !role.isOfficer || passkey.escrowKey != nil else { throw .passkeyWithoutKey }
        guard isNameFree(name, but: invitation.id) else { throw .nameTaken }
        var member = StaffMember(id: id, name: name, role: role, joined: now, passkey: passkey)
        member.devices = [device]
        members.append(member)
        proposals.removeAll { $0.id == invitation.id }
        return [
            StaffAct(.joined, actor: id, role: role, given: role), StaffAct(.deviceEnrolled, actor: id, role: role),
        ]
    }

    /// Removes a member, with what she proposed and nobody else may carry on.
    mutating func remove(
        _ id: StaffMemberID,
        by actor: StaffActor,
        at now: Timestamp
    ) throws(StaffRefusal) -> [StaffAct] {
        let acting = try self.actor(actor)
        guard let member = self[id] else { throw .unknownMember }
        guard actor.member != id else { throw .own }
        if actor != .operators, member.role.isOfficer, officers.count <= Self.officerCountMinimum {
            throw .tooFewOfficers
        }
        members.removeAll { $0.id == id }
        dropProposals(of: id)
        proposals.removeAll { if case .role(id, _) = $0.change { true } else { false } }
        former.append(Former(id: id, name: member.name, left: now))
        former = Array(former.suffix(Self.formerCountMaximum))
        return [
            StaffAct(.removed, actor: acting?.id, role: acting?.role, concerned: id, given: member.role)
        ]
    }

    // MARK: Parts

    /// The member who acts now; nil for whoever runs the installation.
    func actor(_ actor: StaffActor) throws(StaffRefusal) -> StaffMember? {
        guard case .member(let id) = actor else { return nil }
        guard let member = self[id] else { throw .unknownMember }
        return member
    }

    func owner(ofDevice secretHash: [UInt8]) -> StaffMember? {
        members.first { member in member.devices.contains { $0.secretHash == secretHash } }
    }

    private func officerNow(_ id: StaffMemberID) throws(StaffRefusal) -> StaffMember {
        guard let member = self[id], member.role.isOfficer else { throw .notOfficer }
        return member
    }

    private func requireOfficers(_ ids: [StaffMemberID]) throws(StaffRefusal) {
        for id in ids where self[id]?.role.isOfficer != true { throw .officerGone }
    }

    private func check(_ change: StaffProposal.Change, decidedBy officer: StaffMemberID) throws(StaffRefusal) {
        guard case .role(let id, let role) = change else { return }
        guard id != officer else { throw .own }
        guard let member = self[id] else { throw .unknownMember }
        guard member.role != role else { throw .sameRole }
        guard !role.isOfficer || member.passkey.escrowKey != nil else { throw .passkeyWithoutKey }
        if member.role.isOfficer, officers.count <= Self.officerCountMinimum { throw .tooFewOfficers }
    }

    /// A change with its name trimmed and found free.
    private func checked(_ change: StaffProposal.Change) throws(StaffRefusal) -> StaffProposal.Change {
        guard case .invitation(let name, let role) = change else { return change }
        let text: String?
        do {
            text = try PlainText.checked(name, maximum: StaffMember.nameCharacterCountMaximum, takesLines: false)
        } catch { throw .name(error) }
        guard let text else { throw .emptyName }
        guard isNameFree(text, but: nil) else { throw .nameTaken }
        return .invitation(name: text, role: role)
    }

    /// Two of one name could not be told apart by who agrees.
    private func isNameFree(_ name: String, but proposal: StaffProposalID?) -> Bool {
        let key = PlainText.key(name)
        if members.contains(where: { PlainText.key($0.name) == key }) { return false }
        return !proposals.contains { other in
            guard other.id != proposal, case .invitation(let invited, _) = other.change else { return false }
            return PlainText.key(invited) == key
        }
    }

    private mutating func setRole(of id: StaffMemberID, to role: StaffRole) throws(StaffRefusal) {
        guard let place = members.firstIndex(where: { $0.id == id }) else { throw .unknownMember }
        let wasOfficer = members[place].role.isOfficer
        members[place].role = role
        if wasOfficer, !role.isOfficer { dropProposals(of: id) }
    }

    /// What an officer agreed to counts while she is one.
    private mutating func dropProposals(of officer: StaffMemberID) {
        proposals.removeAll { $0.approvals.contains(officer) }
    }

    private mutating func dropExpired(at now: Timestamp) { proposals.removeAll { $0.expiry <= now } }

    private func act(_ deed: StaffDeed, _ change: StaffProposal.Change, by actor: StaffMember) -> StaffAct {
        switch change {
        case .invitation(_, let role): StaffAct(deed, actor: actor.id, role: actor.role, given: role)
        case .role(let member, let role):
            StaffAct(deed, actor: actor.id, role: actor.role, concerned: member, given: role)
        }
    }
}
