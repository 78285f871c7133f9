import Primitives

/// What somebody saw when she looked at a colleague's device.
package struct DeviceLook: Sendable, Hashable {
    package let isDiskEncrypted: Bool
    package let locksItsScreen: Bool
    package let canBeWiped: Bool

    package init(isDiskEncrypted: Bool, locksItsScreen: Bool, canBeWiped: Bool) {
        self.isDiskEncrypted = isDiskEncrypted
        self.locksItsScreen = locksItsScreen
        self.canBeWiped = canBeWiped
    }

    var isComplete: Bool { isDiskEncrypted && locksItsScreen && canBeWiped }
}

// What members record of each other: nobody of herself.

extension StaffRoster {
    /// Adds a browser that its owner showed with her passkey; nobody looked at it yet.
    ///
    /// The oldest one that nobody ever looked at makes place.
    mutating func enrol(_ device: StaffDevice, of id: StaffMemberID) throws(StaffRefusal) -> [StaffAct] {
        let place = try self.place(of: id)
        if members[place].devices.count >= StaffMember.deviceCountMaximum {
            guard let old = members[place].devices.firstIndex(where: { $0.attestation == nil }) else { throw .full }
            members[place].devices.remove(at: old)
        }
        members[place].devices.append(device)
        return [StaffAct(.deviceEnrolled, actor: id, role: members[place].role)]
    }

    mutating func attest(
        _ device: StaffDeviceID,
        of id: StaffMemberID,
        _ look: DeviceLook,
        until: CalendarDay,
        by actor: StaffActor,
        at now: Timestamp
    ) throws(StaffRefusal) -> [StaffAct] {
        let acting = try another(than: id, actor)
        let (place, index) = try self.place(of: device, of: id)
        guard look.isComplete else { throw .incompleteAttestation }
        let today = now.day()
        guard until >= today, until <= today.adding(days: StaffDevice.dayCountMaximum) else { throw .attestationDay }
        members[place].devices[index].attestation = .init(by: acting?.id, at: now, until: until)
        return [StaffAct(.deviceAttested, actor: acting?.id, role: acting?.role, concerned: id)]
    }

    /// Takes a device away: lost, given back, or found unfit; its owner may, too.
    mutating func withdraw(
        _ device: StaffDeviceID,
        of id: StaffMemberID,
        by actor: StaffActor
    ) throws(StaffRefusal) -> [StaffAct] {
        let acting = try self.actor(actor)
        let (place, index) = try self.place(of: device, of: id)
        members[place].devices.remove(at: index)
        return [StaffAct(.deviceWithdrawn, actor: acting?.id, role: acting?.role, concerned: id)]
    }

    mutating func record(
        _ kind: TrainingRecord.Kind,
        on day: CalendarDay,
        of id: StaffMemberID,
        by actor: StaffActor,
        at now: Timestamp
    ) throws(StaffRefusal) -> [StaffAct] {
        let acting = try another(than: id, actor)
        let place = try self.place(of: id)
        let today = now.day()
        let oldest = today.adding(days: -TrainingRecord.dayCountMaximum)
        guard day <= today, day >= oldest else { throw .trainingDay }
        let record = TrainingRecord(kind: kind, day: day, by: acting?.id, recordedAt: now)
        // The onboarding stays, whatever came after it; of the others the newest.
        var kept = members[place].training + [record]
        while kept.count > StaffMember.trainingCountMaximum {
            guard let old = kept.firstIndex(where: { $0.kind == .quarterly }) else { break }
            kept.remove(at: old)
        }
        members[place].training = Array(kept.suffix(StaffMember.trainingCountMaximum))
        return [StaffAct(.trainingRecorded, actor: acting?.id, role: acting?.role, concerned: id)]
    }

    mutating func planDuty(
        _ window: DutyWindow,
        of id: StaffMemberID,
        by actor: StaffActor,
        at now: Timestamp
    ) throws(StaffRefusal) -> [StaffAct] {
        let acting = try another(than: id, actor)
        let place = try self.place(of: id)
        let length = (window.until.milliseconds - window.from.milliseconds) / 1000
        let ahead = (window.from.milliseconds - now.milliseconds) / 1000
        guard length > 0, length <= DutyWindow.secondsMaximum, ahead <= DutyWindow.secondsAheadMaximum,
            window.until > now
        else { throw .dutyWindow }
        var kept = members[place].duty.filter { $0.until > now }
        guard kept.count < StaffMember.dutyCountMaximum else { throw .full }
        kept.append(window)
        members[place].duty = kept.sorted { ($0.from, $0.until) < ($1.from, $1.until) }
        return [StaffAct(.dutyPlanned, actor: acting?.id, role: acting?.role, concerned: id)]
    }

    mutating func cancelDuty(
        _ window: DutyWindowID,
        of id: StaffMemberID,
        by actor: StaffActor
    ) throws(StaffRefusal) -> [StaffAct] {
        let acting = try self.actor(actor)
        let place = try self.place(of: id)
        guard let index = members[place].duty.firstIndex(where: { $0.id == window }) else { throw .unknownDuty }
        members[place].duty.remove(at: index)
        return [StaffAct(.dutyCancelled, actor: acting?.id, role: acting?.role, concerned: id)]
    }

    /// The counter of a passkey after it was shown.
    ///
    /// - Throws: `.staleCounter` where it is not above the one that stands: another copy was shown meanwhile.
    mutating func note(signCount: UInt32, of id: StaffMemberID) throws(StaffRefusal) {
        let place = try self.place(of: id)
        let present = members[place].passkey.signCount
        guard signCount > present || signCount == 0 && present == 0 else { throw .staleCounter }
        members[place].passkey.signCount = signCount
    }

    // MARK: Parts

    /// Who acts, somebody else than the one it is about.
    private func another(than id: StaffMemberID, _ actor: StaffActor) throws(StaffRefusal) -> StaffMember? {
        guard actor.member != id else { throw .own }
        return try self.actor(actor)
    }

    private func place(of id: StaffMemberID) throws(StaffRefusal) -> Int {
        guard let place = members.firstIndex(where: { $0.id == id }) else { throw .unknownMember }
        return place
    }

    private func place(of device: StaffDeviceID, of id: StaffMemberID) throws(StaffRefusal) -> (Int, Int) {
        let place = try self.place(of: id)
        guard let index = members[place].devices.firstIndex(where: { $0.id == device }) else { throw .unknownDevice }
        return (place, index)
    }
}
