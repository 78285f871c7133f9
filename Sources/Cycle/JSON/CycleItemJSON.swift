package import JSON
import Primitives

/// Methods, medicines and appointments as JSON.
///
/// - Source: docs/spec/cycle-json.md §7.
package enum CycleItemJSON {
    /// Writes the members of an item into an object that is open; nothing of a feed, whose keys stay here.
    package static func writeMembers(of item: CycleItem, to writer: inout JSONWriter) {
        switch item {
        case .method(let method): write(method, to: &writer)
        case .medicine(let medicine): write(medicine, to: &writer)
        case .appointment(let appointment): write(appointment, to: &writer)
        case .feed: break
        }
    }

    private static func write(_ method: MethodContent, to writer: inout JSONWriter) {
        writer.member("kind", method.kind.codeName)
        writer.member("name", method.name)
        writer.member("from", method.from.iso)
        writer.member("to", optional: method.to?.iso)
        writer.member("daysInUse", method.daysInUse)
        writer.member("daysOfPause", method.daysOfPause)
        writer.member("time", optional: method.minuteOfDay.map(TimeText.text))
        guard !method.renewals.isEmpty else { return }
        writer.memberArray("renewals", method.renewals) { $0.string($1.iso) }
    }

    private static func write(_ medicine: MedicineContent, to writer: inout JSONWriter) {
        writer.member("name", medicine.name)
        writer.member("from", medicine.from.iso)
        writer.member("to", optional: medicine.to?.iso)
        writer.member("unit", optional: medicine.unit)
        if !medicine.minutesOfDay.isEmpty {
            writer.memberArray("times", medicine.minutesOfDay) { $0.string(TimeText.text($1)) }
        }
        writer.member("note", optional: medicine.note)
    }

    private static func write(_ appointment: AppointmentContent, to writer: inout JSONWriter) {
        writer.member("date", appointment.day.iso)
        writer.member("time", optional: appointment.minuteOfDay.map(TimeText.text))
        writer.member("title", appointment.title)
        writer.member("note", optional: appointment.note)
        if let days = appointment.reminderDays { writer.member("reminderDays", days) }
    }
}

extension CycleItemJSON {
    package static let methodNames = [
        "kind", "name", "from", "to", "daysInUse", "daysOfPause", "time", "renewals",
    ]
    package static let medicineNames = ["name", "from", "to", "unit", "times", "note"]
    package static let appointmentNames = ["date", "time", "title", "note", "reminderDays"]

    /// Reads what is said of a method; whether it can be kept is asked of the book.
    package static func method(_ fields: JSONFields) throws(DiaryJSONError) -> MethodContent {
        MethodContent(
            try fields.required("kind", fields.code("kind")),
            name: try fields.required("name", fields.text("name")),
            from: try fields.required("from", fields.day("from")),
            to: try fields.day("to"),
            daysInUse: try fields.integer("daysInUse"),
            daysOfPause: try fields.integer("daysOfPause"),
            minuteOfDay: try fields.minute("time"),
            renewals: try texts(fields, "renewals") { CalendarDay(iso: $0) } ?? []
        )
    }

    package static func medicine(_ fields: JSONFields) throws(DiaryJSONError) -> MedicineContent {
        MedicineContent(
            name: try fields.required("name", fields.text("name")),
            from: try fields.required("from", fields.day("from")),
            to: try fields.day("to"),
            unit: try fields.text("unit"),
            minutesOfDay: try texts(fields, "times", TimeText.minute) ?? [],
            note: try fields.text("note")
        )
    }

    package static func appointment(_ fields: JSONFields) throws(DiaryJSONError) -> AppointmentContent {
        AppointmentContent(
            day: try fields.required("date", fields.day("date")),
            minuteOfDay: try fields.minute("time"),
            title: try fields.required("title", fields.text("title")),
            note: try fields.text("note"),
            reminderDays: try fields.integer("reminderDays")
        )
    }

    private static func texts<Value>(
        _ fields: JSONFields,
        _ name: String,
        _ read: (String) -> Value?
    ) throws(DiaryJSONError) -> [Value]? {
        try fields.list(name) { value, pointer throws(DiaryJSONError) in
            guard case .string(let text) = value else { throw DiaryJSONError(pointer, .wrongType) }
            guard let value = read(text) else { throw DiaryJSONError(pointer, .notPossible) }
            return value
        }
    }
}
