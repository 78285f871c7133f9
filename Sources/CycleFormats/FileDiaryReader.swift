package import Cycle
import JSON

/// Reads every diary Flowkeep knows.
///
/// - Source: docs/spec/diary-import.md.
package struct FileDiaryReader: DiaryReader {
    package init() {}

    package func read(_ bytes: [UInt8]) throws(DiaryFileError) -> DiaryDocument {
        var stream = FileDiaryStream()
        try stream.feed(bytes.span)
        return try stream.finish()
    }

    package func stream() -> any DiaryStream { FileDiaryStream() }

    /// Reads a file that is there as a whole, and none of those that are read as they arrive.
    static func readWhole(_ bytes: [UInt8], _ kind: DiaryDetector.Kind) throws(DiaryFileError) -> DiaryDocument {
        switch kind {
        case .json: try readJSON(bytes)
        case .table: try readTable(bytes)
        case .appleHealth: throw .unknownFormat
        }
    }

    private static func readJSON(_ bytes: [UInt8]) throws(DiaryFileError) -> DiaryDocument {
        // What opens or follows a value bounds how many there are, and so what the tree takes.
        let values = bytes.count { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{")
        }
        guard values <= DiaryImportLimits.valueCount else { throw .tooManyValues }
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        switch try parse(hasMark ? Array(bytes.dropFirst(3)) : bytes) {
        case .array(let list):
            if list.isEmpty { throw .empty }
            if ClueReader.isClue(list) { return ClueReader.read(list) }
        case .object(let root):
            if DiaryJSONReader.isOurs(root) { return try DiaryJSONReader.read(root).document }
            if FloReader.isFlo(root) { return FloReader.read(root) }
            if ClueReader.isLegacy(root) { return ClueReader.readLegacy(root) }
            if let list = root["measurements"]?.elements, ClueReader.isClue(list) { return ClueReader.read(list) }
            if MensinatorReader.isMensinator(root) { return MensinatorReader.read(root) }
        default: break
        }
        throw .unknownFormat
    }

    private static func parse(_ bytes: [UInt8]) throws(DiaryFileError) -> JSONValue {
        do {
            return try JSONParser.parse(bytes)
        } catch {
            switch error {
            case .malformed, .duplicateName: throw .damaged
            case .notUTF8: throw .notText
            case .tooDeep: throw .tooDeep
            }
        }
    }

    private static func readTable(_ bytes: [UInt8]) throws(DiaryFileError) -> DiaryDocument {
        let nulCount = bytes.count { $0 == 0 }
        guard nulCount * 100 <= bytes.count else { throw .notText }
        if DiaryCSVReader.isOurs(bytes) { return try DiaryCSVReader.read(bytes) }
        let end = bytes.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.endIndex
        let first = bytes[..<min(end, DiaryImportLimits.recordByteCount)]
        let semicolons = first.count { $0 == UInt8(ascii: ";") }
        let commas = first.count { $0 == UInt8(ascii: ",") }
        let rows = TableRows(bytes, delimiter: UInt8(ascii: semicolons > commas ? ";" : ","))
        var head = rows
        guard case .cells(let names, _)? = head.next() else { throw .unknownFormat }
        let header = HeaderRow(names)
        if DripReader.isDrip(header) { return DripReader.read(rows) }
        if NaturalCyclesReader.isNaturalCycles(header) { return NaturalCyclesReader.read(rows) }
        throw .unknownFormat
    }
}

/// A file of any kind while it arrives.
struct FileDiaryStream: DiaryStream {
    private var bytes: [UInt8] = []
    private var kind: DiaryDetector.Kind?
    private var health: AppleHealthStream?

    mutating func feed(_ piece: Span<UInt8>) throws(DiaryFileError) {
        if health != nil {
            try health?.feed(piece)
            return
        }
        // A head first, so that what is of no kind is refused before all of it has come.
        var start = 0
        if kind == nil {
            start = min(piece.count, max(0, DiaryDetector.headByteCount - bytes.count))
            append(piece.extracting(0..<start))
            guard bytes.count >= DiaryDetector.headByteCount else { return }
            try begin()
        }
        let rest = piece.extracting(start..<piece.count)
        if health != nil {
            try health?.feed(rest)
            return
        }
        guard bytes.count + rest.count <= DiaryImportLimits.fileByteCount else { throw .tooLarge }
        append(rest)
    }

    mutating func finish() throws(DiaryFileError) -> DiaryDocument {
        if kind == nil { try begin() }
        if var stream = health {
            health = nil
            return stream.finish()
        }
        return try FileDiaryReader.readWhole(bytes, kind ?? .table)
    }

    private mutating func append(_ piece: Span<UInt8>) {
        // Safe: the pointer is used inside the call only, and its bytes are copied.
        unsafe piece.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }

    private mutating func begin() throws(DiaryFileError) {
        let found = try DiaryDetector.kind(bytes)
        kind = found
        guard found == .appleHealth else { return }
        var stream = AppleHealthStream()
        try stream.feed(bytes.span)
        bytes = []
        health = stream
    }
}
