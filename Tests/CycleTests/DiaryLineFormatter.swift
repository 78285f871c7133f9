import Primitives

@testable import Cycle

/// Writes fields of a day as a line that reads as the same fields.
///
/// - Source: docs/spec/diary-quick-add.md §7.
struct DiaryLineFormatter: Sendable {
    private let names: DiaryLineNames

    init(names: DiaryLineNames = DiaryLineNames()) { self.names = names }

    /// The line; what no line can say (intakes, an effect she chose) is not in it.
    func line(_ entry: DayEntry, on day: CalendarDay) -> String {
        var parts = [day.iso]
        if let bleeding = entry.bleeding { parts += Self.bleeding(bleeding) }
        if let reading = entry.temperature { parts.append(Self.temperature(reading)) }
        if let mucus = entry.mucus { parts.append(Self.mucus(mucus)) }
        if let cervix = entry.cervix { parts.append(Self.cervix(cervix)) }
        parts += (entry.lhTests ?? []).map { "lh \($0.result)" + Self.time($0.minuteOfDay) }
        parts += (entry.pregnancyTests ?? []).map { "pregnancy test \($0.result)" + Self.time($0.minuteOfDay) }
        for (id, intensity) in (entry.symptoms ?? [:]).sorted(by: { $0.key < $1.key }) {
            if let name = name(id) { parts.append("\(name) \(intensity)") }
        }
        for (id, intensity) in (entry.moods ?? [:]).sorted(by: { $0.key < $1.key }) {
            if let name = name(id) { parts.append("mood \(name) \(intensity)") }
        }
        parts += (entry.sex ?? []).map(Self.sex)
        if let desire = entry.desire { parts.append("desire \(desire)") }
        if let weight = entry.weight { parts.append("weight \(Self.decimal(weight, 3)) kg") }
        if let sleep = entry.sleep {
            parts.append("slept \(sleep.minutes) min")
            if let quality = sleep.quality { parts.append("quality \(quality)") }
        }
        if let energy = entry.energy { parts.append("energy \(energy)") }
        parts += (entry.factors ?? []).map { "factor " + DiaryLexicon.phrase($0.kind) }
        if let note = entry.note { parts.append("note: " + note) }
        return parts.joined(separator: ", ")
    }

    private func name(_ id: SymptomID) -> String? { names.symptoms[id] ?? id.builtIn.map(DiaryLexicon.phrase) }
    private func name(_ id: MoodID) -> String? { names.moods[id] ?? id.builtIn.map(DiaryLexicon.phrase) }

    private static func bleeding(_ entry: BleedingEntry) -> [String] {
        let levels = ["none", "spotting", "light", "medium", "heavy", "very heavy"]
        var text = "period " + levels[Int(entry.bleeding.level.rawValue)]
        if entry.bleeding.mark == .start { text += " start" }
        if entry.bleeding.mark == .noStart { text += " not a start" }
        if entry.bleeding.isExcluded { text += " excluded" }
        var parts = [text]
        switch entry.clots {
        case nil: break
        case .some(.none): parts.append("no clots")
        case .some(.small): parts.append("small clots")
        case .some(.large): parts.append("large clots")
        }
        parts += entry.products.sorted { $0.key < $1.key }.map { "\($0.value) " + DiaryLexicon.phrase($0.key) }
        return parts
    }

    private static func temperature(_ reading: TemperatureReading) -> String {
        var text = "temp \(decimal(reading.value.hundredths, 2)) C"
        if reading.method != .notSaid { text += " " + DiaryLexicon.phrase(reading.method) }
        return text + time(reading.minuteOfDay) + (reading.isExcluded ? " excluded" : "")
    }

    private static func mucus(_ mucus: CervicalMucus) -> String {
        var text = "mucus"
        if let feeling = mucus.feeling { text += " " + (feeling == .nothing ? "felt nothing" : "\(feeling)") }
        switch mucus.texture {
        case nil: break
        case .nothing: text += " saw nothing"
        case .creamy: text += " creamy"
        case .eggWhite: text += " eggwhite"
        }
        return text + (mucus.isExcluded ? " excluded" : "")
    }

    private static func cervix(_ cervix: Cervix) -> String {
        var text = "cervix"
        if let opening = cervix.opening { text += " " + (opening == .medium ? "half open" : "\(opening)") }
        if let firmness = cervix.firmness { text += " \(firmness)" }
        if let position = cervix.position { text += " " + (position == .medium ? "middle" : "\(position)") }
        return text + (cervix.isExcluded ? " excluded" : "")
    }

    private static func sex(_ entry: SexEntry) -> String {
        var text = entry.kind == .alone ? "sex alone" : "sex"
        if let protection = entry.protection {
            if protection.isEmpty { text += " unprotected" }
            for item in protection.sorted(by: { $0.rawValue < $1.rawValue }) {
                text += " " + DiaryLexicon.phrase(item)
            }
        }
        return text + time(entry.minuteOfDay)
    }

    private static func time(_ minute: Int?) -> String {
        guard let minute else { return "" }
        let (hours, minutes) = (minute / 60, minute % 60)
        return " at \(hours):" + (minutes < 10 ? "0" : "") + "\(minutes)"
    }

    /// A whole number with its last figures behind a point.
    private static func decimal(_ value: Int, _ places: Int) -> String {
        let digits = String(value)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        return padded.dropLast(places) + "." + padded.suffix(places)
    }
}

extension DiaryLexicon {
    private static func first(_ term: DiaryTerm, _ rows: [(DiaryTerm, String)]) -> String {
        rows.first { $0.0 == term }?.1.split(separator: "|").first.map(String.init) ?? ""
    }

    static func phrase(_ product: BleedingEntry.Product) -> String { first(.product(product), bleeding) }
    static func phrase(_ method: TemperatureReading.Method) -> String { first(.method(method), signs) }
    static func phrase(_ protection: SexEntry.Protection) -> String { first(.protection(protection), sex) }
    static func phrase(_ factor: Factor.Kind) -> String { first(.factor(factor), factors) }
}
