import Assurance
import Primitives
import Staff
import Web

/// ACC-2: sessions of the staff without a second factor, or without a leaf.
struct StaffSignInCheck: PromiseCheck {
    /// What is seen of the real staff.
    struct Live: Sendable {
        let sessionCount: Int
        /// Sessions whose beginning is not in the log.
        let unwrittenCount: Int
    }

    let promise = PromiseID.acc2
    let method =
        "Tries the door of a staff in memory with passkeys that it makes: unverified, of another key, another site, "
        + "another challenge, on a device that nobody looked at, and while the log is away; none may get in, and the "
        + "right one must. Every session of the real staff must have its beginning in the log."
    let isStaffed: @Sendable () async throws -> Bool
    let live: @Sendable () async throws -> Live
    let now: Now
    /// The door that is tried.
    var tryDoor: @Sendable (CheckedStaff, CheckedStaff.Member, ProbePasskey.Fault?) async throws -> Bool = {
        try await $0.tryDoor($1, $2) != nil
    }

    func run() async throws -> PromiseFinding {
        guard try await isStaffed() else { return PromiseFinding(.notInDeployment(.noStaff)) }
        let staff = try await CheckedStaff(now: now)
        guard let member = staff[.security] else { throw StaffError.refused(.unknownMember) }
        let unattested = try await tryDoor(staff, member, nil)
        try await staff.makeFit(member)
        var letIn = 0
        for fault in ProbePasskey.Fault.allCases where try await tryDoor(staff, member, fault) { letIn += 1 }
        staff.recorder.goAway(true)
        let unwritten = try await tryDoor(staff, member, nil)
        staff.recorder.goAway(false)
        let right = try await tryDoor(staff, member, nil)
        let isWritten = staff.recorder.acts.last?.deed == .signedIn
        let live = try await live()
        return PromiseFinding([
            Evidence(
                "Passkeys that are wrong in one way",
                "\(ProbePasskey.Fault.allCases.count) tried, \(letIn) let in",
                isAsPromised: letIn == 0
            ),
            Evidence("On a device that nobody looked at", unattested ? "let in" : "refused", isAsPromised: !unattested),
            Evidence("While nothing can be written down", unwritten ? "let in" : "refused", isAsPromised: !unwritten),
            Evidence(
                "The right one",
                right ? isWritten ? "let in, and written down" : "let in, not written down" : "refused",
                isAsPromised: right && isWritten
            ),
            Evidence(
                "Sessions of the staff now",
                "\(live.sessionCount), \(live.unwrittenCount) not in the log",
                isAsPromised: live.unwrittenCount == 0
            ),
        ])
    }
}
