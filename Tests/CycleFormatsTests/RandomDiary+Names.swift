import Cycle

extension RandomDiary {
    /// The numbers behind the names of such a diary.
    static var names: DiaryNames {
        var names = DiaryNames()
        for (key, definition) in feelings {
            guard let name = definition.name else { continue }
            switch key.kind {
            case .symptom: SymptomID(rawValue: key.id).map { names.add(name, symptom: $0) }
            case .mood: MoodID(rawValue: key.id).map { names.add(name, mood: $0) }
            }
        }
        for id in taken { DiaryCopy(days: [], items: items).name(ofItem: id).map { names.add($0, item: id) } }
        return names
    }
}
