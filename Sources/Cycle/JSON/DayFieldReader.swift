import JSON

/// Reads the fields of a day out of a JSON object, strictly.
struct DayFieldReader {
    let day: JSONFields

    init(_ day: JSONFields) { self.day = day }

    /// Leaves the field as it is where the object has no such member.
    func read(_ field: DayField, into entry: inout DayEntry) throws(DiaryJSONError) {
        let name = field.codeName
        guard let value = day[name] else { return }
        switch field {
        case .bleeding: entry.bleeding = try bleeding(value, day.path(name))
        case .temperature: entry.temperature = try temperature(value, day.path(name))
        case .mucus: entry.mucus = try mucus(value, day.path(name))
        case .cervix: entry.cervix = try cervix(value, day.path(name))
        case .lhTests: entry.lhTests = try tests(name)?.map { LHTest($0, minuteOfDay: $1) }
        case .pregnancyTests: entry.pregnancyTests = try tests(name)?.map { PregnancyTest($0, minuteOfDay: $1) }
        case .symptoms: entry.symptoms = try feelings(name)
        case .moods: entry.moods = try feelings(name)
        case .sex: entry.sex = try sex(name)
        case .desire: entry.desire = try day.code(name)
        case .intakes: entry.intakes = try intakes(name)
        case .weight: entry.weight = try weight(value, day.path(name))
        case .sleep: entry.sleep = try sleep(value, day.path(name))
        case .energy: entry.energy = try day.integer(name)
        case .factors: entry.factors = try factors(name)
        case .note: entry.note = try day.text(name)
        }
    }

    private func bleeding(_ value: JSONValue, _ pointer: String) throws(DiaryJSONError) -> BleedingEntry {
        let names = ["level", "mark", "excluded", "clots", "products"]
        let fields = try JSONFields(value, at: pointer, only: names)
        let bleeding = Bleeding(
            try fields.required("level", fields.code("level", Bleeding.Level.self)),
            mark: try fields.code("mark") ?? .none,
            isExcluded: try fields.flag("excluded")
        )
        let products = try fields["products"].map { value throws(DiaryJSONError) in
            try self.products(value, fields.path("products"))
        }
        return BleedingEntry(bleeding, clots: try fields.code("clots"), products: products ?? [:])
    }

    private func products(
        _ value: JSONValue,
        _ pointer: String
    ) throws(DiaryJSONError) -> [BleedingEntry.Product: Int] {
        let kinds = BleedingEntry.Product.allCases
        let fields = try JSONFields(value, at: pointer, only: kinds.map(\.codeName))
        var products: [BleedingEntry.Product: Int] = [:]
        for kind in kinds { products[kind] = try fields.integer(kind.codeName) }
        guard !products.isEmpty else { throw DiaryJSONError(pointer, .empty) }
        return products
    }

    private func temperature(_ value: JSONValue, _ pointer: String) throws(DiaryJSONError) -> TemperatureReading {
        let fields = try JSONFields(value, at: pointer, only: ["value", "time", "method", "excluded", "reason"])
        let hundredths = try fields.required("value", fields.hundredths("value"))
        guard let value = BodyTemperature(hundredths: hundredths) else { throw fields.error("value", .notPossible) }
        return TemperatureReading(
            value,
            minuteOfDay: try fields.minute("time"),
            method: try fields.code("method") ?? .notSaid,
            isExcluded: try fields.flag("excluded"),
            reason: try fields.code("reason")
        )
    }

    private func mucus(_ value: JSONValue, _ pointer: String) throws(DiaryJSONError) -> CervicalMucus {
        let fields = try JSONFields(value, at: pointer, only: ["feeling", "texture", "excluded"])
        let mucus = CervicalMucus(
            feeling: try fields.code("feeling"),
            texture: try fields.code("texture"),
            isExcluded: try fields.flag("excluded")
        )
        guard let mucus else { throw DiaryJSONError(pointer, .empty) }
        return mucus
    }

    private func cervix(_ value: JSONValue, _ pointer: String) throws(DiaryJSONError) -> Cervix {
        let fields = try JSONFields(value, at: pointer, only: ["opening", "firmness", "position", "excluded"])
        let cervix = Cervix(
            opening: try fields.code("opening"),
            firmness: try fields.code("firmness"),
            position: try fields.code("position"),
            isExcluded: try fields.flag("excluded")
        )
        guard let cervix else { throw DiaryJSONError(pointer, .empty) }
        return cervix
    }

    private func weight(_ value: JSONValue, _ pointer: String) throws(DiaryJSONError) -> Int {
        let fields = try JSONFields(value, at: pointer, only: ["grams"])
        return try fields.required("grams", fields.integer("grams"))
    }

    private func sleep(_ value: JSONValue, _ pointer: String) throws(DiaryJSONError) -> SleepEntry {
        let fields = try JSONFields(value, at: pointer, only: ["minutes", "quality"])
        let minutes = try fields.required("minutes", fields.integer("minutes"))
        return SleepEntry(minutes: minutes, quality: try fields.integer("quality"))
    }
}
