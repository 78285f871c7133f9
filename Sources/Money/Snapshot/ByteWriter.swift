import Primitives

/// Writes little-endian numbers and length-prefixed texts.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write<Number: FixedWidthInteger>(_ number: Number) {
        for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> Number(shift)))
        }
    }

    mutating func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    mutating func write(_ text: String) { write(Array(text.utf8)) }

    mutating func write(_ data: [UInt8]) {
        write(UInt32(data.count))
        bytes.append(contentsOf: data)
    }

    /// A column in byte planes: the lowest byte of every number, then the next byte of every number, and so on.
    ///
    /// Neighbours in a plane are alike, so it compresses to less and unpacks several times as fast as numbers end to
    /// end do. A column of zeros only is written empty.
    mutating func write<Number: FixedWidthInteger>(column: [Number]) {
        guard column.contains(where: { $0 != 0 }) else { return }
        bytes.reserveCapacity(bytes.count + column.count * Number.bitWidth / 8)
        for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
            for number in column { bytes.append(UInt8(truncatingIfNeeded: number >> Number(shift))) }
        }
    }
}

/// Reads what ``ByteWriter`` writes; every length is checked before it is used.
struct ByteReader {
    private let bytes: [UInt8]
    private var position: Int
    private let end: Int
    /// The section that errors name.
    private let section: Int

    init(_ bytes: [UInt8], _ range: Range<Int>, section: Int) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
        self.section = section
    }

    var malformed: SnapshotMalformed { SnapshotMalformed(section: section) }
    var remaining: Int { end - position }

    mutating func number<Number: FixedWidthInteger>(
        _ type: Number.Type = Number.self
    ) throws(SnapshotMalformed) -> Number {
        let size = Number.bitWidth / 8
        guard remaining >= size else { throw malformed }
        var value: Number = 0
        for offset in 0..<size { value |= Number(truncatingIfNeeded: bytes[position + offset]) << Number(offset * 8) }
        position += size
        return value
    }

    mutating func flag() throws(SnapshotMalformed) -> Bool {
        let byte: UInt8 = try number()
        guard byte <= 1 else { throw malformed }
        return byte == 1
    }

    mutating func data() throws(SnapshotMalformed) -> [UInt8] {
        let count = Int(try number(UInt32.self))
        guard remaining >= count else { throw malformed }
        defer { position += count }
        return Array(bytes[position..<position + count])
    }

    mutating func text() throws(SnapshotMalformed) -> String {
        guard let text = String(validating: try data(), as: UTF8.self) else { throw malformed }
        return text
    }

    /// A number of records that the rest of the section can hold.
    mutating func count(recordMinimum: Int) throws(SnapshotMalformed) -> Int {
        let count = Int(try number(UInt32.self))
        guard count <= remaining / recordMinimum else { throw malformed }
        return count
    }

    func finish() throws(SnapshotMalformed) {
        guard remaining == 0 else { throw malformed }
    }

    /// The whole section as a column.
    func column<Number: FixedWidthInteger & BitwiseCopyable>(
        _ type: Number.Type = Number.self
    ) throws(SnapshotMalformed) -> [Number] {
        let size = MemoryLayout<Number>.stride
        guard remaining % size == 0 else { throw malformed }
        let count = remaining / size
        guard count > 0 else { return [] }
        // Safe: `size` planes of `count` bytes are exactly the bytes that remain, which `init` took from inside the
        // array, and every number of the new array is set. Without bounds checks this is a loop of vectors.
        return unsafe [Number](unsafeUninitializedCapacity: count) { numbers, initialized in
            unsafe bytes.withUnsafeBufferPointer { source in
                let planes = unsafe UnsafeBufferPointer(rebasing: source[position..<end])
                for place in 0..<count {
                    var number: Number = 0
                    for plane in 0..<size {
                        let byte = unsafe planes[plane &* count &+ place]
                        number |= Number(truncatingIfNeeded: byte) &<< Number(truncatingIfNeeded: plane &* 8)
                    }
                    unsafe numbers[place] = number
                }
            }
            initialized = count
        }
    }
}

/// A section of a snapshot that does not follow the format.
struct SnapshotMalformed: Error, Hashable {
    let section: Int
}
