package import Cycle

extension DiaryJSONReader.Result {
    /// What an import takes of it, with the names of what she made in place of ids.
    ///
    /// Built-in symptoms stay what they are, whatever she called them there. What an import has no place for (settings,
    /// packs, appointments) is in ``diary`` only.
    package var document: DiaryDocument {
        DiaryDocument(
            .flowkeepJSON,
            days: diary.days.enumerated().map { day($0.element, number: $0.offset + 1) },
            marks: diary.marks,
            modes: diary.modes,
            skipped: skipped,
            entryCount: entryCount
        )
    }

    private func day(_ day: DiaryCopy.Day, number: Int) -> ImportedDay {
        var entry = day.entry
        var named = NamedEntries()
        (entry.symptoms, named.symptoms) = split(entry.symptoms) { diary.name(of: $0) }
        (entry.moods, named.moods) = split(entry.moods) { diary.name(of: $0) }
        named.intakes = (entry.intakes ?? []).map { intake in
            NamedEntries.Intake(
                diary.name(ofItem: intake.item) ?? DiaryIDText.text(intake.item),
                intake.state,
                hundredths: intake.hundredths,
                minuteOfDay: intake.minuteOfDay
            )
        }
        entry.intakes = nil
        return ImportedDay(day.day, entry: entry, named: named, at: FilePlace(.entry, number))
    }

    private func split<BuiltIn: NamedCode & RawRepresentable<UInt16>>(
        _ feelings: [FeelingID<BuiltIn>: Intensity]?,
        _ name: (FeelingID<BuiltIn>) -> String?
    ) -> ([FeelingID<BuiltIn>: Intensity]?, [String: Intensity]) {
        var known: [FeelingID<BuiltIn>: Intensity] = [:]
        var hers: [String: Intensity] = [:]
        for (id, intensity) in feelings ?? [:] {
            if id.builtIn != nil { known[id] = intensity } else { hers[name(id) ?? id.text] = intensity }
        }
        return (known.isEmpty ? nil : known, hers)
    }
}
