/// A passphrase for an account that is only looked at: 100 random bits in five groups.
enum DemoPassphrase {
    /// Without letters and digits that look like others.
    private static let letters = Array("abcdefghijkmnpqrstuvwxyz23456789".utf8)

    static func make() -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        for place in 0..<20 {
            if place > 0, place % 4 == 0 { bytes.append(UInt8(ascii: "-")) }
            bytes.append(letters[Int(random.next() & 31)])
        }
        return bytes
    }
}
