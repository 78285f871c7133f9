import Cycle
import JSON
import Primitives

/// One day of the file.
enum FertilityDay {
    static func facts(_ value: JSONValue, _ path: String) throws(FertilityFileError) -> DayFacts {
        guard case .object(let object) = value else { throw FertilityFileError(path, .shape) }
        guard case .string(let date)? = object["date"], let day = CalendarDay(iso: date) else {
            throw FertilityFileError("\(path).date", .date)
        }
        var facts = DayFacts(day)
        if let temperature = try part(object, "temperature", path) {
            facts.temperature = try reading(temperature, "\(path).temperature")
        }
        if let mucus = try part(object, "mucus", path) {
            let place = "\(path).mucus"
            facts.mucus = CervicalMucus(
                feeling: try category(mucus, "feeling", place) { CervicalMucus.Feeling(rawValue: $0) },
                texture: try category(mucus, "texture", place) { CervicalMucus.Texture(rawValue: $0) },
                isExcluded: try isExcluded(mucus, place)
            )
        }
        if let cervix = try part(object, "cervix", path) {
            let place = "\(path).cervix"
            facts.cervix = Cervix(
                opening: try category(cervix, "opening", place) { Cervix.Opening(rawValue: $0) },
                firmness: try category(cervix, "firmness", place) { Cervix.Firmness(rawValue: $0) },
                isExcluded: try isExcluded(cervix, place)
            )
        }
        return facts
    }

    /// An object of the day; nil where it is absent or null.
    private static func part(
        _ object: JSONObject,
        _ name: String,
        _ path: String
    ) throws(FertilityFileError) -> JSONObject? {
        switch object[name] {
        case nil, .null: return nil
        case .object(let part): return part
        default: throw FertilityFileError("\(path).\(name)", .shape)
        }
    }

    private static func reading(
        _ object: JSONObject,
        _ path: String
    ) throws(FertilityFileError) -> TemperatureReading? {
        guard let value = object["value"], value != .null else { return nil }
        guard case .number(let text) = value, let degrees = Double(text), (0...100).contains(degrees) else {
            throw FertilityFileError("\(path).value", .temperature)
        }
        // Millionths first, so that 36.425 is not a hair below itself.
        let hundredths = (Int((degrees * 1_000_000).rounded()) + 5000) / 10_000
        guard let temperature = BodyTemperature(hundredths: hundredths) else {
            throw FertilityFileError("\(path).value", .temperature)
        }
        return TemperatureReading(
            temperature,
            minuteOfDay: try minute(object, path),
            isExcluded: try isExcluded(object, path)
        )
    }

    /// `HH:MM`.
    private static func minute(_ object: JSONObject, _ path: String) throws(FertilityFileError) -> Int? {
        guard let value = object["time"], value != .null else { return nil }
        guard case .string(let text) = value else { throw FertilityFileError("\(path).time", .time) }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.utf8.count) && $0.utf8.allSatisfy(isDigit) }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { throw FertilityFileError("\(path).time", .time) }
        return hour * 60 + minute
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func category<Category>(
        _ object: JSONObject,
        _ name: String,
        _ path: String,
        _ make: (UInt8) -> Category?
    ) throws(FertilityFileError) -> Category? {
        guard let value = object[name], value != .null else { return nil }
        guard case .number(let text) = value, let number = UInt8(text), let category = make(number) else {
            throw FertilityFileError("\(path).\(name)", .category)
        }
        return category
    }

    private static func isExcluded(_ object: JSONObject, _ path: String) throws(FertilityFileError) -> Bool {
        switch object["exclude"] {
        case nil, .null: return false
        case .boolean(let flag): return flag
        default: throw FertilityFileError("\(path).exclude", .exclude)
        }
    }
}
