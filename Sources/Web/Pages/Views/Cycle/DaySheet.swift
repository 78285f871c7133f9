/// What stands in the sheet of a day, as it is typed: the names and values of its fields.
///
/// Names are those of docs/ui.md; a field that is empty or absent is not recorded.
package struct DayForm: Sendable, Hashable {
    package private(set) var values: [String: String]

    package init(_ values: [String: String] = [:]) { self.values = values.filter { !$0.value.isEmpty } }

    package subscript(name: String) -> String {
        get { values[name] ?? "" }
        set { values[name] = newValue.isEmpty ? nil : newValue }
    }
}

/// One part of the sheet: a heading and the fields under it.
package struct DaySection: Sendable {
    let id: String
    let title: String
    let hint: String?
    let error: String?
    let blocks: [DayBlock]
    /// In words, what is recorded in a section that is folded; nil for nothing.
    var summary: String?
    var isOpen = false

    init(_ id: String, _ title: String, hint: String? = nil, error: String? = nil, _ blocks: [DayBlock]) {
        self.id = "p-" + id
        self.title = title
        self.hint = hint
        self.error = error
        self.blocks = blocks
    }
}

/// Fields of one kind; the template of that kind prints it.
package struct DayBlock: Sendable {
    let template: String
    var seg: SegField?
    var levels: [LevelChip] = []
    var checks: [CheckChip] = []
    var fields: [TextField] = []
    var selects: [SelectField] = []
    var counts: [CountField] = []
    var factors: [FactorField] = []
    var units: [UnitField] = []
    var temperature: TemperatureField?
    var area: TextField?
    /// The name of a group of checks, for those who cannot see where it stands.
    var label: String?
    /// Blocks behind a line that opens.
    var more: More?

    struct More: Sendable {
        let summary: String
        let isOpen: Bool
        let blocks: [DayBlock]
    }

    private init(_ template: String) { self.template = "parts/day-" + template }

    static func seg(_ field: SegField) -> DayBlock {
        var block = DayBlock("seg")
        block.seg = field
        return block
    }

    static func levels(_ chips: [LevelChip]) -> DayBlock {
        var block = DayBlock("levels")
        block.levels = chips
        return block
    }

    static func checks(_ chips: [CheckChip], label: String) -> DayBlock {
        var block = DayBlock("checks")
        block.checks = chips
        block.label = label
        return block
    }

    static func fields(_ fields: [TextField], selects: [SelectField] = []) -> DayBlock {
        var block = DayBlock("fields")
        block.fields = fields
        block.selects = selects
        return block
    }

    static func counts(_ fields: [CountField]) -> DayBlock {
        var block = DayBlock("counts")
        block.counts = fields
        return block
    }

    static func factors(_ fields: [FactorField]) -> DayBlock {
        var block = DayBlock("factors")
        block.factors = fields
        return block
    }

    static func units(_ fields: [UnitField]) -> DayBlock {
        var block = DayBlock("units")
        block.units = fields
        return block
    }

    static func temperature(_ field: TemperatureField) -> DayBlock {
        var block = DayBlock("temp")
        block.temperature = field
        return block
    }

    static func area(_ field: TextField) -> DayBlock {
        var block = DayBlock("area")
        block.area = field
        return block
    }

    static func more(_ summary: String, isOpen: Bool = false, _ blocks: [DayBlock]) -> DayBlock {
        var block = DayBlock("more")
        block.more = More(summary: summary, isOpen: isOpen, blocks: blocks)
        return block
    }
}

/// One of a few, side by side; the first may say that nothing is recorded.
package struct SegField: Sendable {
    let id: String
    let name: String
    /// Nil where the section's heading says it.
    let label: String?
    let options: [Option]
    let isTall: Bool
    /// More than fit beside each other on a phone.
    let isMany: Bool
    let isSix: Bool

    struct Option: Sendable, NamedParts {
        let name: String
        let value: String
        let label: String
        let isChosen: Bool
        let isNil: Bool
        /// The size of a drop, or a face; nil for none.
        let icon: String?

        func part(_ part: String) -> Any? {
            switch part {
            case "name": name
            case "value": value
            case "label": label
            case "isChosen": isChosen
            case "isNil": isNil
            case "icon": icon
            default: nil
            }
        }
    }

    /// - `empty`: The words of the choice that records nothing.
    init(
        _ name: String,
        _ label: String? = nil,
        empty: String = localized("Not logged"),
        choices: [(value: String, label: String)],
        chosen: String,
        icons: [String] = []
    ) {
        id = FieldID.make(name)
        self.name = name
        self.label = label
        let all = [(value: "", label: empty)] + choices
        options = all.enumerated().map { place, choice in
            Option(
                name: name,
                value: choice.value,
                label: choice.label,
                isChosen: choice.value == chosen,
                isNil: place == 0,
                icon: place > 0 && place <= icons.count ? icons[place - 1] : nil
            )
        }
        isTall = !icons.isEmpty
        isMany = all.count > 6
        isSix = all.count == 5 || all.count == 6
    }
}

/// A symptom or mood whose taps go round: off, mild, moderate, strong.
///
/// Four radios, so it needs no script.
package struct LevelChip: Sendable, NamedParts {
    let name: String
    let label: String
    let isOff: Bool
    let isMild: Bool
    let isModerate: Bool
    let isStrong: Bool

    func part(_ part: String) -> Any? {
        switch part {
        case "name": name
        case "label": label
        case "isOff": isOff
        case "isMild": isMild
        case "isModerate": isModerate
        case "isStrong": isStrong
        default: nil
        }
    }

    /// - `level`: `1` to `3`; anything else is off.
    init(_ name: String, _ label: String, level: String) {
        self.name = name
        self.label = label
        isMild = level == "1"
        isModerate = level == "2"
        isStrong = level == "3"
        isOff = !isMild && !isModerate && !isStrong
    }
}

/// One of many.
package struct CheckChip: Sendable, NamedParts {
    let name: String
    let label: String
    let isOn: Bool

    init(_ name: String, _ label: String, isOn: Bool) {
        self.name = name
        self.label = label
        self.isOn = isOn
    }

    func part(_ part: String) -> Any? {
        switch part {
        case "name": name
        case "label": label
        case "isOn": isOn
        default: nil
        }
    }
}

/// How many of one thing.
package struct CountField: Sendable, NamedParts {
    let name: String
    let id: String
    let label: String
    let value: String

    init(_ name: String, _ label: String, value: String) {
        self.name = name
        id = FieldID.make(name)
        self.label = label
        self.value = value
    }

    func part(_ part: String) -> Any? {
        switch part {
        case "name": name
        case "id": id
        case "label": label
        case "value": value
        default: nil
        }
    }
}

/// Something that may have disturbed the day, and what it is allowed to do.
package struct FactorField: Sendable {
    let name: String
    let label: String
    let isOn: Bool
    let effect: SelectField
}

/// A number with its unit beside it.
package struct UnitField: Sendable {
    let field: TextField
    let unit: String
}

/// A temperature, with a step up and down for those who do not want to type.
package struct TemperatureField: Sendable {
    let field: TextField
    let unit: String
    let step: String
    let lower: String
    let higher: String
}
