import Primitives
import TestSupport
import Testing

@testable import KeyService

@Suite("Record fields")
struct FieldCodingTests {
    /// The example of docs/spec/key-service.md §6.
    ///
    /// If this fails, records already on disk no longer decode.
    static let frozen: [UInt8] =
        [0, 1, 0, 0, 0, 2, 0x41, 0x42] + [0, 2, 0, 0, 0, 4, 0, 0, 0, 7] + [0, 2, 0, 0, 0, 4, 0, 0, 0, 8] + [
            0, 9, 0, 0, 0, 0,
        ]

    @Test("the frozen example is what the writer writes")
    func frozenVector() throws {
        var writer = FieldWriter()
        writer.append(1, "AB")
        writer.append(2, UInt32(7))
        writer.append(2, UInt32(8))
        writer.append(9, [] as [UInt8])
        #expect(writer.bytes == Self.frozen)
    }

    @Test("every type reads back what was written")
    func roundTrip() throws {
        var writer = FieldWriter()
        let id = VaultID(high: 1, low: UInt64.max)
        writer.append(1, UInt8(200))
        writer.append(2, true)
        writer.append(3, Int64.min)
        writer.append(4, UInt64.max)
        writer.append(5, "ગુજરાતી")
        writer.append(6, Timestamp(milliseconds: -1))
        writer.append(7, id)
        let reader = try FieldReader(writer.bytes)
        #expect(try reader.uint8(1) == 200)
        #expect(try reader.bool(2))
        #expect(try reader.int64(3) == Int64.min)
        #expect(try reader.uint64(4) == UInt64.max)
        #expect(try reader.string(5) == "ગુજરાતી")
        #expect(try reader.timestamp(6) == Timestamp(milliseconds: -1))
        #expect(try reader.id(7, as: VaultID.self) == id)
        #expect(try reader.optionalTimestamp(8) == nil)
        #expect(try reader.optionalString(8) == nil)
    }

    @Test("a field of a newer version survives being read and saved by this one")
    func unknownFieldsAreKept() throws {
        let reader = try FieldReader(Self.frozen)
        let unknown = reader.unknownFields(above: 1)
        #expect(!unknown.isEmpty)
        var writer = FieldWriter()
        writer.append(1, try reader.string(1))
        writer.append(unknown)
        #expect(writer.bytes == Self.frozen)
    }

    @Test("a record cut anywhere inside a field is refused")
    func truncated() {
        let boundaries: Set<Int> = [0, 8, 18, 28, 34]
        for count in 0..<Self.frozen.count where !boundaries.contains(count) {
            #expect(throws: RecordDecodingError.byteCount) { try FieldReader(Array(Self.frozen[..<count])) }
        }
    }

    @Test("descending tags, tag 0 and a length beyond the end are refused")
    func refused() {
        #expect(throws: RecordDecodingError.order) { try FieldReader([0, 2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]) }
        #expect(throws: RecordDecodingError.order) { try FieldReader([0, 0, 0, 0, 0, 0]) }
        #expect(throws: RecordDecodingError.byteCount) { try FieldReader([0, 1, 255, 255, 255, 255, 1]) }
        #expect(throws: RecordDecodingError.byteCount) {
            try FieldReader([UInt8](repeating: 0, count: FieldReader.byteCountMaximum + 1))
        }
        let many = (0...FieldReader.fieldCountMaximum).flatMap { _ in [0, 1, 0, 0, 0, 0] as [UInt8] }
        #expect(throws: RecordDecodingError.tooManyFields) { try FieldReader(many) }
    }

    @Test("missing, repeated, mis-sized and mistyped fields are named by their tag")
    func typedErrors() throws {
        var writer = FieldWriter()
        writer.append(1, [0xFF] as [UInt8])
        writer.append(2, [1, 2] as [UInt8])
        writer.append(3, UInt8(2))
        writer.append(4, UInt8(0))
        writer.append(4, UInt8(0))
        let reader = try FieldReader(writer.bytes)
        #expect(throws: RecordDecodingError.text(1)) { try reader.string(1) }
        #expect(throws: RecordDecodingError.width(2)) { try reader.uint32(2) }
        #expect(throws: RecordDecodingError.width(2)) { try reader.id(2, as: VaultID.self) }
        #expect(throws: RecordDecodingError.value(3)) { try reader.bool(3) }
        #expect(throws: RecordDecodingError.repeated(4)) { try reader.uint8(4) }
        #expect(throws: RecordDecodingError.missing(5)) { try reader.bytes(5) }
        #expect(reader.allBytes(4).count == 2)
    }

    @Test("whatever parses is written back to the same bytes")
    func canonical() {
        var generator = SeededGenerator.printingSeed("FieldCodingTests.canonical")
        var parsed = 0
        for _ in 0..<20_000 {
            var bytes = Self.frozen
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...3, using: &generator)
            }
            guard let reader = try? FieldReader(bytes) else { continue }
            parsed += 1
            var writer = FieldWriter()
            writer.append(reader.unknownFields(above: 0))
            #expect(writer.bytes == bytes)
        }
        #expect(parsed > 100)
    }
}
