import Composition
import Foundation
import Glibc

/// The memory of another process, as root may read it even when it is marked undumpable.
struct ProcessMemory {
    private let process: pid_t

    /// Nil where this machine does not let the test read it.
    init?(of process: pid_t) {
        self.process = process
        let handle = FileHandle(forReadingAtPath: "/proc/\(process)/mem")
        guard handle != nil, geteuid() == 0 else { return nil }
    }

    /// Which of the needles occur in any readable and writable region.
    ///
    /// Regions that vanish meanwhile are skipped.
    func finds(_ needles: [(name: String, bytes: [UInt8])]) throws -> Set<String> {
        let maps = try mappings()
        let memory = unsafe open("/proc/\(process)/mem", O_RDONLY | O_CLOEXEC)
        guard memory >= 0 else { throw POSIXError(.EACCES) }
        defer { close(memory) }
        var found: Set<String> = []
        for region in Self.regions(maps) {
            found.formUnion(try Self.search(memory, from: region.lowerBound, to: region.upperBound, needles))
        }
        return found
    }

    /// Whether the complement of some bytes occurs, without ever holding that complement in one piece.
    func finds(inverting inverted: [UInt8]) throws -> Bool {
        let maps = try mappings()
        let memory = unsafe open("/proc/\(process)/mem", O_RDONLY | O_CLOEXEC)
        guard memory >= 0 else { throw POSIXError(.EACCES) }
        defer { close(memory) }
        var page = [UInt8](repeating: 0, count: 65_536)
        // What was found stands in this buffer too, and would be found again in the memory of this process.
        defer { for place in page.indices { page[place] = 0 } }
        for region in Self.regions(maps) {
            var offset = region.lowerBound
            while offset < region.upperBound {
                let wanted = min(page.count, Int(region.upperBound - offset))
                let count = unsafe page.withUnsafeMutableBytes {
                    unsafe pread(memory, $0.baseAddress, wanted, off_t(offset))
                }
                guard count > 0 else { break }
                // Keys lie at multiples of 16 and never across a page of this size.
                for start in stride(from: 0, to: count - inverted.count + 1, by: 16)
                where page[start] == ~inverted[0]
                    && (1..<inverted.count).allSatisfy({ page[start + $0] == ~inverted[$0] })
                {
                    return true
                }
                offset += UInt64(wanted)
            }
        }
        return false
    }

    /// Foundation reads only the first piece of a file that says it is empty, as files in /proc do.
    private func mappings() throws -> String {
        let bytes = try SmallFile.read("/proc/\(process)/maps", byteCountMaximum: 16 << 20) ?? []
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The readable and writable regions of a list of mappings.
    private static func regions(_ maps: String) -> [Range<UInt64>] {
        maps.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: " ")
            guard fields.count >= 2, fields[1].hasPrefix("rw"), !line.hasSuffix("[vvar]") else { return nil }
            let ends = fields[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
            return ends.count == 2 ? ends[0]..<ends[1] : nil
        }
    }

    /// Reads a region in pieces that overlap by the longest needle.
    private static func search(
        _ memory: Int32,
        from start: UInt64,
        to end: UInt64,
        _ needles: [(name: String, bytes: [UInt8])]
    ) throws -> [String] {
        let pieceByteCount = 4 << 20
        let overlap = needles.map(\.bytes.count).max() ?? 0
        var found: [String] = []
        var offset = start
        while offset < end {
            let wanted = min(pieceByteCount + overlap, Int(end - offset))
            var piece = Data(count: wanted)
            let count = unsafe piece.withUnsafeMutableBytes { buffer in
                unsafe pread(memory, buffer.baseAddress, wanted, off_t(offset))  // at most the buffer's count
            }
            guard count > 0 else { return found }
            for needle in needles where piece.prefix(count).range(of: Data(needle.bytes)) != nil {
                found.append(needle.name)
            }
            offset += UInt64(pieceByteCount)
        }
        return found
    }
}
