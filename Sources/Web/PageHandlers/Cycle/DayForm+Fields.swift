import Cycle

extension DayForm {
    /// What a form sent, for the fields of a day and nothing else.
    init(sent: FormFields) {
        var values: [String: String] = [:]
        for pair in sent.pairs where Self.field(of: pair.name) != nil { values[pair.name] = pair.value }
        self.init(values)
    }

    /// The field of a day that a name of the form belongs to.
    static func field(of name: String) -> DayField? {
        fields[name.prefix { $0 != "." }]
    }

    private static let fields: [Substring: DayField] = [
        "flow": .bleeding, "clots": .bleeding, "product": .bleeding, "mark": .bleeding,
        "temp": .temperature, "mucus": .mucus, "cervix": .cervix, "lh": .lhTests, "preg": .pregnancyTests,
        "s": .symptoms, "m": .moods, "own-s": .symptoms, "own-m": .moods, "sex": .sex, "desire": .desire,
        "i": .intakes, "weight": .weight, "sleep": .sleep, "energy": .energy, "f": .factors, "note": .note,
    ]

    /// Without what a browser sends unasked: levels that are off, and what belongs to something that is not chosen.
    var normalised: DayForm {
        var form = DayForm(values)
        for (name, value) in values {
            let parts = name.split(separator: ".")
            switch parts.first {
            case "s", "m":
                if value == "0" { form[name] = "" }
            case "f" where parts.count == 3, "i" where parts.count == 3, "lh" where parts.count == 3,
                "preg" where parts.count == 3:
                if self[parts.prefix(2).joined(separator: ".")].isEmpty { form[name] = "" }
            case "sex" where parts.count > 2:
                if self[parts.prefix(2).joined(separator: ".")].isEmpty { form[name] = "" }
            case "temp" where parts.count == 2:
                if self["temp"].isEmpty { form[name] = "" }
            default: break
            }
        }
        return form
    }

    /// What the sheet holds field by field, opaque: by it a field that was not touched is known later.
    var seen: String {
        let parts = normalised.parts
        return DayField.allCases.compactMap { field in
            parts[field].map { "\(field.rawValue):\(String(Self.digest($0), radix: 16))" }
        }.joined(separator: ".")
    }

    /// The fields that differ from those a sheet was filled with.
    func changed(since seen: String) -> Set<DayField> {
        var before: [DayField: String] = [:]
        for part in seen.prefix(400).split(separator: ".") {
            let pair = part.split(separator: ":")
            guard pair.count == 2, let field = UInt8(pair[0]).flatMap({ DayField(rawValue: $0) }) else { continue }
            before[field] = String(pair[1])
        }
        let now = normalised.parts
        return Set(DayField.allCases.filter { now[$0].map { String(Self.digest($0), radix: 16) } != before[$0] })
    }

    private var parts: [DayField: String] {
        var texts: [DayField: [String]] = [:]
        for (name, value) in values {
            guard let field = Self.field(of: name) else { continue }
            texts[field, default: []].append("\(name)\u{0}\(value.replacing("\r\n", with: "\n"))")
        }
        return texts.mapValues { $0.sorted().joined(separator: "\u{1}") }
    }

    /// FNV-1a: nothing rests on it but which fields are written.
    private static func digest(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
