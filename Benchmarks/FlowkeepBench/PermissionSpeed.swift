import KeyService
import Primitives
import Staff

/// How long it takes to say whether a member of the staff may do something, as JSON.
///
/// It is worked out anew, as at each request.
///
/// She has as many devices, trainings and duties as anybody may have, and is on the last of them.
enum PermissionSpeed {
    private static let now = Timestamp(seconds: 1_795_180_000)
    private static let rounds = 20_000

    static func run() throws {
        let member = try member()
        let device = member.devices.last
        var allowed = 0
        func check() {
            for permission in StaffPermission.allCases {
                let standing = StaffStanding(member, on: device, at: now)
                if standing.permissions.contains(permission) { allowed += 1 }
            }
        }
        // What a process makes once is no part of it.
        check()
        precondition(allowed == StaffPermission.allCases.count, "nothing of hers has lapsed, and an officer may all")
        let start = SealingSpeed.processorTime()
        for _ in 0..<rounds { check() }
        let time = SealingSpeed.processorTime() - start
        precondition(allowed == StaffPermission.allCases.count * (rounds + 1), "each was allowed")
        let count = Double(rounds * StaffPermission.allCases.count)
        print(#"{"check_nanoseconds": \#(Int(time / .nanoseconds(1) / count))}"#)
    }

    /// Read from her record, as a server does.
    private static func member() throws -> StaffMember {
        let id = StaffMemberID(high: 1, low: 2)
        let today = now.day()
        var writer = FieldWriter()
        writer.append(1, id)
        writer.append(2, "Asha")
        writer.append(3, StaffRole.seniorEngineer.rawValue)
        writer.append(4, now.adding(seconds: -86_400))
        let passkey = StaffPasskey(credentialID: [1], publicKey: [2], signCount: 0, isCopyable: false, escrowKey: nil)
        writer.append(5, passkey.encode())
        for number in 0..<StaffMember.deviceCountMaximum {
            var device = FieldWriter()
            device.append(1, StaffDeviceID(high: 3, low: UInt64(number)))
            device.append(2, "Laptop")
            device.append(3, [UInt8](repeating: 4, count: 32))
            device.append(4, now)
            device.append(5, now)
            device.append(6, today.adding(days: StaffDevice.dayCountMaximum).daysSinceEpoch)
            writer.append(6, device.bytes)
        }
        for number in 0..<StaffMember.trainingCountMaximum {
            let kind = number == 0 ? TrainingRecord.Kind.onboarding : .quarterly
            let day = today.adding(days: number - StaffMember.trainingCountMaximum)
            writer.append(7, TrainingRecord(kind: kind, day: day, by: id, recordedAt: now).encode())
        }
        for number in 0..<StaffMember.dutyCountMaximum {
            // The last of them is now.
            let from = now.adding(seconds: Int64(number - StaffMember.dutyCountMaximum + 1) * DutyWindow.secondsMaximum)
            let window = DutyWindow(
                id: DutyWindowID(high: 5, low: UInt64(number)),
                from: from,
                until: from.adding(seconds: DutyWindow.secondsMaximum),
                by: id
            )
            writer.append(8, window.encode())
        }
        return try StaffMember(decoding: writer.bytes)
    }
}
