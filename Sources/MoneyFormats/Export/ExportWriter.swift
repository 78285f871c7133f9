/// Writes one kind of file, a transaction or a record at a time.
protocol ExportWriter: Sendable {
    /// Adds what comes next; false when nothing does.
    mutating func writeNext(to output: inout [UInt8]) -> Bool
}

extension [UInt8] {
    mutating func append(text: String) { append(contentsOf: text.utf8) }

    mutating func append(line: String) {
        append(contentsOf: line.utf8)
        append(0x0A)
    }
}
