package import Primitives

/// Everybody of the staff.
package struct StaffMembersPage: Page {
    package static let template = PageTemplate.staffMembers
    package var place: Place { .staff(.members) }
    package let title = localized("Members")

    let rows: [Row]
    /// Whether one more officer is needed so that one may be away.
    let hasFewOfficers: Bool

    package struct Row: Sendable {
        let path: String
        let name: String
        let role: String
        let isFit: Bool
        let state: String

        package init(path: String, name: String, role: String, isFit: Bool, state: String) {
            self.path = path
            self.name = name
            self.role = role
            self.isFit = isFit
            self.state = state
        }
    }

    package init(rows: [Row], officerCount: Int) {
        self.rows = rows
        hasFewOfficers = officerCount < 3
    }
}

/// One member with everything that counts for her, and the forms for it.
package struct StaffMemberPage: Page {
    package static let template = PageTemplate.staffMember
    package var place: Place { .staff(.members) }
    package let title = localized("A member")

    let path: String
    let name: String
    let role: String
    let joined: String
    let hasKey: Bool
    let isCopyable: Bool
    let sessions: String
    let records: [StaffRecordRow]
    let devices: [Device]
    let training: [Line]
    let duty: [Duty]
    let may: May
    let problems: FormProblems
    /// The same for each device.
    let until: TextField
    let kind: SelectField
    let day: TextField
    let fromDay: TextField
    let fromTime: TextField
    let untilDay: TextField
    let untilTime: TextField
    let newRole: SelectField

    package struct Device: Sendable {
        let path: String
        let label: String
        let shown: String
        let canAttest: Bool
        /// Of the day until which a look counts: each device has its own form.
        let inputID: String

        package init(path: String, label: String, shown: String, canAttest: Bool) {
            self.path = path
            self.label = label
            self.shown = shown
            self.canAttest = canAttest
            inputID = "until-" + (path.split(separator: "/").last ?? "")
        }
    }

    package struct Line: Sendable {
        let what: String
        let detail: String

        package init(what: String, detail: String) {
            self.what = what
            self.detail = detail
        }
    }

    package struct Duty: Sendable {
        let path: String
        let span: String

        package init(path: String, span: String) {
            self.path = path
            self.span = span
        }
    }

    /// Which forms whoever looks may use.
    package struct May: Sendable {
        let attest: Bool
        let train: Bool
        let planDuty: Bool
        let propose: Bool
        let remove: Bool
        let endSessions: Bool

        package init(
            attest: Bool,
            train: Bool,
            planDuty: Bool,
            propose: Bool,
            remove: Bool,
            endSessions: Bool
        ) {
            self.attest = attest
            self.train = train
            self.planDuty = planDuty
            self.propose = propose
            self.remove = remove
            self.endSessions = endSessions
        }
    }

    package init(
        path: String,
        name: String,
        role: String,
        joined: String,
        hasKey: Bool,
        isCopyable: Bool,
        sessionCount: Int,
        records: [StaffRecordRow],
        devices: [Device],
        training: [Line],
        duty: [Duty],
        may: May,
        today: CalendarDay,
        problems: FormProblems = .none
    ) {
        self.path = path
        self.name = name
        self.role = role
        self.joined = joined
        self.hasKey = hasKey
        self.isCopyable = isCopyable
        sessions = Words.current.number(sessionCount)
        self.records = records
        self.devices = devices
        self.training = training
        self.duty = duty
        self.may = may
        self.problems = problems
        until = TextField(
            "until",
            localized("Counts until"),
            kind: .day,
            value: today.adding(days: 90).iso,
            maximumLength: 10
        )
        kind = SelectField(
            "kind",
            localized("Training"),
            choices: [
                Choice(value: "quarterly", label: localized("Quarterly training")),
                Choice(value: "onboarding", label: localized("Introduction")),
            ],
            chosen: training.isEmpty ? "onboarding" : "quarterly"
        )
        day = TextField("day", localized("On"), kind: .day, value: today.iso, maximumLength: 10)
        fromDay = TextField("from-day", localized("From"), kind: .day, value: today.iso, maximumLength: 10)
        fromTime = TextField("from-time", localized("Time (UTC)"), kind: .time, value: "08:00", maximumLength: 5)
        untilDay = TextField(
            "until-day",
            localized("Until"),
            kind: .day,
            value: today.adding(days: 7).iso,
            maximumLength: 10
        )
        untilTime = TextField(
            "until-time",
            localized("Time of the end (UTC)"),
            kind: .time,
            value: "08:00",
            maximumLength: 5
        )
        newRole = SelectField("role", localized("Another role"), choices: StaffWords.roles, chosen: "")
    }
}
