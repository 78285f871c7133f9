package import Cycle
import Delimited
import Primitives

/// Writes the days of a diary as one table, a row for each.
///
/// - Source: docs/spec/diary-export.md §3.
package enum DiaryCSVWriter {
    package static func bytes(_ diary: DiaryCopy) -> [UInt8] {
        let row = DiaryRow(diary)
        var table = DelimitedWriter()
        for column in DiaryColumn.allCases { table.add(trusted: column.rawValue) }
        table.endRow()
        for day in diary.days {
            // Every cell as text: what a person named or wrote may stand in any of them.
            for column in DiaryColumn.allCases { table.add(text: row.cell(column, day)) }
            table.endRow()
        }
        return table.bytes
    }
}

/// What stands in the cells of a day.
private struct DiaryRow {
    private let diary: DiaryCopy

    init(_ diary: DiaryCopy) { self.diary = diary }

    func cell(_ column: DiaryColumn, _ day: DiaryCopy.Day) -> String {
        let entry = day.entry
        switch column {
        case .date: return day.day.iso
        case .bleeding, .bleedingExcluded, .start, .clots, .products: return bleeding(column, entry) ?? ""
        case .temperature, .temperatureTime, .temperatureMethod, .temperatureExcluded, .temperatureReason:
            return temperature(column, entry) ?? ""
        case .mucusFeeling: return entry.mucus?.feeling?.codeName ?? ""
        case .mucusTexture: return entry.mucus?.texture?.codeName ?? ""
        case .mucusExcluded: return yes(entry.mucus?.isExcluded)
        case .cervixOpening: return entry.cervix?.opening?.codeName ?? ""
        case .cervixFirmness: return entry.cervix?.firmness?.codeName ?? ""
        case .cervixPosition: return entry.cervix?.position?.codeName ?? ""
        case .cervixExcluded: return yes(entry.cervix?.isExcluded)
        default: return list(column, entry) ?? ""
        }
    }

    private func bleeding(_ column: DiaryColumn, _ entry: DayEntry) -> String? {
        guard let bleeding = entry.bleeding else { return nil }
        switch column {
        case .bleeding: return bleeding.bleeding.level.codeName
        case .bleedingExcluded: return yes(bleeding.bleeding.isExcluded)
        case .start: return bleeding.bleeding.mark == .none ? nil : bleeding.bleeding.mark.codeName
        case .clots: return bleeding.clots?.codeName
        default:
            let products = bleeding.products.sorted { $0.key < $1.key }
            return CellList.text(products.map { "\($0.key.codeName): \($0.value)" })
        }
    }

    private func temperature(_ column: DiaryColumn, _ entry: DayEntry) -> String? {
        guard let reading = entry.temperature else { return nil }
        switch column {
        case .temperature: return HundredthsText.text(reading.value.hundredths)
        case .temperatureTime: return reading.minuteOfDay.map(TimeText.text)
        case .temperatureMethod: return reading.method == .notSaid ? nil : reading.method.codeName
        case .temperatureReason: return reading.reason?.codeName
        default: return yes(reading.isExcluded)
        }
    }

    private func list(_ column: DiaryColumn, _ entry: DayEntry) -> String? {
        switch column {
        case .lhTests: entry.lhTests.map { CellList.text($0.map { test($0.result.codeName, $0.minuteOfDay) }) }
        case .pregnancyTests:
            entry.pregnancyTests.map { CellList.text($0.map { test($0.result.codeName, $0.minuteOfDay) }) }
        case .symptoms: feelings(entry.symptoms) { diary.name(of: $0) }
        case .moods: feelings(entry.moods) { diary.name(of: $0) }
        case .sex: entry.sex.map { CellList.text($0.map(sex)) }
        case .desire: entry.desire?.codeName
        case .intakes: entry.intakes.map { CellList.text($0.map(intake)) }
        case .weight: entry.weight.map(Decimals.thousandths)
        case .sleep: entry.sleep.map { "\($0.minutes)" }
        case .sleepQuality: entry.sleep?.quality.map { "\($0)" }
        case .energy: entry.energy.map { "\($0)" }
        case .factors:
            entry.factors.map { CellList.text($0.map { "\($0.kind.codeName): \($0.effect.codeName)" }) }
        default: entry.note
        }
    }

    private func feelings<BuiltIn: NamedCode & RawRepresentable<UInt16>>(
        _ feelings: [FeelingID<BuiltIn>: Intensity]?,
        _ name: (FeelingID<BuiltIn>) -> String?
    ) -> String? {
        guard let feelings else { return nil }
        let elements = feelings.sorted { $0.key < $1.key }.map { id, intensity in
            // The id where it has no name any more.
            let name = id.builtIn?.codeName ?? CellList.escaped(name(id) ?? id.text) { BuiltIn(codeName: $0) != nil }
            return "\(name): \(intensity.codeName)"
        }
        return CellList.text(elements)
    }

    private func test(_ result: String, _ minute: Int?) -> String {
        minute.map { "\(result) \(TimeText.text($0))" } ?? result
    }

    private func sex(_ sex: SexEntry) -> String {
        var text = sex.kind.codeName
        if let protection = sex.protection {
            let names = protection.sorted { $0.rawValue < $1.rawValue }.map(\.codeName)
            text += " (" + (names.isEmpty ? "unprotected" : names.joined(separator: ", ")) + ")"
        }
        return test(text, sex.minuteOfDay)
    }

    private func intake(_ intake: IntakeEntry) -> String {
        let name = CellList.escaped(diary.name(ofItem: intake.item) ?? DiaryIDText.text(intake.item)) { _ in false }
        let amount = HundredthsText.text(intake.hundredths)
        return test("\(name): \(intake.state.codeName) \(amount)", intake.minuteOfDay)
    }

    private func yes(_ flag: Bool?) -> String { flag == true ? "yes" : "" }
}
