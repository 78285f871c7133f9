import JSON

extension DayFieldReader {
    func tests<Result: NamedCode>(_ name: String) throws(DiaryJSONError) -> [(Result, Int?)]? {
        try filled(name, only: ["result", "time"]) { fields throws(DiaryJSONError) in
            (try fields.required("result", fields.code("result")), try fields.minute("time"))
        }
    }

    func feelings<BuiltIn: NamedCode & RawRepresentable<UInt16>>(
        _ name: String
    ) throws(DiaryJSONError) -> [FeelingID<BuiltIn>: Intensity]? {
        let list = try filled(name, only: ["id", "intensity"]) { fields throws(DiaryJSONError) in
            guard let text = try fields.text("id") else { throw fields.error("id", .missing) }
            guard let id = FeelingID<BuiltIn>(text: text) else { throw fields.error("id", .unknownName) }
            return (id, try fields.required("intensity", fields.code("intensity", Intensity.self)))
        }
        guard let list else { return nil }
        try checkOnce(name, list.map(\.0))
        return Dictionary(list, uniquingKeysWith: { $1 })
    }

    func sex(_ name: String) throws(DiaryJSONError) -> [SexEntry]? {
        try filled(name, only: ["kind", "protection", "time"]) { fields throws(DiaryJSONError) in
            let kind = try fields.required("kind", fields.code("kind", SexEntry.Kind.self))
            return SexEntry(kind, protection: try protection(fields), minuteOfDay: try fields.minute("time"))
        }
    }

    /// Empty is unprotected, absent is not said.
    private func protection(_ fields: JSONFields) throws(DiaryJSONError) -> Set<SexEntry.Protection>? {
        let list = try fields.list("protection") { value, pointer throws(DiaryJSONError) in
            guard case .string(let text) = value else { throw DiaryJSONError(pointer, .wrongType) }
            guard let kind = SexEntry.Protection(codeName: text) else { throw DiaryJSONError(pointer, .unknownName) }
            return kind
        }
        guard let list else { return nil }
        guard Set(list).count == list.count else { throw fields.error("protection", .twice) }
        return Set(list)
    }

    /// In the order of their items, as they are kept.
    func intakes(_ name: String) throws(DiaryJSONError) -> [IntakeEntry]? {
        let list = try filled(name, only: ["item", "state", "doses", "time"]) { fields throws(DiaryJSONError) in
            IntakeEntry(
                try fields.required("item", fields.parsed("item", DiaryIDText.id)),
                try fields.required("state", fields.code("state")),
                hundredths: try fields.hundredths("doses") ?? 100,
                minuteOfDay: try fields.minute("time")
            )
        }
        guard let list else { return nil }
        try checkOnce(name, list.map(\.item))
        return list.sorted { $0.item < $1.item }
    }

    /// In the order of their numbers, as they are kept.
    func factors(_ name: String) throws(DiaryJSONError) -> [Factor]? {
        let list = try filled(name, only: ["factor", "effect"]) { fields throws(DiaryJSONError) in
            let kind = try fields.required("factor", fields.code("factor", Factor.Kind.self))
            return Factor(kind, effect: try fields.code("effect") ?? kind.proposedEffect)
        }
        guard let list else { return nil }
        try checkOnce(name, list.map(\.kind))
        return list.sorted { $0.kind.rawValue < $1.kind.rawValue }
    }

    private func filled<Element>(
        _ name: String,
        only names: [String],
        _ element: (JSONFields) throws(DiaryJSONError) -> Element
    ) throws(DiaryJSONError) -> [Element]? {
        let list = try day.list(name) { value, pointer throws(DiaryJSONError) in
            try element(JSONFields(value, at: pointer, only: names))
        }
        if list?.isEmpty == true { throw day.error(name, .empty) }
        return list
    }

    private func checkOnce(_ name: String, _ keys: [some Hashable]) throws(DiaryJSONError) {
        guard Set(keys).count == keys.count else { throw day.error(name, .twice) }
    }
}
