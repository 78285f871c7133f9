import Foundation
import Primitives
import Testing

@testable import Staff

@Suite("Permissions of the staff")
struct PermissionTests {
    @Test("the table of the specification is what the program does")
    func specification() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "docs/spec/staff.md"), encoding: .utf8)
        let roles: [StaffRole] = [.support, .engineer, .seniorEngineer, .security, .auditor]
        var seen: Set<StaffPermission> = []
        for line in text.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: true).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard cells.count == 2 + roles.count,
                let permission = StaffPermission(rawValue: cells[0].replacing("`", with: ""))
            else { continue }
            seen.insert(permission)
            #expect((cells[1] == "production") == permission.isProduction, "\(permission)")
            for (role, cell) in zip(roles, cells.dropFirst(2)) {
                #expect((cell == "yes") == role.permissions.contains(permission), "\(role) \(permission)")
            }
        }
        #expect(seen == Set(StaffPermission.allCases))
    }

    @Test("each permission has a bit of its own")
    func bits() {
        for one in StaffPermission.allCases {
            let set = StaffPermissions([one])
            #expect(set.all == [one])
        }
        #expect(StaffPermissions(StaffPermission.allCases).all == StaffPermission.allCases)
        #expect(StaffPermissions.none.all == [])
    }

    @Test("an auditor changes nothing, and support sees nobody's records")
    func leastPrivilege() {
        let reading: Set<StaffPermission> = [.ownPage, .readRoster, .readHistory, .readAccess]
        #expect(Set(StaffRole.auditor.permissions.all) == reading)
        #expect(!StaffRole.support.permissions.contains(.readRoster))
        for role in StaffRole.allCases where !role.isOfficer {
            #expect(!role.permissions.contains(.decideAccess))
            #expect(!role.permissions.contains(.decideRoster) && !role.permissions.contains(.removeMember))
        }
    }
}
