import HTTPTypes
import Primitives
import Staff

/// Who belongs to the staff, and one member with everything that counts for her.
struct StaffMemberPages: Sendable {
    static let path = "/staff/members"

    let site: StaffSite

    private var staff: StaffService { site.services.staff }

    var endpoints: [Endpoint] { [list, show, remove, endSessions] }

    private var list: Endpoint {
        Endpoint.staff(.get, Self.path, needs: .readRoster) { request, _ in
            let now = site.services.now()
            let roster = try await staff.roster()
            let rows = roster.members.map { member in
                let standing = StaffStanding(member, on: nil, at: now)
                let devices = member.devices.count { $0.isAttested(on: now.day()) }
                return StaffMembersPage.Row(
                    path: "\(Self.path)/\(member.id.text)",
                    name: member.name,
                    role: StaffWords.role(member.role),
                    isFit: standing.lapses.isEmpty && devices > 0,
                    state: state(standing, devices: devices)
                )
            }
            return site.answer(StaffMembersPage(rows: rows, officerCount: roster.officers.count), request)
        }
    }

    private func state(_ standing: StaffStanding, devices: Int) -> String {
        guard devices > 0 else { return localized("no device counts") }
        return switch standing.lapses.first {
        case .neverTrained: localized("not introduced")
        case .training: localized("training lapsed")
        case .offDuty: localized("not on duty")
        case nil: localized("on duty")
        }
    }

    private var show: Endpoint {
        Endpoint.staff(.get, Self.path + "/{id}", needs: .readRoster) { request, staff in
            site.answer(try await page(request, staff), request)
        }
    }

    /// A member's page as somebody sees it: with the forms that she may use, and none about herself.
    func page(
        _ request: WebRequest,
        _ staff: StaffAdmission,
        problems: FormProblems = .none
    ) async throws -> StaffMemberPage {
        let id = try request.memberID()
        let roster = try await self.staff.roster()
        guard let member = roster[id] else { throw Problem(.notFound) }
        let now = site.services.now()
        let isOther = id != staff.member.id
        let open = try await self.staff.sessions(of: id).count { !$0.isOver(at: now) }
        return StaffMemberPage(
            path: "\(Self.path)/\(id.text)",
            name: member.name,
            role: StaffWords.role(member.role),
            joined: site.day(member.joined.day()),
            hasKey: member.passkey.escrowKey != nil,
            isCopyable: member.passkey.isCopyable,
            sessionCount: open,
            records: StaffRecordWords(site: site).rows(of: member, at: now),
            devices: member.devices.map { device in
                StaffMemberPage.Device(
                    path: "\(Self.path)/\(id.text)/devices/\(device.id.text)",
                    label: device.label,
                    shown: site.moment(device.enrolled),
                    canAttest: isOther && staff.may(.attestDevice)
                )
            },
            training: member.training.reversed().map { record in
                StaffMemberPage.Line(
                    what: StaffWords.training(record.kind),
                    detail: localized(
                        "{day}, recorded by {name}, counts until {due}",
                        ["day": site.day(record.day), "name": name(record.by, roster), "due": site.day(record.due)]
                    )
                )
            },
            duty: member.duty.filter { $0.until > now }.map { window in
                StaffMemberPage.Duty(
                    path: "\(Self.path)/\(id.text)/duty/\(window.id.text)/cancel",
                    span: localized(
                        "{from} to {until}",
                        ["from": site.moment(window.from), "until": site.moment(window.until)]
                    )
                )
            },
            may: StaffMemberPage.May(
                attest: isOther && staff.may(.attestDevice),
                train: isOther && staff.may(.recordTraining),
                planDuty: isOther && staff.may(.planDuty),
                propose: isOther && staff.may(.decideRoster),
                remove: isOther && staff.may(.removeMember),
                endSessions: staff.may(.endSessions)
            ),
            today: site.today,
            problems: problems
        )
    }

    private func name(_ member: StaffMemberID?, _ roster: StaffRoster) -> String {
        guard let member else { return localized("the command line") }
        return roster.name(of: member) ?? localized("somebody who left")
    }

    private var remove: Endpoint {
        Endpoint.staffForm(Self.path + "/{id}/remove", needs: .removeMember) { request, staff in
            do throws(StaffError) {
                try await self.staff.remove(try Self.member(request), by: .member(staff.member.id))
            } catch {
                return try await site.refused(error, request) { try await page(request, staff, problems: $0) }
            }
            return .seeOther(Self.path, .removed)
        }
    }

    private var endSessions: Endpoint {
        Endpoint.staffForm(Self.path + "/{id}/sessions/end", needs: .endSessions) { request, staff in
            let id = try request.memberID()
            try await self.staff.endSessions(of: id, by: .member(staff.member.id))
            // Her own are among them when she asks for herself.
            guard id != staff.member.id else { return .seeOther(StaffDoorPages.path) }
            return .seeOther("\(Self.path)/\(id.text)", .ended)
        }
    }

    static func member(_ request: WebRequest) throws(StaffError) -> StaffMemberID {
        guard let id = StaffMemberID(text: request.parameter("id")) else { throw .refused(.unknownMember) }
        return id
    }
}

extension WebRequest {
    /// The member that the address names.
    func memberID() throws(Problem) -> StaffMemberID {
        guard let id = StaffMemberID(text: parameter("id")) else { throw Problem(.notFound) }
        return id
    }
}
