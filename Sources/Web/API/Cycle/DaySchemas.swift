import Cycle

/// The shape of a day of the diary.
///
/// - Source: docs/spec/cycle-json.md §2.
enum DaySchemas {
    /// The fields of a day, each as `shape` makes it: as it is, or such that null takes it away.
    static func fields(_ shape: (Schema) -> Schema = { $0 }) -> [ObjectSchema.Property] {
        DayField.allCases.map { .optional($0.codeName, shape(schema($0))) }
    }

    static let entry = ObjectSchema("DiaryEntry", fields())
    static let patch = ObjectSchema("DiaryEntryPatch", fields { .nullable($0) })
    static let day = ObjectSchema(
        "DiaryDay",
        [.required("date", .day), .optional("version", .id, "Absent where nothing is recorded.")] + fields()
    )

    private static func schema(_ field: DayField) -> Schema {
        switch field {
        case .bleeding: .object(bleeding)
        case .temperature: .object(temperature)
        case .mucus: .object(mucus)
        case .cervix: .object(cervix)
        case .lhTests: tests("LHTest", codes(LHTest.Result.self))
        case .pregnancyTests: tests("PregnancyTest", codes(PregnancyTest.Result.self))
        case .symptoms, .moods: feelings(field)
        case .sex: .array(.object(sex), count: 1...DayLimits.sex)
        case .desire: codes(Desire.self)
        case .intakes: .array(.object(intake), count: 1...DayLimits.intakes)
        case .weight: .object(ObjectSchema("Weight", [.required("grams", .integer(DayLimits.grams))]))
        case .sleep: .object(sleep)
        case .energy: .integer(DayLimits.fiveSteps)
        case .factors: .array(.object(factor), count: 1...DayLimits.factors)
        case .note: .string(.text, length: 1...DayLimits.noteCharacters)
        }
    }

    static func codes<Code: NamedCode>(_ type: Code.Type) -> Schema { .enumeration(Code.allCases.map(\.codeName)) }

    private static let time = ObjectSchema.Property.optional("time", .string(.time, length: 5...5))

    private static let bleeding = ObjectSchema(
        "Bleeding",
        [
            .required("level", codes(Bleeding.Level.self)), .optional("mark", codes(Bleeding.Mark.self)),
            .optional("excluded", .boolean), .optional("clots", codes(BleedingEntry.Clots.self)),
            .optional(
                "products",
                .object(
                    ObjectSchema(
                        "Products",
                        BleedingEntry.Product.allCases.map { .optional($0.codeName, .integer(DayLimits.productCount)) }
                    )
                )
            ),
        ]
    )

    private static let temperature = ObjectSchema(
        "Temperature",
        [
            .required("value", .decimal, "In °C, from 34.00 to 42.00."), time,
            .optional("method", codes(TemperatureReading.Method.self)), .optional("excluded", .boolean),
            .optional("reason", codes(Factor.Kind.self), "Why it is excluded."),
        ]
    )

    private static let mucus = ObjectSchema(
        "CervicalMucus",
        [
            .optional("feeling", codes(CervicalMucus.Feeling.self)),
            .optional("texture", codes(CervicalMucus.Texture.self)), .optional("excluded", .boolean),
        ]
    )

    private static let cervix = ObjectSchema(
        "Cervix",
        [
            .optional("opening", codes(Cervix.Opening.self)), .optional("firmness", codes(Cervix.Firmness.self)),
            .optional("position", codes(Cervix.Position.self)), .optional("excluded", .boolean),
        ]
    )

    private static func tests(_ name: String, _ results: Schema) -> Schema {
        .array(.object(ObjectSchema(name, [.required("result", results), time])), count: 1...DayLimits.tests)
    }

    private static func feelings(_ field: DayField) -> Schema {
        let id = Schema.string(.visible, length: 1...64)
        let feeling = ObjectSchema(
            "Feeling",
            [
                .required("id", id, "The name of a built-in one, or the id of one that was added."),
                .required("intensity", codes(Intensity.self)),
            ]
        )
        return .array(.object(feeling), count: 1...(field == .symptoms ? DayLimits.symptoms : DayLimits.moods))
    }

    private static let sex = ObjectSchema(
        "Sex",
        [
            .required("kind", codes(SexEntry.Kind.self)),
            .optional(
                "protection",
                .array(codes(SexEntry.Protection.self), count: 0...SexEntry.Protection.allCases.count),
                "Empty is unprotected; absent is not said."
            ), time,
        ]
    )

    private static let intake = ObjectSchema(
        "Intake",
        [
            .required("item", .id, "A method or medicine."), .required("state", codes(IntakeEntry.State.self)),
            .optional("doses", .decimal, "1.00 where absent."), time,
        ]
    )

    private static let sleep = ObjectSchema(
        "Sleep",
        [
            .required("minutes", .integer(DayLimits.sleepMinutes)),
            .optional("quality", .integer(DayLimits.fiveSteps)),
        ]
    )

    private static let factor = ObjectSchema(
        "Factor",
        [
            .required("factor", codes(Factor.Kind.self)),
            .optional("effect", codes(Factor.Effect.self), "The proposed one where absent."),
        ]
    )
}
