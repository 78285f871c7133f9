import Money

/// What a writer writes, in pieces of about 64 KiB.
struct BookPieces: ExportPieces {
    private static let pieceByteCount = 64 * 1024

    private var writer: any ExportWriter
    private var isDone = false

    init(_ writer: any ExportWriter) { self.writer = writer }

    mutating func next() -> [UInt8]? {
        guard !isDone else { return nil }
        var piece: [UInt8] = []
        piece.reserveCapacity(Self.pieceByteCount + 4096)
        while piece.count < Self.pieceByteCount {
            guard writer.writeNext(to: &piece) else {
                isDone = true
                break
            }
        }
        return piece.isEmpty ? nil : piece
    }
}
