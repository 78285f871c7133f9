import Primitives

/// A figure of a line: `36.62`, `36,62`, `61.5kg`.
struct DiaryNumber: Hashable {
    /// In thousandths.
    let thousandths: Int
    /// Figures behind the point, 0 to 3.
    let decimals: Int
    /// What stands directly behind the figures: `kg`, `°c`, nothing.
    let unit: String

    /// Nil of anything that does not begin with a figure, and of more than six before the point or three behind.
    init?(_ key: String) {
        let bytes = Array(key.utf8)
        var place = 0
        func figures() -> ArraySlice<UInt8> {
            let start = place
            while place < bytes.count, (0x30...0x39).contains(bytes[place]) { place += 1 }
            return bytes[start..<place]
        }
        let whole = figures()
        guard (1...6).contains(whole.count) else { return nil }
        var behind: ArraySlice<UInt8> = []
        if place + 1 < bytes.count, bytes[place] == UInt8(ascii: ".") || bytes[place] == UInt8(ascii: ","),
            (0x30...0x39).contains(bytes[place + 1])
        {
            place += 1
            behind = figures()
        }
        guard behind.count <= 3 else { return nil }
        var value = 0
        for digit in whole + behind { value = value * 10 + Int(digit - 0x30) }
        for _ in behind.count..<3 { value *= 10 }
        thousandths = value
        decimals = behind.count
        unit = String(decoding: bytes[place...], as: UTF8.self)
    }

    /// A whole number without a unit.
    var whole: Int? { decimals == 0 && unit.isEmpty ? thousandths / 1000 : nil }

    /// The nearest whole number of thousandths × `factor` / `divisor`, half up.
    func scaled(_ factor: Int, over divisor: Int) -> Int { (thousandths * factor * 2 + divisor) / (divisor * 2) }

    /// `6:40`, `18:05`: minutes since midnight; nil of anything else.
    static func time(_ key: String) -> Int? {
        let parts = key.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            let hour = DiaryNumber(String(parts[0]))?.whole, let minute = DiaryNumber(String(parts[1]))?.whole,
            hour < 24, minute < 60
        else { return nil }
        return hour * 60 + minute
    }
}

/// Units behind figures.
enum DiaryUnit {
    static let celsius: Set<String> = ["c", "°c", "℃", "celsius"]
    static let fahrenheit: Set<String> = ["f", "°f", "℉", "fahrenheit"]
    static let degrees: Set<String> = ["°", "degrees", "degree", "deg", "grad", "डिग्री"]
    static let kilograms: Set<String> = ["kg", "kgs", "kilo", "kilos", "किलो", "किग्रा"]
    static let pounds: Set<String> = ["lb", "lbs", "pfund"]
    static let hours = WordKey.set("h hr hrs hour hours std stunde stunden घंटा घंटे घण्टे ghante ghanta")
    static let minutes = WordKey.set("m min mins minute minutes minuten मिनट")
    static let am: Set<String> = ["am", "a.m."]
    static let pm: Set<String> = ["pm", "p.m."]
    static let clock: Set<String> = ["uhr", "बजे", "baje"]
}
