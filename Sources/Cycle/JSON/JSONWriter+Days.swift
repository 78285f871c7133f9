package import JSON
package import Primitives

extension JSONWriter {
    /// A number with at most so many decimals, without zeros at the end.
    package mutating func member(_ name: String, _ value: Double, decimals: Int = 4) {
        self.name(name)
        number(value, decimals: decimals)
    }

    package mutating func number(_ value: Double, decimals: Int = 4) {
        self.value(.number(Self.text(value, decimals)))
    }

    package mutating func member(_ name: String, _ day: CalendarDay) { member(name, day.iso) }

    package mutating func member(_ name: String, day: CalendarDay?) {
        if let day { member(name, day.iso) } else { memberNull(name) }
    }

    package mutating func memberNull(_ name: String) {
        self.name(name)
        null()
    }

    package mutating func member(_ name: String, _ days: ClosedRange<CalendarDay>) {
        memberArray(name, [days.lowerBound, days.upperBound]) { $0.string($1.iso) }
    }

    package mutating func member(_ name: String, _ days: ClosedRange<Int>) {
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
