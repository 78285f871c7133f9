import ArgumentParser
import Composition
import Primitives

struct StaffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "staff",
        abstract: "Make the first two officers, and record what the staff's roles rest on.",
        discussion: """
            EXAMPLE
              flowkeep staff invite --first --name Asha --role senior-engineer
              flowkeep staff list

            Everybody else is invited by two officers, on the staff's own pages (--staff-port). What is done here is in
            the log as done on the command line. See docs/operating/staff.md.
            """,
        subcommands: [List.self, Invite.self, Remove.self, Training.self, DeviceLook.self, Duty.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List everybody of the staff, with what counts for each.",
            discussion: """
                EXAMPLE
                  flowkeep staff list --format json
                """
        )

        @OptionGroup var place: PlaceOptions

        @Option(help: "How it is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
        var format = ReplyFormat.text

        func run() async throws {
            try await VaultSession.connected(try place.configuration()) { client throws(APIFailure) in
                let (json, members, waiting) = try await client.staff()
                switch format {
                case .json: Terminal.print(String(decoding: json, as: UTF8.self))
                case .text: Self.show(members, waiting)
                }
            }
        }

        private static func show(_ members: [StaffReply], _ waiting: [ProposalReply]) {
            if members.isEmpty { Terminal.print("Nobody belongs to the staff.") }
            if !members.isEmpty {
                let rows = members.map { member in
                    [
                        member.name, member.role, member.trainedUntil.map { "trained until \($0)" } ?? "not introduced",
                        member.isOnDuty ? "on duty" : "not on duty", member.id,
                    ]
                }
                Terminal.print(TableText.aligned([["Name", "Role", "Training", "Duty", "Id"]] + rows))
            }
            for member in members {
                for device in member.devices {
                    let state = device.until.map { device.counts ? "counts until \($0)" : "counted until \($0)" }
                    Terminal.print("\(member.name): \(device.label), \(state ?? "not looked at")  \(device.id)")
                }
                for window in member.duty {
                    Terminal.print("\(member.name): on call \(window.from) to \(window.until)  \(window.id)")
                }
            }
            for proposal in waiting {
                let state = proposal.hasLink ? "has a link" : "waits for a second officer"
                Terminal.print("\(proposal.name), \(proposal.role): \(state), until \(proposal.expires)")
            }
        }
    }

    struct Invite: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a link for one of the first two officers; it is shown once.",
            discussion: """
                EXAMPLE
                  flowkeep staff invite --first --name Asha --role senior-engineer
                """
        )

        @OptionGroup var place: PlaceOptions

        @Flag(help: "For one of the first two: everybody else is invited by two officers.")
        var first = false

        @Option(help: "What colleagues call her or him.")
        var name: String

        @Option(help: "The role: the first two are senior-engineer.")
        var role = StaffRole.seniorEngineer.name

        func validate() throws {
            guard first else {
                throw ValidationError("Only the first two officers are invited here: add --first, or ask two officers.")
            }
            guard StaffRole(name: role) != nil else {
                throw ValidationError("--role is one of: \(StaffRole.allCases.map(\.name).joined(separator: ", ")).")
            }
        }

        func run() async throws {
            try await VaultSession.connected(try place.configuration()) { client throws(APIFailure) in
                let (_, link, expires) = try await client.inviteFirstOfficer(name: name, role: role)
                Terminal.print(link)
                Terminal.print("It works once, until \(expires). Give it to \(name) where nobody else reads.")
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a member and end every session of hers.",
            discussion: """
                EXAMPLE
                  flowkeep staff remove Asha
                """
        )

        @OptionGroup var place: PlaceOptions

        @Argument(help: "A name or an id.")
        var member: String

        func run() async throws {
            try await StaffCommand.about(member, place) { client, found throws(APIFailure) in
                try await client.removeStaff(found.id)
                Terminal.print("\(found.name) is removed.")
            }
        }
    }

    struct Training: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record that a member was trained; it counts for 92 days.",
            discussion: """
                EXAMPLE
                  flowkeep staff training Asha --kind onboarding --day 2026-11-20
                """
        )

        @OptionGroup var place: PlaceOptions

        @Argument(help: "A name or an id.")
        var member: String

        @Option(help: "onboarding or quarterly.")
        var kind = "quarterly"

        @Option(help: "The day it was, as 2026-11-20.")
        var day: String

        func validate() throws {
            guard CalendarDay(iso: day) != nil else { throw ValidationError("--day is a day such as 2026-11-20.") }
        }

        func run() async throws {
            try await StaffCommand.about(member, place) { client, found throws(APIFailure) in
                try await client.recordTraining(of: found.id, kind: kind, day: day)
                Terminal.print("Recorded for \(found.name).")
            }
        }
    }

    struct DeviceLook: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "device",
            abstract: "Attest a device that you looked at, or take it away.",
            discussion: """
                EXAMPLE
                  flowkeep staff device Asha --disk-encryption --screen-lock --remote-wipe --until 2027-02-20
                """
        )

        @OptionGroup var place: PlaceOptions

        @Argument(help: "A name or an id.")
        var member: String

        @Option(help: "Which device, by its id; needed where there is more than one.")
        var device: String?

        @Flag(help: "Its disk is encrypted.")
        var diskEncryption = false

        @Flag(help: "Its screen locks itself.")
        var screenLock = false

        @Flag(help: "It can be wiped from afar.")
        var remoteWipe = false

        @Option(help: "The last day for which the look counts, at most 184 days ahead.")
        var until: String?

        @Flag(help: "Take the device away instead.")
        var withdraw = false

        func validate() throws {
            guard withdraw || until.flatMap({ CalendarDay(iso: $0) }) != nil else {
                throw ValidationError("--until is a day such as 2027-02-20.")
            }
        }

        func run() async throws {
            try await StaffCommand.about(member, place) { client, found throws(APIFailure) in
                let chosen = device ?? (found.devices.count == 1 ? found.devices[0].id : nil)
                guard let chosen else {
                    throw .notDone("\(found.name) has \(found.devices.count) devices; name one with --device.")
                }
                if withdraw {
                    try await client.withdrawDevice(chosen, of: found.id)
                    Terminal.print("The device is taken away.")
                    return
                }
                try await client.attest(
                    chosen,
                    of: found.id,
                    diskEncryption: diskEncryption,
                    screenLock: screenLock,
                    remoteWipe: remoteWipe,
                    until: until ?? ""
                )
                Terminal.print("The device counts until \(until ?? "").")
            }
        }
    }

    struct Duty: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Plan when a member is on call, or cancel it.",
            discussion: """
                EXAMPLE
                  flowkeep staff duty Asha --from 2026-11-20T08:00:00Z --until 2026-11-27T08:00:00Z
                """
        )

        @OptionGroup var place: PlaceOptions

        @Argument(help: "A name or an id.")
        var member: String

        @Option(help: "From when, in UTC.")
        var from: String?

        @Option(help: "Until when, in UTC.")
        var until: String?

        @Option(help: "Cancel this one instead, by its id.")
        var cancel: String?

        func validate() throws {
            guard cancel != nil || (from != nil && until != nil) else {
                throw ValidationError("Say --from and --until, or --cancel.")
            }
        }

        func run() async throws {
            try await StaffCommand.about(member, place) { client, found throws(APIFailure) in
                if let cancel {
                    try await client.cancelDuty(cancel, of: found.id)
                    Terminal.print("Cancelled.")
                    return
                }
                try await client.planDuty(of: found.id, from: from ?? "", until: until ?? "")
                Terminal.print("\(found.name) is on call then.")
            }
        }
    }

    /// Does something about a member who is named.
    private static func about(
        _ member: String,
        _ place: PlaceOptions,
        _ work: (APIClient, StaffReply) async throws(APIFailure) -> Void
    ) async throws {
        try await VaultSession.connected(try place.configuration()) { client throws(APIFailure) in
            guard let found = try await client.staffMember(member) else {
                throw .notDone("Nobody of the staff is called that; see `flowkeep staff list`.")
            }
            try await work(client, found)
        }
    }
}
