import Cycle
import JSON

extension CycleItemsAPI.Kind {
    private static let name = Schema.string(.line, length: 1...100)
    private static let time = Schema.string(.time, length: 5...5)
    private static let note = Schema.string(.text, length: 1...DayLimits.noteCharacters)

    static let method = Self(
        kind: .method,
        path: "/methods",
        noun: "method of contraception",
        schema: ObjectSchema(
            "DiaryMethod",
            [
                .required("kind", DaySchemas.codes(MethodContent.Kind.self)), .required("name", name),
                .required("from", .day), .optional("to", .day),
                .optional("daysInUse", .integer(MethodContent.useDays), "The usual ones where absent."),
                .optional("daysOfPause", .integer(MethodContent.pauseDays), "The usual ones where absent."),
                .optional("time", time),
                .optional("renewals", .array(.day, count: 0...MethodContent.renewalMaximum), "Rising."),
            ]
        )
    ) { object throws(DiaryJSONError) in
        let fields = try JSONFields(.object(object), at: "", only: CycleItemJSON.methodNames)
        return .method(try CycleItemJSON.method(fields))
    }

    static let medicine = Self(
        kind: .medicine,
        path: "/medicines",
        noun: "medicine",
        schema: ObjectSchema(
            "DiaryMedicine",
            [
                .required("name", name), .required("from", .day), .optional("to", .day),
                .optional("unit", .string(.line, length: 1...MedicineContent.unitCharacters)),
                .optional("times", .array(time, count: 0...MedicineContent.minuteMaximum), "Rising."),
                .optional("note", note),
            ]
        )
    ) { object throws(DiaryJSONError) in
        let fields = try JSONFields(.object(object), at: "", only: CycleItemJSON.medicineNames)
        return .medicine(try CycleItemJSON.medicine(fields))
    }

    static let appointment = Self(
        kind: .appointment,
        path: "/appointments",
        noun: "appointment",
        schema: ObjectSchema(
            "DiaryAppointment",
            [
                .required("date", .day), .optional("time", time), .required("title", name), .optional("note", note),
                .optional("reminderDays", .integer(AppointmentContent.reminderDays), "How many days ahead."),
            ]
        )
    ) { object throws(DiaryJSONError) in
        let fields = try JSONFields(.object(object), at: "", only: CycleItemJSON.appointmentNames)
        return .appointment(try CycleItemJSON.appointment(fields))
    }
}
