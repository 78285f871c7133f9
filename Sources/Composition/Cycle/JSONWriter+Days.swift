import JSON
import Primitives

extension JSONWriter {
    /// A number with at most so many decimals, without zeros at the end.
    mutating func member(_ name: String, _ value: Double, decimals: Int = 4) {
        self.name(name)
        number(value, decimals: decimals)
    }

    mutating func number(_ value: Double, decimals: Int = 4) {
        self.value(.number(Self.text(value, decimals)))
    }

    mutating func member(_ name: String, _ day: CalendarDay) { member(name, day.iso) }

    mutating func member(_ name: String, day: CalendarDay?) {
        if let day { member(name, day.iso) } else { memberNull(name) }
    }

    mutating func memberNull(_ name: String) {
        self.name(name)
        null()
    }

    mutating func member(_ name: String, _ days: ClosedRange<Int>) {
        memberArray(name, [days.lowerBound, days.upperBound]) { $0.integer($1) }
    }

    private static func text(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "0" }
        let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
        let scaled = Int((abs(value) * Double(scale)).rounded())
        var text = "\(scaled / scale)"
        var rest = scaled % scale
        if rest > 0 {
            var digits = decimals
            while rest % 10 == 0 {
                rest /= 10
                digits -= 1
            }
            let written = String(rest)
            text += "." + String(repeating: "0", count: digits - written.count) + written
        }
        return value < 0 && scaled > 0 ? "-" + text : text
    }
}
