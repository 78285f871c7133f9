import JSON
import Web

extension APIClient {
    /// Everybody of the staff, and what waits for officers: the answer as it came, and what it means.
    package func staff() async throws(APIFailure) -> (json: [UInt8], members: [StaffReply], waiting: [ProposalReply]) {
        let json = try await operate("GET", "/staff")
        let answer = try object(json)
        var members: [StaffReply] = []
        for object in answer.objects("members") {
            guard let member = StaffReply(object) else { throw .unexpectedAnswer }
            members.append(member)
        }
        return (json, members, answer.objects("proposals").compactMap(ProposalReply.init))
    }

    /// The member that a name or an id names; nil when there is none.
    package func staffMember(_ nameOrID: String) async throws(APIFailure) -> StaffReply? {
        let members = try await staff().members
        return members.first { $0.id == nameOrID }
            ?? members.first { $0.name.lowercased() == nameOrID.lowercased() }
    }

    /// A link for one of the first two officers; shown this once.
    package func inviteFirstOfficer(
        name: String,
        role: String
    ) async throws(APIFailure) -> (json: [UInt8], link: String, expires: String) {
        let body = JSONWriter.object {
            $0.member("name", name)
            $0.member("role", role)
        }
        let json = try await operate("POST", "/staff/invitations", body)
        let answer = try object(json)
        guard let link = answer.text("link"), let expires = answer.text("expires") else { throw .unexpectedAnswer }
        return (json, link, expires)
    }

    package func removeStaff(_ id: String) async throws(APIFailure) { try await act(id, "/remove", nil) }

    package func recordTraining(of id: String, kind: String, day: String) async throws(APIFailure) {
        try await act(
            id,
            "/training",
            JSONWriter.object {
                $0.member("kind", kind)
                $0.member("day", day)
            }
        )
    }

    /// All three were seen, or the server refuses.
    package func attest(
        _ device: String,
        of id: String,
        diskEncryption: Bool,
        screenLock: Bool,
        remoteWipe: Bool,
        until: String
    ) async throws(APIFailure) {
        try await act(
            id,
            "/devices/\(device)/attest",
            JSONWriter.object {
                $0.member("diskEncryption", diskEncryption)
                $0.member("screenLock", screenLock)
                $0.member("remoteWipe", remoteWipe)
                $0.member("until", until)
            }
        )
    }

    package func withdrawDevice(_ device: String, of id: String) async throws(APIFailure) {
        try await act(id, "/devices/\(device)/withdraw", nil)
    }

    package func planDuty(of id: String, from: String, until: String) async throws(APIFailure) {
        try await act(
            id,
            "/duty",
            JSONWriter.object {
                $0.member("from", from)
                $0.member("until", until)
            }
        )
    }

    package func cancelDuty(_ duty: String, of id: String) async throws(APIFailure) {
        try await act(id, "/duty/\(duty)/cancel", nil)
    }

    private func act(_ id: String, _ path: String, _ body: [UInt8]?) async throws(APIFailure) {
        _ = try await operate("POST", "/staff/members/\(id)\(path)", body)
    }
}

/// Somebody of the staff as operators see her.
package struct StaffReply: Sendable {
    package struct Device: Sendable {
        package let id: String
        package let label: String
        package let until: String?
        package let counts: Bool
    }

    package struct Duty: Sendable {
        package let id: String
        package let from: String
        package let until: String
    }

    package let id: String
    package let name: String
    package let role: String
    package let trainedUntil: String?
    package let isOnDuty: Bool
    package let devices: [Device]
    package let duty: [Duty]

    init?(_ object: JSONObject) {
        guard let id = object.text("id"), let name = object.text("name"), let role = object.text("role") else {
            return nil
        }
        self.id = id
        self.name = name
        self.role = role
        trainedUntil = object.text("trainedUntil")
        isOnDuty = object["isOnDuty"] == .boolean(true)
        devices = object.objects("devices").map {
            Device(
                id: $0.text("id") ?? "",
                label: $0.text("label") ?? "",
                until: $0.text("until"),
                counts: $0["counts"] == .boolean(true)
            )
        }
        duty = object.objects("duty").map {
            Duty(id: $0.text("id") ?? "", from: $0.text("from") ?? "", until: $0.text("until") ?? "")
        }
    }
}

/// A change that waits for officers, or a link that was not followed yet.
package struct ProposalReply: Sendable {
    package let name: String
    package let role: String
    package let hasLink: Bool
    package let expires: String

    init?(_ object: JSONObject) {
        guard let name = object.text("name"), let role = object.text("role"), let expires = object.text("expires")
        else { return nil }
        self.name = name
        self.role = role
        self.expires = expires
        hasLink = object["hasLink"] == .boolean(true)
    }
}
