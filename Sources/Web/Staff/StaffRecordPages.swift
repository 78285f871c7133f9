import HTTPTypes
import Primitives
import Staff

/// What colleagues record of a member: devices, training, duty.
struct StaffRecordPages: Sendable {
    private static let path = StaffMemberPages.path + "/{id}"

    let site: StaffSite

    private var staff: StaffService { site.services.staff }

    var endpoints: [Endpoint] { [attest, take, train, plan, cancel] }

    /// Does it, and goes back to the member; or shows her page again with why not.
    private func form(
        _ path: String,
        needs permission: StaffPermission,
        _ flash: StaffFlash,
        _ body: @escaping @Sendable (WebRequest, StaffMemberID, StaffActor) async throws(StaffError) -> Void
    ) -> Endpoint {
        Endpoint.staffForm(Self.path + path, needs: permission) { request, staff in
            let id = try request.memberID()
            do throws(StaffError) {
                try await body(request, id, .member(staff.member.id))
            } catch {
                return try await site.refused(error, request) {
                    try await StaffMemberPages(site: site).page(request, staff, problems: $0)
                }
            }
            return .seeOther("\(StaffMemberPages.path)/\(id.text)", flash)
        }
    }

    private var attest: Endpoint {
        form("/devices/{device}/attest", needs: .attestDevice, .attested) {
            request,
            id,
            actor throws(StaffError) in
            guard let device = StaffDeviceID(text: request.parameter("device")) else {
                throw .refused(.unknownDevice)
            }
            guard let until = request.form["until"].flatMap({ CalendarDay(iso: $0) }) else {
                throw .refused(.attestationDay)
            }
            let look = DeviceLook(
                isDiskEncrypted: request.form["disk"] == "yes",
                locksItsScreen: request.form["screen"] == "yes",
                canBeWiped: request.form["wipe"] == "yes"
            )
            try await staff.attest(device, of: id, look, until: until, by: actor)
        }
    }

    private var take: Endpoint {
        form("/devices/{device}/take", needs: .attestDevice, .taken) { request, id, actor throws(StaffError) in
            guard let device = StaffDeviceID(text: request.parameter("device")) else {
                throw .refused(.unknownDevice)
            }
            try await staff.withdraw(device, of: id, by: actor)
        }
    }

    private var train: Endpoint {
        form("/training", needs: .recordTraining, .trained) { request, id, actor throws(StaffError) in
            let kind = TrainingRecord.Kind.allCases.first { $0.name == request.form["kind"] }
            guard let kind, let day = request.form["day"].flatMap({ CalendarDay(iso: $0) }) else {
                throw .refused(.trainingDay)
            }
            try await staff.recordTraining(kind, on: day, of: id, by: actor)
        }
    }

    private var plan: Endpoint {
        form("/duty", needs: .planDuty, .planned) { request, id, actor throws(StaffError) in
            guard let from = Self.moment(request.form["from-day"], request.form["from-time"]),
                let until = Self.moment(request.form["until-day"], request.form["until-time"])
            else { throw .refused(.dutyWindow) }
            try await staff.planDuty(from: from, until: until, of: id, by: actor)
        }
    }

    private var cancel: Endpoint {
        form("/duty/{duty}/cancel", needs: .planDuty, .cancelled) { request, id, actor throws(StaffError) in
            guard let duty = DutyWindowID(text: request.parameter("duty")) else { throw .refused(.unknownDuty) }
            try await staff.cancelDuty(duty, of: id, by: actor)
        }
    }

    /// A day and a time in UTC; nil where one of them is none.
    static func moment(_ day: String?, _ time: String?) -> Timestamp? {
        guard let day = day.flatMap({ CalendarDay(iso: $0) }), let time else { return nil }
        let parts = time.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hour = UInt8(parts[0]),
            let minute = UInt8(parts[1]), hour < 24, minute < 60
        else { return nil }
        return Timestamp(seconds: Int64(day.daysSinceEpoch) * 86_400 + Int64(hour) * 3600 + Int64(minute) * 60)
    }
}
