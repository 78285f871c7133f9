/// The course of one account as a line without an axis: only its shape.
struct Sparkline: Sendable {
    let line: String
    let x: String
    let y: String

    private static let width = 120.0
    private static let top = 4.0
    private static let bottom = 26.0

    /// `values`: In order; an account that never moved is a level line.
    ///
    /// Nil for fewer than two.
    init?(_ values: [Int64]) {
        guard values.count > 1, let low = values.min(), let high = values.max() else { return nil }
        let pitch = (Self.width - 8) / Double(values.count - 1)
        let span = Double(high) - Double(low)
        func y(_ value: Int64) -> Double {
            guard span > 0 else { return (Self.top + Self.bottom) / 2 }
            return Self.bottom - (Double(value) - Double(low)) / span * (Self.bottom - Self.top)
        }
        let corners = values.enumerated().map { place, value in
            (x: ChartNumber.text(2 + pitch * Double(place)), y: ChartNumber.text(y(value)))
        }
        line = "M" + corners.map { $0.x + " " + $0.y }.joined(separator: "L")
        x = corners[corners.count - 1].x
        self.y = corners[corners.count - 1].y
    }
}
