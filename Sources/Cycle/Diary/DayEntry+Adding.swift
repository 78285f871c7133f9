extension DayEntry {
    /// The day with what one line says put into it: lists grow, what stands once is replaced, a note goes below.
    ///
    /// Nothing that the line does not say is lost.
    ///
    /// - Source: docs/spec/diary-quick-add.md §8.
    package func adding(_ line: DayEntry) -> DayEntry {
        var result = self
        for field in line.fields { result.take(field, from: line) }
        if let bleeding = line.bleeding, let old = self.bleeding { result.bleeding = old.adding(bleeding) }
        if let mucus = line.mucus {
            result.mucus = CervicalMucus(
                feeling: mucus.feeling ?? self.mucus?.feeling,
                texture: mucus.texture ?? self.mucus?.texture,
                isExcluded: mucus.isExcluded
            )
        }
        if let cervix = line.cervix {
            result.cervix = Cervix(
                opening: cervix.opening ?? self.cervix?.opening,
                firmness: cervix.firmness ?? self.cervix?.firmness,
                position: cervix.position ?? self.cervix?.position,
                isExcluded: cervix.isExcluded
            )
        }
        result.lhTests = Self.joined(lhTests, line.lhTests)
        result.pregnancyTests = Self.joined(pregnancyTests, line.pregnancyTests)
        result.sex = Self.joined(sex, line.sex)
        if let new = line.symptoms { result.symptoms = (symptoms ?? [:]).merging(new) { $1 } }
        if let new = line.moods { result.moods = (moods ?? [:]).merging(new) { $1 } }
        if let new = line.factors {
            let kinds = Set(new.map(\.kind))
            result.factors = (factors ?? []).filter { !kinds.contains($0.kind) } + new
        }
        if let sleep = line.sleep, sleep.quality == nil { result.sleep?.quality = self.sleep?.quality }
        if let new = line.note, let note { result.note = note + "\n" + new }
        return result
    }

    private static func joined<Element>(_ old: [Element]?, _ new: [Element]?) -> [Element]? {
        guard let old, let new else { return old ?? new }
        return old + new
    }
}

extension BleedingEntry {
    /// A line that says how heavy it was says nothing of the products before it.
    fileprivate func adding(_ line: BleedingEntry) -> BleedingEntry {
        var result = line
        if line.bleeding.mark == .none { result.bleeding.mark = bleeding.mark }
        result.clots = line.clots ?? clots
        result.products = products.merging(line.products) { $1 }
        return result
    }
}
