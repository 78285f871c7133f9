import Money
import Primitives

/// A ZIP archive with its files stored as they are: what is in it does not get smaller.
///
/// Each file is smaller than 4 GiB. The archive may be larger, and have more files than 65,534: then its list is
/// written with the fields of ZIP64, which it has not otherwise.
///
/// - Source: APPNOTE.TXT 6.3.10 §4.3 to §4.5.
struct ZIPArchive: ArchiveWriter {
    private struct Entry {
        let name: [UInt8]
        let offset: UInt64
        let flags: UInt16
        var check: UInt32 = 0
        var size: UInt32 = 0

        /// Where it begins has no number of 32 bits.
        var isFar: Bool { offset >= UInt64(UInt32.max) }
    }

    /// Sizes and check sum stand behind the content.
    private static let describedAfter: UInt16 = 1 << 3
    private static let version: UInt16 = 20
    private static let farVersion: UInt16 = 45
    /// Made on Unix, a file for its owner alone.
    private static let maker: UInt16 = 3 << 8 | 20
    private static let mode: UInt32 = 0o100600 << 16

    /// As DOS has it: years from 1980, no time.
    private let day: UInt16
    private var entries: [Entry] = []
    private var check = CyclicCheck()
    private var size: UInt64 = 0
    private var offset: UInt64 = 0
    private var isInFile = false

    init(day: CalendarDay) {
        let (year, month, date) = day.parts
        self.day = UInt16(min(max(year - 1980, 0), 127) << 9 | month << 5 | date)
    }

    mutating func begin(_ name: String) throws(ArchiveError) -> [UInt8] {
        let entry = Entry(name: Array(name.utf8), offset: offset, flags: Self.describedAfter)
        entries.append(entry)
        (check, size, isInFile) = (CyclicCheck(), 0, true)
        return counted(head(entry))
    }

    mutating func content(_ bytes: [UInt8]) throws(ArchiveError) -> [UInt8] {
        check.update(bytes)
        size += UInt64(bytes.count)
        guard size < UInt64(UInt32.max) else { throw .tooLarge }
        return counted(bytes)
    }

    mutating func end() throws(ArchiveError) -> [UInt8] {
        guard let size = UInt32(exactly: size) else { throw .tooLarge }
        let last = entries.count - 1
        (entries[last].check, entries[last].size) = (check.value, size)
        isInFile = false
        var bytes: [UInt8] = []
        bytes.little(0x0807_4B50 as UInt32)
        bytes.little(check.value)
        bytes.little(size)
        bytes.little(size)
        return counted(bytes)
    }

    mutating func file(_ name: String, _ bytes: [UInt8]) throws(ArchiveError) -> [UInt8] {
        guard let size = UInt32(exactly: bytes.count), size < .max else { throw .tooLarge }
        var check = CyclicCheck()
        check.update(bytes)
        let entry = Entry(name: Array(name.utf8), offset: offset, flags: 0, check: check.value, size: size)
        entries.append(entry)
        return counted(head(entry) + bytes)
    }

    mutating func finish() throws(ArchiveError) -> [UInt8] {
        let start = offset
        var bytes: [UInt8] = []
        for entry in entries {
            bytes.little(0x0201_4B50 as UInt32)
            bytes.little(Self.maker)
            write(entry, extra: entry.isFar ? 12 : 0, to: &bytes)
            bytes.little(0 as UInt16)  // comment
            bytes.little(0 as UInt16)  // disk
            bytes.little(0 as UInt16)  // internal attributes
            bytes.little(Self.mode)
            bytes.little(entry.isFar ? .max : UInt32(entry.offset))
            bytes += entry.name
            guard entry.isFar else { continue }
            bytes.little(1 as UInt16)
            bytes.little(8 as UInt16)
            bytes.little(entry.offset)
        }
        let length = bytes.count
        let count = UInt16(clamping: entries.count)
        if count == .max || start >= UInt64(UInt32.max) || length >= Int(UInt32.max) {
            writeFarEnd(start: start, length: UInt64(length), to: &bytes)
        }
        bytes.little(0x0605_4B50 as UInt32)
        bytes.little(0 as UInt32)  // this disk, and that of the list
        bytes.little(count)
        bytes.little(count)
        bytes.little(UInt32(clamping: length))
        bytes.little(UInt32(clamping: start))
        bytes.little(0 as UInt16)  // comment
        return counted(bytes)
    }

    /// The end of the list with numbers of 64 bits, and where that is.
    private func writeFarEnd(start: UInt64, length: UInt64, to bytes: inout [UInt8]) {
        bytes.little(0x0606_4B50 as UInt32)
        bytes.little(44 as UInt64)  // what follows
        bytes.little(Self.maker)
        bytes.little(Self.farVersion)
        bytes.little(0 as UInt64)  // this disk, and that of the list
        bytes.little(UInt64(entries.count))
        bytes.little(UInt64(entries.count))
        bytes.little(length)
        bytes.little(start)
        bytes.little(0x0706_4B50 as UInt32)
        bytes.little(0 as UInt32)
        bytes.little(start + length)
        bytes.little(1 as UInt32)
    }

    private func head(_ entry: Entry) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.little(0x0403_4B50 as UInt32)
        write(entry, extra: 0, to: &bytes)
        return bytes + entry.name
    }

    /// What a file's head and its line in the list have in common.
    private func write(_ entry: Entry, extra: UInt16, to bytes: inout [UInt8]) {
        bytes.little(extra > 0 ? Self.farVersion : Self.version)
        bytes.little(entry.flags)
        bytes.little(0 as UInt16)  // stored
        bytes.little(0 as UInt16)  // time
        bytes.little(day)
        bytes.little(entry.check)
        bytes.little(entry.size)
        bytes.little(entry.size)
        bytes.little(UInt16(entry.name.count))
        bytes.little(extra)
    }

    private mutating func counted(_ bytes: [UInt8]) -> [UInt8] {
        offset += UInt64(bytes.count)
        return bytes
    }
}

extension ZIPArchive {
    private static let nameMaximum = 1024

    /// Between two files: what ``init(saved:)`` goes on from.
    ///
    /// - Shape: `day 2 | offset 8`, then for each file `offset 8 | flags 2 | check 4 | size 4 | name counted`.
    var saved: [UInt8] {
        precondition(!isInFile, "an archive is kept between two files")
        var writer = ByteWriter()
        writer.append(day)
        writer.append(offset)
        for entry in entries {
            writer.append(entry.offset)
            writer.append(entry.flags)
            writer.append(entry.check)
            writer.append(entry.size)
            writer.append(counted: entry.name)
        }
        return writer.bytes
    }

    /// Nil where the bytes are not those of ``saved``.
    init?(saved: [UInt8]) {
        var reader = ByteReader(saved)
        do throws(TruncatedBytes) {
            day = try reader.read()
            offset = try reader.read()
            while reader.remainingCount > 0 {
                let (offset, flags): (UInt64, UInt16) = (try reader.read(), try reader.read())
                let (check, size): (UInt32, UInt32) = (try reader.read(), try reader.read())
                let name = Array(try reader.readCounted(maximum: Self.nameMaximum))
                entries.append(Entry(name: name, offset: offset, flags: flags, check: check, size: size))
            }
        } catch {
            return nil
        }
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
