import Money

/// The text of one element as it arrives: comments and CDATA sections cut it into pieces.
struct CAMTText {
    /// No program cuts a text into more; each costs memory of its own.
    private static let pieceMaximum = 256

    private var first: Range<Int>?
    private var others: [Range<Int>] = []
    private var byteCount = 0
    /// Longer than a record, or in more pieces than are put together.
    private(set) var isTooLong = false

    var isEmpty: Bool { first == nil }

    /// From the first piece to the last: what stands between pieces is in it, so two numbers never read as one.
    var range: Range<Int> {
        guard let first else { return 0..<0 }
        return first.lowerBound..<(others.last ?? first).upperBound
    }

    mutating func append(_ piece: Range<Int>) {
        guard !isTooLong else { return }
        byteCount += piece.count
        isTooLong = byteCount > StatementLimits.recordByteCount || others.count >= Self.pieceMaximum
        if first == nil { first = piece } else { others.append(piece) }
    }

    /// The pieces put together; a space where one was trimmed between two of them.
    func bytes(in file: [UInt8]) -> [UInt8] {
        guard let first else { return [] }
        var result = Array(file[first])
        var last = first
        for piece in others {
            if file[last.upperBound] <= 0x20 || file[piece.lowerBound - 1] <= 0x20 { result.append(0x20) }
            result += file[piece]
            last = piece
        }
        return result
    }
}
