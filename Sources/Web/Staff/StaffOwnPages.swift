import HTTPTypes
import Primitives
import Staff

/// How a member stands herself, and signing out.
struct StaffOwnPages: Sendable {
    static let path = "/staff"

    let site: StaffSite

    var endpoints: [Endpoint] { [show, signOut] }

    private var show: Endpoint {
        Endpoint.staff(.get, Self.path, needs: .ownPage) { request, staff in
            let standing = staff.standing
            let page = StaffOwnPage(
                name: staff.member.name,
                role: StaffWords.role(staff.member.role),
                lapses: standing.lapses.map { StaffWords.lapse($0, site.day) },
                warnings: standing.warnings.map { StaffWords.warning($0, site.day, site.moment) },
                permissions: staff.member.role.permissions.all.map { permission in
                    StaffOwnPage.Permission(
                        label: StaffWords.permission(permission),
                        isProduction: permission.isProduction,
                        isOpen: staff.may(permission)
                    )
                },
                records: StaffRecordWords(site: site).rows(of: staff.member, at: site.services.now()),
                begun: site.moment(staff.session.begun),
                ends: site.moment(staff.session.expiry)
            )
            return site.answer(page, request)
        }
    }

    private var signOut: Endpoint {
        Endpoint.staffForm("/staff/sign-out", needs: .ownPage) { request, _ in
            if let text = Cookies.value(Cookies.staff, in: request.fields),
                let token = StaffSecret(.session, text: text)
            {
                try await site.services.staff.signOut(token)
            }
            // Not the cookies: the browser stays the device that somebody looked at.
            return Answer.seeOther(StaffDoorPages.path)
                .adding(.setCookie, Cookies.deleting(Cookies.staff))
                .adding(.clearSiteData, "\"cache\"")
        }
    }
}

/// What counts for a member and until when, in words.
struct StaffRecordWords: Sendable {
    let site: StaffSite

    func rows(of member: StaffMember, at now: Timestamp) -> [StaffRecordRow] {
        let today = now.day()
        let due = StaffStanding.trainingDue(of: member)
        let training = StaffRecordRow(
            label: localized("Training"),
            detail: due.map { localized("Counts until {day}.", ["day": site.day($0)]) }
                ?? localized("No introduction is on record."),
            counts: due.map { $0 >= today } ?? false
        )
        let duty = member.duty.first { $0.contains(now) }
        let next = member.duty.first { $0.from > now }
        let dutyRow = StaffRecordRow(
            label: localized("On duty"),
            detail: duty.map { localized("Until {time}.", ["time": site.moment($0.until)]) }
                ?? next.map { localized("Not now; next from {time}.", ["time": site.moment($0.from)]) }
                ?? localized("Not now, and nothing is planned."),
            counts: duty != nil
        )
        return [training, dutyRow] + member.devices.map { self.device($0, today) }
    }

    private func device(_ device: StaffDevice, _ today: CalendarDay) -> StaffRecordRow {
        let detail: String
        switch device.attestation {
        case nil: detail = localized("Nobody has looked at it yet, so it starts no session.")
        case let attestation? where device.isAttested(on: today):
            detail = localized("Counts until {day}.", ["day": site.day(attestation.until)])
        case let attestation?:
            detail = localized("Counted until {day}, so it starts no session.", ["day": site.day(attestation.until)])
        }
        return StaffRecordRow(label: device.label, detail: detail, counts: device.isAttested(on: today))
    }
}
