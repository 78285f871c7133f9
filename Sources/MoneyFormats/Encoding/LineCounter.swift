/// Counts line ends: LF, CR LF and CR each are one.
struct LineCounter {
    private(set) var line = 1
    private var position = 0
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The line an index is on, from 1.
    ///
    /// Indexes must not go back.
    mutating func line(at index: Int) -> Int {
        let end = min(index, bytes.count)
        while position < end {
            let byte = bytes[position]
            if byte == 0x0A || (byte == 0x0D && (position + 1 == bytes.count || bytes[position + 1] != 0x0A)) {
                line += 1
            }
            position += 1
        }
        return line
    }
}
