import HTTPTypes
import JSON
import Primitives
import Staff
import Web

/// The roster for whoever runs the installation: the first two officers, and what the command line records.
///
/// - Source: docs/spec/staff.md §4 and §7; docs/spec/http-api.md §11.
struct StaffOperations: Sendable {
    private static let path = "/operator/v1/staff"

    let staff: StaffService
    /// Where the staff's pages are; nil where this installation has none.
    let address: SiteAddress?
    let now: Now

    var endpoints: [Endpoint] { [list, invite, remove, train, attest, withdraw, plan, cancel] }

    private var list: Endpoint {
        Endpoint(.get, Self.path, surface: .operators, access: .anyone) { _ in
            let roster = try await staff.roster()
            let now = now()
            return .json { writer in
                writer.memberArray("members", roster.members) { writer, member in
                    writer.object { Self.write(member, at: now, &$0) }
                }
                writer.memberArray("proposals", roster.proposals.filter { now < $0.expiry }) { writer, proposal in
                    writer.object { Self.write(proposal, roster, &$0) }
                }
            }
        }
    }

    private var invite: Endpoint {
        Endpoint(.post, Self.path + "/invitations", surface: .operators, access: .anyone) { request in
            guard let address else {
                throw Problem(.conflict, detail: "The staff has no pages here: start the server with --staff-port.")
            }
            guard let role = request.json.text("role").flatMap({ StaffRole(name: $0) }) else { throw Problem(.invalid) }
            let link = try await staff.inviteFirst(name: request.json.text("name") ?? "", role: role)
            return .json(status: .created) { writer in
                writer.member("link", "\(address.origin)/staff/join#\(link.text())")
                writer.member("expires", now().adding(seconds: StaffProposal.lifetimeSeconds).iso)
            }
        }.with {
            $0.body = .json(
                ObjectSchema(
                    "StaffInvitation",
                    [
                        .required("name", .string(.line, length: 1...200)),
                        .required("role", .enumeration(StaffRole.allCases.map(\.name))),
                    ]
                )
            )
        }
    }

    /// Something about one member, done and answered with nothing.
    private func act(
        _ path: String,
        _ body: ObjectSchema?,
        _ work: @escaping @Sendable (WebRequest, StaffMemberID) async throws -> Void
    ) -> Endpoint {
        Endpoint(.post, Self.path + "/members/{id}" + path, surface: .operators, access: .anyone) { request in
            guard let id = StaffMemberID(text: request.parameter("id")) else { throw Problem(.notFound) }
            try await work(request, id)
            return .noContent
        }.with { $0.body = body.map { .json($0) } ?? .none }
    }

    private var remove: Endpoint { act("/remove", nil) { try await staff.remove($1, by: .operators) } }

    private var train: Endpoint {
        let body = ObjectSchema(
            "StaffTraining",
            [
                .required("kind", .enumeration(TrainingRecord.Kind.allCases.map(\.name))), .required("day", .day),
            ]
        )
        return act("/training", body) { request, id in
            let kind = TrainingRecord.Kind.allCases.first { $0.name == request.json.text("kind") }
            guard let kind, let day = request.json.text("day").flatMap({ CalendarDay(iso: $0) }) else {
                throw Problem(.invalid)
            }
            try await staff.recordTraining(kind, on: day, of: id, by: .operators)
        }
    }

    private var attest: Endpoint {
        let body = ObjectSchema(
            "StaffDeviceLook",
            [
                .required("diskEncryption", .boolean), .required("screenLock", .boolean),
                .required("remoteWipe", .boolean), .required("until", .day),
            ]
        )
        return act("/devices/{device}/attest", body) { request, id in
            guard let device = StaffDeviceID(text: request.parameter("device")) else { throw Problem(.notFound) }
            guard let until = request.json.text("until").flatMap({ CalendarDay(iso: $0) }) else {
                throw Problem(.invalid)
            }
            let look = DeviceLook(
                isDiskEncrypted: request.json["diskEncryption"] == .boolean(true),
                locksItsScreen: request.json["screenLock"] == .boolean(true),
                canBeWiped: request.json["remoteWipe"] == .boolean(true)
            )
            try await staff.attest(device, of: id, look, until: until, by: .operators)
        }
    }

