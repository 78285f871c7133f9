import Money
import Primitives

/// A ZIP archive with its files stored as they are: what is in it does not get smaller.
///
/// - Source: APPNOTE.TXT 6.3.10 §4.3 and §4.4.
struct ZIPArchive: ArchiveWriter {
    private struct Entry {
        let name: [UInt8]
        let offset: UInt32
        let flags: UInt16
        var check: UInt32 = 0
        var size: UInt32 = 0
    }

    /// Sizes and check sum stand behind the content.
    private static let describedAfter: UInt16 = 1 << 3
    private static let version: UInt16 = 20
    /// Made on Unix, a file for its owner alone.
    private static let maker: UInt16 = 3 << 8 | 20
    private static let mode: UInt32 = 0o100600 << 16

    /// As DOS has it: years from 1980, no time.
    private let day: UInt16
    private var entries: [Entry] = []
    private var check = CyclicCheck()
    private var size: UInt64 = 0
    private var offset: UInt64 = 0

    init(day: CalendarDay) {
        let (year, month, date) = day.parts
        self.day = UInt16(min(max(year - 1980, 0), 127) << 9 | month << 5 | date)
    }

    mutating func begin(_ name: String) throws(ArchiveError) -> [UInt8] {
        let entry = Entry(name: Array(name.utf8), offset: try place(), flags: Self.describedAfter)
        entries.append(entry)
        (check, size) = (CyclicCheck(), 0)
        return try counted(head(entry))
    }

    mutating func content(_ bytes: [UInt8]) throws(ArchiveError) -> [UInt8] {
        check.update(bytes)
        size += UInt64(bytes.count)
        return try counted(bytes)
    }

    mutating func end() throws(ArchiveError) -> [UInt8] {
        guard let size = UInt32(exactly: size) else { throw .tooLarge }
        let last = entries.count - 1
        (entries[last].check, entries[last].size) = (check.value, size)
        var bytes: [UInt8] = []
        bytes.little(0x0807_4B50 as UInt32)
        bytes.little(check.value)
        bytes.little(size)
        bytes.little(size)
        return try counted(bytes)
    }

    mutating func file(_ name: String, _ bytes: [UInt8]) throws(ArchiveError) -> [UInt8] {
        guard let size = UInt32(exactly: bytes.count) else { throw .tooLarge }
        var check = CyclicCheck()
        check.update(bytes)
        let entry = Entry(name: Array(name.utf8), offset: try place(), flags: 0, check: check.value, size: size)
        entries.append(entry)
        return try counted(head(entry) + bytes)
    }

    mutating func finish() throws(ArchiveError) -> [UInt8] {
        let start = try place()
        guard let count = UInt16(exactly: entries.count), count < .max else { throw .tooLarge }
        var bytes: [UInt8] = []
        for entry in entries {
            bytes.little(0x0201_4B50 as UInt32)
            bytes.little(Self.maker)
            write(entry, to: &bytes)
            bytes.little(0 as UInt16)  // comment
            bytes.little(0 as UInt16)  // disk
            bytes.little(0 as UInt16)  // internal attributes
            bytes.little(Self.mode)
            bytes.little(entry.offset)
            bytes += entry.name
        }
        guard let length = UInt32(exactly: bytes.count) else { throw .tooLarge }
        bytes.little(0x0605_4B50 as UInt32)
        bytes.little(0 as UInt32)  // this disk, and that of the list
        bytes.little(count)
        bytes.little(count)
        bytes.little(length)
        bytes.little(start)
        bytes.little(0 as UInt16)  // comment
        return try counted(bytes)
    }

    private func head(_ entry: Entry) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.little(0x0403_4B50 as UInt32)
        write(entry, to: &bytes)
        return bytes + entry.name
    }

    /// What a file's head and its line in the list have in common.
    private func write(_ entry: Entry, to bytes: inout [UInt8]) {
        bytes.little(Self.version)
        bytes.little(entry.flags)
        bytes.little(0 as UInt16)  // stored
        bytes.little(0 as UInt16)  // time
        bytes.little(day)
        bytes.little(entry.check)
        bytes.little(entry.size)
        bytes.little(entry.size)
        bytes.little(UInt16(entry.name.count))
        bytes.little(0 as UInt16)  // extra field
    }

    private func place() throws(ArchiveError) -> UInt32 {
        guard let place = UInt32(exactly: offset), place < .max else { throw .tooLarge }
        return place
    }

    private mutating func counted(_ bytes: [UInt8]) throws(ArchiveError) -> [UInt8] {
        offset += UInt64(bytes.count)
        guard offset < UInt64(UInt32.max) else { throw .tooLarge }
        return bytes
    }
}

extension [UInt8] {
    fileprivate mutating func little(_ number: some FixedWidthInteger & UnsignedInteger) {
        for shift in stride(from: 0, to: number.bitWidth, by: 8) {
            append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }
}

/// CRC-32 as ZIP and PNG have it (ISO-HDLC): it tells damage, and protects nothing.
struct CyclicCheck {
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }

    private var state = UInt32.max

    mutating func update(_ bytes: [UInt8]) {
        var state = state
        let table = Self.table
        for byte in bytes { state = table[Int((state ^ UInt32(byte)) & 0xFF)] ^ state >> 8 }
        self.state = state
    }

    var value: UInt32 { ~state }
}
