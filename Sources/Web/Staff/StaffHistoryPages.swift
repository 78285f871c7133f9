import AuditTrail
import HTTPTypes
import Identity
import Primitives
import Staff
import TransparencyLog

/// What the staff did, each act compared with the log.
struct StaffHistoryPages: Sendable {
    static let path = "/staff/history"
    private static let pageLimit = 50

    let site: StaffSite

    var endpoints: [Endpoint] { [show] }

    private var show: Endpoint {
        Endpoint.staff(.get, Self.path, needs: .readHistory) { request, _ in
            let below = request.query["below"].flatMap { UInt64($0) }
            let acts = try await site.services.audit.history(of: .staff, below: below, limit: Self.pageLimit)
            let roster = try await site.services.staff.roster()
            let oldest = acts.last?.entry.event.ordinal ?? 0
            let page = StaffHistoryPage(
                rows: acts.map { row($0, roster) },
                older: acts.count == Self.pageLimit && oldest > 0 ? "\(Self.path)?below=\(oldest)" : nil
            )
            return site.answer(page, request)
        }
    }

    private func row(_ act: AuditedAct, _ roster: StaffRoster) -> StaffHistoryPage.Row {
        let event = act.entry.event
        let actor = StaffMemberID(high: event.actor.high, low: event.actor.low)
        var detail: [String] = []
        var what = localized("Somebody of the staff acted")
        if case .staff(let done)? = act.entry.particulars {
            what = StaffWords.deed(done.deed)
            if let concerned = done.concerned { detail.append(name(concerned, roster)) }
            if let breach = done.breach, let id = BreachID(bytes: breach.breach) {
                let who = breach.duty.flatMap { BreachDuty(rawValue: $0) }.map(BreachWords.duty)
                detail.append([id.number, who].compactMap(\.self).joined(separator: ": "))
            }
            if let given = done.given { detail.append(StaffWords.role(given)) }
        }
        return StaffHistoryPage.Row(
            time: site.moment(event.time),
            who: event.actor == .program ? localized("the command line") : name(actor, roster),
            what: what,
            detail: detail.isEmpty ? nil : detail.joined(separator: ", "),
            entry: Words.current.number(Int(act.entry.index)),
            isProven: act.isProven
        )
    }

    private func name(_ member: StaffMemberID, _ roster: StaffRoster) -> String {
        roster.name(of: member) ?? localized("somebody who left")
    }
}
