package import Primitives

/// What a member may do at a moment, and why not more: worked out of her records at each request.
package struct StaffStanding: Sendable, Hashable {
    /// Why nothing of production is open to her.
    package enum Lapse: Sendable, Hashable {
        case neverTrained
        /// Since the day after.
        case training(due: CalendarDay)
        case offDuty
    }

    /// What will be withdrawn soon.
    package enum Warning: Sendable, Hashable {
        case training(due: CalendarDay)
        case device(until: CalendarDay)
        case duty(until: Timestamp)
    }

    package let permissions: StaffPermissions
    package let lapses: [Lapse]
    package let warnings: [Warning]

    /// Works out how a member stands.
    ///
    /// `device`: the one she works on; its attestation is a matter of the session, its end is warned of here.
    package init(_ member: StaffMember, on device: StaffDevice?, at now: Timestamp) {
        let today = now.day()
        var lapses: [Lapse] = []
        var warnings: [Warning] = []
        switch Self.trainingDue(of: member) {
        case nil: lapses.append(.neverTrained)
        case let due? where due < today: lapses.append(.training(due: due))
        case let due?:
            if due <= today.adding(days: TrainingRecord.warningDayCount) { warnings.append(.training(due: due)) }
        }
        if let end = member.duty.filter({ $0.contains(now) }).map(\.until).max() {
            if end <= now.adding(seconds: DutyWindow.warningSeconds) { warnings.append(.duty(until: end)) }
        } else {
            lapses.append(.offDuty)
        }
        if let until = device?.attestation?.until, until <= today.adding(days: StaffDevice.warningDayCount) {
            warnings.append(.device(until: until))
        }
        let all = member.role.permissions
        permissions = lapses.isEmpty ? all : all.withoutProduction
        self.lapses = lapses
        self.warnings = warnings
    }

    /// The last day for which her training counts; nil where she never was introduced.
    package static func trainingDue(of member: StaffMember) -> CalendarDay? {
        guard member.training.contains(where: { $0.kind == .onboarding }) else { return nil }
        return member.training.map(\.due).max()
    }
}
