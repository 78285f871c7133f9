import FoundationEssentials
import Primitives
import Vault

/// Methods, medicines, appointments and calendars as they stand in the journal.
///
/// - Source: docs/spec/cycle-changes.md §4.
enum ItemWire {
    static func wire(_ id: ChangeID?, _ item: CycleItem) -> WirePutItem {
        var wire = WirePutItem()
        wire.id = id?.rawValue ?? 0
        switch item {
        case .method(let content): wire.method = self.wire(content)
        case .medicine(let content): wire.medicine = self.wire(content)
        case .appointment(let content): wire.appointment = self.wire(content)
        case .feed(let content): wire.feed = self.wire(content)
        }
        return wire
    }

    static func item(_ wire: WirePutItem) throws(TrackerError) -> (id: ChangeID?, item: CycleItem) {
        try wire.checkKnown()
        let id = wire.id == 0 ? nil : ChangeID(rawValue: wire.id)
        switch wire.content {
        case .method(let content): return (id: id, item: .method(try method(content)))
        case .medicine(let content): return (id: id, item: .medicine(try medicine(content)))
        case .appointment(let content): return (id: id, item: .appointment(try appointment(content)))
        case .feed(let content): return (id: id, item: .feed(try feed(content)))
        case nil: throw .unknownSchema(CycleTracker.schema + 1)
        }
    }

    private static func wire(_ content: MethodContent) -> WireMethod {
        var wire = WireMethod()
        wire.kind = UInt32(content.kind.rawValue)
        wire.name = content.name
        wire.from = content.from.daysSinceEpoch
        if let to = content.to { wire.to = to.daysSinceEpoch }
        wire.daysInUse = UInt32(clamping: content.daysInUse)
        wire.daysOfPause = UInt32(clamping: content.daysOfPause)
        if let minute = content.minuteOfDay { wire.minute = UInt32(clamping: minute) }
        wire.renewals = content.renewals.map(\.daysSinceEpoch)
        return wire
    }

    private static func method(_ wire: WireMethod) throws(TrackerError) -> MethodContent {
        try wire.checkKnown()
        return MethodContent(
            try code(wire.kind),
            name: wire.name,
            from: CalendarDay(daysSinceEpoch: wire.from),
            to: wire.hasTo ? CalendarDay(daysSinceEpoch: wire.to) : nil,
            daysInUse: Int(wire.daysInUse),
            daysOfPause: Int(wire.daysOfPause),
            minuteOfDay: wire.hasMinute ? Int(wire.minute) : nil,
            renewals: wire.renewals.map(CalendarDay.init(daysSinceEpoch:))
        )
    }

    private static func wire(_ content: MedicineContent) -> WireMedicine {
        var wire = WireMedicine()
        wire.name = content.name
        wire.from = content.from.daysSinceEpoch
        if let to = content.to { wire.to = to.daysSinceEpoch }
        wire.unit = content.unit ?? ""
        wire.minutes = content.minutesOfDay.map { UInt32(clamping: $0) }
        wire.note = content.note ?? ""
        return wire
    }

    private static func medicine(_ wire: WireMedicine) throws(TrackerError) -> MedicineContent {
        try wire.checkKnown()
        return MedicineContent(
            name: wire.name,
            from: CalendarDay(daysSinceEpoch: wire.from),
            to: wire.hasTo ? CalendarDay(daysSinceEpoch: wire.to) : nil,
            unit: wire.unit.isEmpty ? nil : wire.unit,
            minutesOfDay: wire.minutes.map { Int($0) },
            note: wire.note.isEmpty ? nil : wire.note
        )
    }

    private static func wire(_ content: AppointmentContent) -> WireAppointment {
        var wire = WireAppointment()
        wire.day = content.day.daysSinceEpoch
        if let minute = content.minuteOfDay { wire.minute = UInt32(clamping: minute) }
        wire.title = content.title
        wire.note = content.note ?? ""
        if let days = content.reminderDays { wire.reminderDays = UInt32(clamping: days) }
        return wire
    }

    private static func appointment(_ wire: WireAppointment) throws(TrackerError) -> AppointmentContent {
        try wire.checkKnown()
        return AppointmentContent(
            day: CalendarDay(daysSinceEpoch: wire.day),
            minuteOfDay: wire.hasMinute ? Int(wire.minute) : nil,
            title: wire.title,
            note: wire.note.isEmpty ? nil : wire.note,
            reminderDays: wire.hasReminderDays ? Int(wire.reminderDays) : nil
        )
    }

    private static func wire(_ content: CalendarFeedContent) -> WireFeed {
        var wire = WireFeed()
        wire.name = content.name
        wire.title = content.title
        wire.contents = UInt32(content.contents.rawValue)
        wire.secret = .init(content.secret)
        return wire
    }

    private static func feed(_ wire: WireFeed) throws(TrackerError) -> CalendarFeedContent {
        try wire.checkKnown()
        guard let contents = UInt8(exactly: wire.contents) else { throw .malformed(field: 5) }
        return CalendarFeedContent(
            name: wire.name,
            title: wire.title,
            contents: .init(rawValue: contents),
            secret: [UInt8](wire.secret)
        )
    }
}
