/// Numbers with decimals, in texts.
enum Decimals {
    /// 61050 as `61.050`.
    static func thousandths(_ value: Int) -> String {
        let rest = String(value % 1000)
        return "\(value / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
}
