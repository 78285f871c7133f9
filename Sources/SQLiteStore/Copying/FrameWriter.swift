import Primitives

/// Writes the frames of a copied store and hands them on in pieces.
///
/// - Source: docs/spec/backup.md §6.
struct FrameWriter {
    /// Large enough that handing on costs nothing, small enough to hold.
    private static let pieceByteCount = 262_144

    private var buffer = ByteWriter(reservingCapacity: 2 * pieceByteCount)
    private let sink: ([UInt8]) throws -> Void

    init(_ sink: @escaping ([UInt8]) throws -> Void) { self.sink = sink }

    /// Writes `tag 1 | length 4 | payload`.
    mutating func write(_ tag: FrameTag, _ payload: [UInt8]) throws {
        guard let count = UInt32(exactly: payload.count) else { throw StoreError.corrupt }
        buffer.append(tag.rawValue)
        buffer.append(count)
        buffer.append(payload)
        if buffer.bytes.count >= Self.pieceByteCount { try flush() }
    }

    mutating func flush() throws {
        guard !buffer.bytes.isEmpty else { return }
        try sink(buffer.bytes)
        buffer = ByteWriter(reservingCapacity: 2 * Self.pieceByteCount)
    }
}

/// What a frame holds.
///
/// Raw values are in backups: never renumber, never reuse.
enum FrameTag: UInt8, Sendable {
    /// What comes, and in which version.
    case begin = 1
    /// A table's name and the statement that makes it.
    case table = 2
    /// The table and the columns of the rows that follow.
    case columns = 3
    case row = 4
    /// An index's name and the statement that makes it.
    case index = 5
    /// The vault, the identifier and the length of the file whose content follows.
    case file = 6
    case content = 7
    /// How many rows or files there were; the last frame.
    case end = 8
}

/// Reads frames out of pieces that end anywhere.
struct FrameReader {
    /// The largest row that SQLite keeps is of a million kilobytes; none of ours is near this.
    private static let payloadByteCountMaximum = 256 << 20
    private static let headerByteCount = 5

    private var buffer: [UInt8] = []
    private var start = 0

    var isEmpty: Bool { start == buffer.count }

    mutating func append(_ bytes: [UInt8]) {
        buffer.removeFirst(start)
        start = 0
        buffer += bytes
    }

    /// The next frame; nil when more bytes are needed.
    mutating func next() throws(StoreError) -> (tag: FrameTag, payload: [UInt8])? {
        guard buffer.count - start >= Self.headerByteCount else { return nil }
        let count = buffer[start + 1..<start + Self.headerByteCount].reduce(0) { $0 << 8 | Int($1) }
        guard let tag = FrameTag(rawValue: buffer[start]), count <= Self.payloadByteCountMaximum else { throw .corrupt }
        let end = start + Self.headerByteCount + count
        guard buffer.count >= end else { return nil }
        let payload = Array(buffer[start + Self.headerByteCount..<end])
        start = end
        return (tag, payload)
    }
}
