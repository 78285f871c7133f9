import HTTPTypes
import Primitives
import Staff

/// What takes two officers: invitations and roles.
struct StaffDecisionPages: Sendable {
    static let path = "/staff/decisions"

    let site: StaffSite

    private var staff: StaffService { site.services.staff }

    var endpoints: [Endpoint] { [show, invite, proposeRole, approve, withdraw] }

    private var show: Endpoint {
        Endpoint.staff(.get, Self.path, needs: .decideRoster) { request, staff in
            site.answer(try await page(staff), request)
        }
    }

    private func page(
        _ staff: StaffAdmission,
        name: String = "",
        role: String = "",
        problems: FormProblems = .none
    ) async throws -> StaffDecisionsPage {
        let roster = try await self.staff.roster()
        let now = site.services.now()
        let waiting = roster.proposals.filter { now < $0.expiry }
        return StaffDecisionsPage(
            rows: waiting.map { row($0, roster, staff.member.id) },
            name: name,
            role: role,
            problems: problems
        )
    }

    private func row(
        _ proposal: StaffProposal,
        _ roster: StaffRoster,
        _ own: StaffMemberID
    ) -> StaffDecisionsPage.Row {
        let what: String
        var isOwn = false
        switch proposal.change {
        case .invitation(let name, let role):
            what = localized("Invite {name}: {role}", ["name": name, "role": StaffWords.role(role)])
        case .role(let member, let role):
            isOwn = member == own
            let name = roster.name(of: member) ?? localized("somebody who left")
            what = localized("{name} becomes: {role}", ["name": name, "role": StaffWords.role(role)])
        }
        let names = proposal.approvals.map { roster.name(of: $0) ?? localized("somebody who left") }
        let agreed =
            proposal.isOperators
            ? localized("Made on the command line, for one of the first two officers")
            : localized("Agreed: {names}", ["names": names.joined(separator: ", ")])
        return StaffDecisionsPage.Row(
            path: "\(Self.path)/\(proposal.id.text)",
            what: what,
            agreed: agreed,
            until: site.moment(proposal.expiry),
            isLink: proposal.isLink,
            canApprove: !proposal.isLink && !isOwn && !proposal.approvals.contains(own)
        )
    }

    private var invite: Endpoint {
        Endpoint.staffForm(Self.path + "/invite", needs: .decideRoster) { request, staff in
            let (name, role) = (request.form["name"] ?? "", request.form["role"] ?? "")
            do throws(StaffError) {
                guard let role = StaffRole(name: role) else { throw .refused(.emptyName) }
                try await self.staff.propose(.invitation(name: name, role: role), by: staff.member.id)
            } catch {
                return try await site.refused(error, request) {
                    try await page(staff, name: name, role: role, problems: $0)
                }
            }
            return .seeOther(Self.path, .proposed)
        }
    }

    private var proposeRole: Endpoint {
        Endpoint.staffForm(StaffMemberPages.path + "/{id}/role", needs: .decideRoster) { request, staff in
            let id = try request.memberID()
            guard let role = request.form["role"].flatMap({ StaffRole(name: $0) }) else {
                throw Problem(.malformedBody)
            }
            do throws(StaffError) {
                try await self.staff.propose(.role(id, role), by: staff.member.id)
            } catch {
                return try await site.refused(error, request) {
                    try await StaffMemberPages(site: site).page(request, staff, problems: $0)
                }
            }
            return .seeOther(Self.path, .proposed)
        }
    }

    private var approve: Endpoint {
        Endpoint.staffForm(Self.path + "/{id}/approve", needs: .decideRoster) { request, staff in
            let link: StaffSecret?
            do throws(StaffError) {
                link = try await self.staff.approve(try Self.proposal(request), by: staff.member.id)
            } catch {
                return try await site.refused(error, request) { try await page(staff, problems: $0) }
            }
            guard let link else { return .seeOther(Self.path, .roleChanged) }
            // The only time it is shown; it has no address of its own.
            let text = "\(site.address.origin)\(StaffDoorPages.joinPath)#\(link.text())"
            return site.answer(StaffLinkPage(link: text), request)
        }
    }

    private var withdraw: Endpoint {
        Endpoint.staffForm(Self.path + "/{id}/withdraw", needs: .decideRoster) { request, staff in
            do throws(StaffError) {
                try await self.staff.withdraw(try Self.proposal(request), by: staff.member.id)
            } catch {
                return try await site.refused(error, request) { try await page(staff, problems: $0) }
            }
            return .seeOther(Self.path, .withdrawn)
        }
    }

    private static func proposal(_ request: WebRequest) throws(StaffError) -> StaffProposalID {
        guard let id = StaffProposalID(text: request.parameter("id")) else { throw .refused(.unknownProposal) }
        return id
    }
}
