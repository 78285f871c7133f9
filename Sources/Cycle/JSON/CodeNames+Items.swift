// The names of codes that are not of a day: docs/spec/cycle-json.md §3.

extension MethodContent.Kind: NamedCode {
    package var codeName: String {
        switch self {
        case .pill: "pill"
        case .ring: "ring"
        case .patch: "patch"
        case .injection: "injection"
        case .implant: "implant"
        case .hormonalIUD: "hormonal-iud"
        case .copperIUD: "copper-iud"
        }
    }
}

extension DiarySettings.TemperatureUnit: NamedCode {
    package var codeName: String {
        switch self {
        case .celsius: "celsius"
        case .fahrenheit: "fahrenheit"
        }
    }
}

extension DiarySettings.WeightUnit: NamedCode {
    package var codeName: String {
        switch self {
        case .kilograms: "kilograms"
        case .pounds: "pounds"
        }
    }
}

extension SecondSign: NamedCode {
    package var codeName: String {
        switch self {
        case .mucus: "mucus"
        case .cervix: "cervix"
        }
    }
}
