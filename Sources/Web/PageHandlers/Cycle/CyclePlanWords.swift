import Cycle
import Primitives
import Vault

/// Makes the list of methods, medicines and appointments.
struct CyclePlanWords {
    static let path = CycleSettingsPages.path + "/plans"

    let book: CycleBook
    let text: BodyText
    var problems = FormProblems.none

    private var words: Words { text.words }
    private var today: CalendarDay { text.today }

    func page() -> CyclePlansPage {
        var (methods, medicines): ([CyclePlansPage.Row], [CyclePlansPage.Row]) = ([], [])
        var appointments: [(day: CalendarDay, row: CyclePlansPage.Row)] = []
        var past: [CyclePlansPage.Row] = []
        for item in book.itemRows {
            switch item.item {
            case .method(let method):
                let row = row(item.id, method)
                if isOver(method.to) { past.append(row) } else { methods.append(row) }
            case .medicine(let medicine):
                let row = row(item.id, medicine)
                if isOver(medicine.to) { past.append(row) } else { medicines.append(row) }
            case .appointment(let appointment):
                let row = row(item.id, appointment)
                if isOver(appointment.day) { past.append(row) } else { appointments.append((appointment.day, row)) }
            case .feed: break
            }
        }
        appointments.sort { $0.day < $1.day }
        return CyclePlansPage(
            problems: problems,
            methods: methods,
            hasMethods: !methods.isEmpty,
            medicines: medicines,
            hasMedicines: !medicines.isEmpty,
            appointments: appointments.map(\.row),
            hasAppointments: !appointments.isEmpty,
            past: past.suffix(Self.pastMaximum).reversed(),
            hasPast: !past.isEmpty,
            kinds: MethodContent.Kind.allCases.map { kind in
                .init(path: "\(Self.path)/new?kind=\(Self.code(kind))", label: kind.label, icon: "plus")
            }
        )
    }

    private static let pastMaximum = 100

    private func isOver(_ day: CalendarDay?) -> Bool { day.map { $0 < today } ?? false }

    private func path(_ id: ChangeID) -> String { "\(Self.path)/\(id.text)" }

    private func row(_ id: ChangeID, _ method: MethodContent) -> CyclePlansPage.Row {
        let next = method.nextRenewal
        return CyclePlansPage.Row(
            path: path(id),
            icon: method.kind == .pill ? "pill" : "repeat",
            name: method.name,
            note: [method.kind.label, days(method)].joined(separator: " · "),
            next: next.map { day in
                day < today
                    ? words("was due {day}", ["day": text.short(day)])
                    : words("next {day}", ["day": text.short(day)])
            },
            isDue: next.map { $0 <= today } ?? false,
            renewPath: isOver(method.to) ? nil : path(id) + "/renew",
            today: today.iso
        )
    }

    private func days(_ method: MethodContent) -> String {
        let use = text.days(method.daysInUse)
        guard method.daysOfPause > 0 else { return words("every {days}", ["days": use]) }
        return words("{use}, then {pause} of pause", ["use": use, "pause": text.days(method.daysOfPause)])
    }

    private func row(_ id: ChangeID, _ medicine: MedicineContent) -> CyclePlansPage.Row {
        let times = medicine.minutesOfDay.map(BodyUnits.time)
        let since = words("since {day}", ["day": text.short(medicine.from)])
        return CyclePlansPage.Row(
            path: path(id),
            icon: "pill",
            name: medicine.name,
            note: ([since] + (times.isEmpty ? [] : [times.joined(separator: ", ")])).joined(separator: " · "),
            next: nil,
            isDue: false,
            renewPath: nil,
            today: today.iso
        )
    }

    private func row(_ id: ChangeID, _ appointment: AppointmentContent) -> CyclePlansPage.Row {
        let time = appointment.minuteOfDay.map(BodyUnits.time)
        return CyclePlansPage.Row(
            path: path(id),
            icon: "cal",
            name: appointment.title,
            note: [text.medium(appointment.day), time].compactMap(\.self).joined(separator: ", "),
            next: appointment.day >= today ? DayText.relative(appointment.day, today: today, words: words) : nil,
            isDue: appointment.day == today,
            renewPath: nil,
            today: today.iso
        )
    }

    static func code(_ kind: MethodContent.Kind) -> String {
        switch kind {
        case .pill: "pill"
        case .ring: "ring"
        case .patch: "patch"
        case .injection: "injection"
        case .implant: "implant"
        case .hormonalIUD: "hormonal-iud"
        case .copperIUD: "copper-iud"
        }
    }

    static func kind(_ code: String) -> MethodContent.Kind? {
        MethodContent.Kind.allCases.first { Self.code($0) == code }
    }
}

extension MethodContent.Kind {
    var label: String {
        switch self {
        case .pill: localized("Pill pack")
        case .ring: localized("Ring")
        case .patch: localized("Patch")
        case .injection: localized("Injection")
        case .implant: localized("Implant")
        case .hormonalIUD: localized("Hormonal IUD")
        case .copperIUD: localized("Copper IUD")
        }
    }
}