    private var withdraw: Endpoint {
        act("/devices/{device}/withdraw", nil) { request, id in
            guard let device = StaffDeviceID(text: request.parameter("device")) else { throw Problem(.notFound) }
            try await staff.withdraw(device, of: id, by: .operators)
        }
    }

    private var plan: Endpoint {
        let moment = Schema.string(.moment, length: 20...20)
        return act(
            "/duty",
            ObjectSchema("StaffDuty", [.required("from", moment), .required("until", moment)])
        ) { request, id in
            guard let from = request.json.text("from").flatMap({ Self.moment($0) }),
                let until = request.json.text("until").flatMap({ Self.moment($0) })
            else { throw Problem(.invalid) }
            try await staff.planDuty(from: from, until: until, of: id, by: .operators)
        }
    }

    private var cancel: Endpoint {
        act("/duty/{duty}/cancel", nil) { request, id in
            guard let duty = DutyWindowID(text: request.parameter("duty")) else { throw Problem(.notFound) }
            try await staff.cancelDuty(duty, of: id, by: .operators)
        }
    }

    /// `2026-11-20T08:00:00Z`; nil for anything else.
    static func moment(_ text: String) -> Timestamp? {
        let bytes = Array(text.utf8)
        guard bytes.count == 20, bytes[10] == UInt8(ascii: "T"), bytes[19] == UInt8(ascii: "Z"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"), let day = CalendarDay(iso: text.prefix(10))
        else { return nil }
        let parts = [11, 14, 17].map { start -> Int64 in
            let digits = bytes[start..<start + 2]
            guard digits.allSatisfy({ (48...57).contains($0) }) else { return .max }
            return digits.reduce(0) { $0 * 10 + Int64($1 - 48) }
        }
        guard parts[0] < 24, parts[1] < 60, parts[2] < 60 else { return nil }
        return Timestamp(
            seconds: Int64(day.daysSinceEpoch) * 86_400 + parts[0] * 3600 + parts[1] * 60 + parts[2]
        )
    }

    private static func write(_ member: StaffMember, at now: Timestamp, _ writer: inout JSONWriter) {
        let standing = StaffStanding(member, on: nil, at: now)
        writer.member("id", member.id.text)
        writer.member("name", member.name)
        writer.member("role", member.role.name)
        writer.member("joined", member.joined.iso)
        writer.member("trainedUntil", optional: StaffStanding.trainingDue(of: member)?.iso)
        writer.member("isOnDuty", !standing.lapses.contains(.offDuty))
        writer.member("derivesKey", member.passkey.escrowKey != nil)
        writer.memberArray("devices", member.devices) { writer, device in
            writer.object {
                $0.member("id", device.id.text)
                $0.member("label", device.label)
                $0.member("until", optional: device.attestation?.until.iso)
                $0.member("counts", device.isAttested(on: now.day()))
            }
        }
        writer.memberArray("duty", member.duty.filter { $0.until > now }) { writer, window in
            writer.object {
                $0.member("id", window.id.text)
                $0.member("from", window.from.iso)
                $0.member("until", window.until.iso)
            }
        }
    }

    private static func write(_ proposal: StaffProposal, _ roster: StaffRoster, _ writer: inout JSONWriter) {
        writer.member("id", proposal.id.text)
        switch proposal.change {
        case .invitation(let name, let role):
            writer.member("name", name)
            writer.member("role", role.name)
        case .role(let member, let role):
            writer.member("name", roster.name(of: member) ?? member.text)
            writer.member("role", role.name)
        }
        writer.member("hasLink", proposal.isLink)
        writer.member("agreed", proposal.approvals.count)
        writer.member("expires", proposal.expiry.iso)
    }
}
