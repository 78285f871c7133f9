import Cycle
import Primitives

/// Between the form of a method, medicine or appointment and the diary.
struct CyclePlanFormReader {
    let words: Words

    // MARK: To the form

    static func form(_ item: CycleItem) -> CyclePlanForm? {
        var form = CyclePlanForm()
        switch item {
        case .method(let method):
            form.kind = CyclePlanWords.code(method.kind)
            form.name = method.name
            form.from = method.from.iso
            form.to = method.to?.iso ?? ""
            form.use = String(method.daysInUse)
            form.pause = String(method.daysOfPause)
            form.time = method.minuteOfDay.map(BodyUnits.time) ?? ""
            form.renewals = method.renewals.map(\.iso).joined(separator: ", ")
        case .medicine(let medicine):
            form.kind = "medicine"
            form.name = medicine.name
            form.from = medicine.from.iso
            form.to = medicine.to?.iso ?? ""
            form.unit = medicine.unit ?? ""
            form.times = medicine.minutesOfDay.map(BodyUnits.time).joined(separator: ", ")
            form.note = medicine.note ?? ""
        case .appointment(let appointment):
            form.kind = "appointment"
            form.name = appointment.title
            form.from = appointment.day.iso
            form.time = appointment.minuteOfDay.map(BodyUnits.time) ?? ""
            form.note = appointment.note ?? ""
            form.reminder = appointment.reminderDays.map(String.init) ?? ""
        case .feed: return nil
        }
        return form
    }

    /// A new one with the days that packages usually say; nil for a kind that is none.
    static func form(new kind: String, today: CalendarDay) -> CyclePlanForm? {
        var form = CyclePlanForm()
        form.kind = kind
        form.from = today.iso
        if let method = CyclePlanWords.kind(kind) {
            form.name = method.label
            form.use = String(method.usualDays.use)
            form.pause = String(method.usualDays.pause)
            return form
        }
        if kind == "appointment" { form.reminder = "1" }
        return kind == "medicine" || kind == "appointment" ? form : nil
    }

    // MARK: From the form

    /// - Throws: ``FormRefusal`` with every field that cannot be read.
    func item(_ form: CyclePlanForm) throws(FormRefusal) -> CycleItem {
        var reading = Reading(words: words)
        let item = reading.item(form)
        guard let item, reading.errors.isEmpty else {
            throw reading.errors.isEmpty
                ? FormRefusal("name", words("Name"), words("This cannot be kept.")) : FormRefusal(reading.errors)
        }
        return item
    }

    /// One reading of a form, and what was wrong in it.
    private struct Reading {
        let words: Words
        var errors: [FieldError] = []

        mutating func item(_ form: CyclePlanForm) -> CycleItem? {
            switch form.kind {
            case "medicine": medicine(form).map(CycleItem.medicine)
            case "appointment": appointment(form).map(CycleItem.appointment)
            default: method(form).map(CycleItem.method)
            }
        }

        private mutating func method(_ form: CyclePlanForm) -> MethodContent? {
            guard let kind = CyclePlanWords.kind(form.kind) else { return nil }
            let from = day(form.from, "from", words("First day"))
            let to = optionalDay(form.to, "to", words("Last day"))
            let use = number(form.use, "use", words("Days in use"))
            let pause = form.pause.isEmpty ? 0 : number(form.pause, "pause", words("Days of pause"))
            let time = minute(form.time)
            let renewals = days(form.renewals)
            guard let from, let use, let pause, let renewals else { return nil }
            return MethodContent(
                kind,
                name: form.name,
                from: from,
                to: to,
                daysInUse: use,
                daysOfPause: pause,
                minuteOfDay: time,
                renewals: renewals
            )
        }

        private mutating func medicine(_ form: CyclePlanForm) -> MedicineContent? {
            let from = day(form.from, "from", words("First day"))
            let to = optionalDay(form.to, "to", words("Last day"))
            let times = minutes(form.times)
            guard let from, let times else { return nil }
            return MedicineContent(
                name: form.name,
                from: from,
                to: to,
                unit: form.unit.isEmpty ? nil : form.unit,
                minutesOfDay: times,
                note: form.note.isEmpty ? nil : form.note
            )
        }

        private mutating func appointment(_ form: CyclePlanForm) -> AppointmentContent? {
            let day = day(form.from, "from", words("Day"))
            let time = minute(form.time)
            let reminder = form.reminder.isEmpty ? nil : number(form.reminder, "reminder", words("Say it days ahead"))
            guard let day else { return nil }
            return AppointmentContent(
                day: day,
                minuteOfDay: time,
                title: form.name,
                note: form.note.isEmpty ? nil : form.note,
                reminderDays: reminder
            )
        }

        // MARK: Parts

        private mutating func refuse(_ field: String, _ label: String, _ message: String) {
            errors.append(FieldError(field: field, label: label, message: message))
        }

        private mutating func day(_ text: String, _ field: String, _ label: String) -> CalendarDay? {
            if let day = CalendarDay(iso: text) { return day }
            refuse(field, label, words("It must be a day."))
            return nil
        }

        private mutating func optionalDay(_ text: String, _ field: String, _ label: String) -> CalendarDay? {
            text.isEmpty ? nil : day(text, field, label)
        }

        private mutating func number(_ text: String, _ field: String, _ label: String) -> Int? {
            if let number = Int(text.trimmingWhitespace()), (0...100_000).contains(number) { return number }
            refuse(field, label, words("It must be a whole number."))
            return nil
        }

        private mutating func minute(_ text: String) -> Int? {
            guard !text.isEmpty else { return nil }
            if let minute = BodyUnits.minute(text.trimmingWhitespace()) { return minute }
            refuse("time", words("Time of day"), words("It must be a time such as 07:30."))
            return nil
        }

        private mutating func minutes(_ text: String) -> [Int]? {
            var minutes: Set<Int> = []
            for part in text.split(separator: ",") {
                guard let minute = BodyUnits.minute(String(part).trimmingWhitespace()) else {
                    refuse("times", words("Times of day"), words("They must be times such as 08:00, 20:00."))
                    return nil
                }
                minutes.insert(minute)
            }
            return minutes.sorted()
        }

        private mutating func days(_ text: String) -> [CalendarDay]? {
            var days: Set<CalendarDay> = []
            for part in text.split(separator: ",") {
                guard let day = CalendarDay(iso: String(part).trimmingWhitespace()) else {
                    let message = words("They must be days such as 2026-11-20, with commas between them.")
                    refuse("renewals", words("Renewed on"), message)
                    return nil
                }
                days.insert(day)
            }
            return days.sorted()
        }
    }
}
