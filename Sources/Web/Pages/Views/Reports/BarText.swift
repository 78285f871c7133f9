/// A bar's length as an SVG attribute, with a tenth of a percent kept so that small ones still show.
package struct BarText: Sendable, Hashable, NamedParts {
    let width: String
    let isNothing: Bool

    /// `whole` is what a full bar stands for; without one the bar is empty.
    ///
    /// A value beyond it is a full bar.
    package init(_ value: Int64, of whole: Int64) {
        let magnitude = value.magnitude
        guard whole > 0, magnitude > 0 else {
            width = "0%"
            isNothing = true
            return
        }
        let full = UInt64(whole)
        let scaled = min(magnitude, full).multipliedFullWidth(by: 1000)
        let tenths = max(1, full.dividingFullWidth((scaled.high, scaled.low)).quotient)
        width = "\(tenths / 10).\(tenths % 10)%"
        isNothing = false
    }

    package func part(_ name: String) -> Any? {
        switch name {
        case "width": width
        case "isNothing": isNothing
        default: nil
        }
    }
}
