import Cycle

/// Reads an `export.xml` while it arrives; what is kept is its days, and at most a piece and a tag of it.
///
/// - Source: docs/spec/diary-import.md §5.
struct AppleHealthStream {
    /// A quarter of a MiB: so much is gathered before it is looked at, however small the pieces are.
    private static let pieceByteCount = 256 * 1024

    private var waiting: [UInt8] = []
    private var scanner = HealthScanner()
    private var collector = DayCollector()
    private var record: HealthRecord?
    private var hasEnd = false
    private var byteCount = 0

    static func isAppleHealth(_ head: ArraySlice<UInt8>) -> Bool {
        DiaryDetector.contains("<HealthData", in: head) || DiaryDetector.contains("<!DOCTYPE HealthData", in: head)
    }

    mutating func feed(_ bytes: Span<UInt8>) throws(DiaryFileError) {
        byteCount += bytes.count
        guard byteCount <= DiaryImportLimits.streamByteCount else { throw .tooLarge }
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + Self.pieceByteCount)
            let piece = bytes.extracting(start..<end)
            // Safe: the pointer is used inside the call only, and its bytes are copied.
            unsafe piece.withUnsafeBufferPointer { unsafe waiting.append(contentsOf: $0) }
            if waiting.count >= Self.pieceByteCount { scan(isLast: false) }
            start = end
        }
    }

    mutating func finish() -> DiaryDocument {
        scan(isLast: true)
        close()
        if !hasEnd || !scanner.isInText {
            collector.skip(.truncated, at: FilePlace(.record, max(1, scanner.recordCount)))
        }
        collector.keepFirstStarts()
        collector.entryCount = scanner.recordCount
        return collector.finish(.appleHealth)
    }

    private mutating func scan(isLast: Bool) {
        var bytes: [UInt8] = []
        swap(&bytes, &waiting)
        var position = 0
        // Safe: the pointer does not leave the call, and the scanner reads inside of its bounds.
        unsafe bytes.withUnsafeBufferPointer { buffer in
            while let tag = unsafe scanner.next(buffer, &position, isLast: isLast) { unsafe take(tag, buffer) }
        }
        bytes.removeFirst(position)
        swap(&bytes, &waiting)
    }

    private mutating func take(_ tag: HealthScanner.Tag, _ bytes: UnsafeBufferPointer<UInt8>) {
        let place = FilePlace(.record, scanner.recordCount)
        switch tag {
        case .record(let range, let isEmpty):
            close()
            record = unsafe HealthRecord(HealthAttributes(bytes, range), at: place)
            if isEmpty { close() }
        case .metadata(let range): unsafe record?.take(metadata: HealthAttributes(bytes, range))
        case .recordEnd: close()
        case .overlongRecord:
            close()
            collector.skip(.tooLong, at: place)
        case .brokenRecord:
            close()
            collector.skip(.malformed, at: place)
        case .documentEnd: hasEnd = true
        }
    }

    private mutating func close() {
        record?.write(to: &collector)
        record = nil
    }
}
