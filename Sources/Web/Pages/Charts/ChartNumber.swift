/// Coordinates as SVG attributes take them: tenths at most, with a point in every language.
enum ChartNumber {
    static func text(_ value: Double) -> String {
        // Nothing on a page is a million units wide; the guard keeps a wrong sum from stopping the process.
        guard value.isFinite, value.magnitude < 1_000_000 else { return "0" }
        let tenths = Int((value * 10).rounded())
        let magnitude = tenths.magnitude
        let whole = (tenths < 0 ? "-" : "") + String(magnitude / 10)
        return magnitude % 10 == 0 ? whole : whole + "." + String(magnitude % 10)
    }
}
