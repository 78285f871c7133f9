import Primitives
import TestSupport
import Testing
import Vault

@Suite("File store contract")
struct FileContractTests {
    private let file = FileID(high: 7, low: 1)
    private let other = FileID(high: 7, low: 2)

    @Test("a file comes back whole and in parts", arguments: StoreUnderTest.allCases)
    func putAndRead(_ store: StoreUnderTest) async throws {
        let files = try store.open().files
        #expect(try await files.get(file, of: .alice) == nil)
        var generator = SeededGenerator.printingSeed("file putAndRead")
        let bytes = generator.bytes(100_000)
        try await files.put(file, of: .alice, bytes: bytes)
        #expect(try await files.get(file, of: .alice) == bytes)
        let part = try await files.read(file, of: .alice, from: 99_990, byteCountMaximum: 100)
        #expect(part == Array(bytes[99_990...]))
        #expect(try await files.read(file, of: .alice, from: 200_000, byteCountMaximum: 100) == [])
        #expect(try await files.get(file, of: .bob) == nil)
    }

    @Test("a file given in chunks is their concatenation", arguments: StoreUnderTest.allCases)
    func chunks(_ store: StoreUnderTest) async throws {
        let files = try store.open().files
        var chunks: [[UInt8]] = [[1, 2], [], [3]]
        try await files.put(file, of: .alice) { () throws(StoreError) in chunks.isEmpty ? nil : chunks.removeFirst() }
        #expect(try await files.get(file, of: .alice) == [1, 2, 3])
        try await files.put(other, of: .alice, bytes: [])
        #expect(try await files.get(other, of: .alice) == [])
    }

    @Test("a source that fails leaves nothing behind", arguments: StoreUnderTest.allCases)
    func failingSource(_ store: StoreUnderTest) async throws {
        let files = try store.open().files
        var isFirst = true
        await #expect(throws: StoreError.unavailable) {
            try await files.put(file, of: .alice) { () throws(StoreError) in
                guard isFirst else { throw .unavailable }
                isFirst = false
                return [1]
            }
        }
        #expect(try await files.get(file, of: .alice) == nil)
        #expect(try await files.list(of: .alice).isEmpty)
        try await files.put(file, of: .alice, bytes: [2])
        #expect(try await files.get(file, of: .alice) == [2])
    }

    @Test("a file is written once", arguments: StoreUnderTest.allCases)
    func conflict(_ store: StoreUnderTest) async throws {
        let files = try store.open().files
        try await files.put(file, of: .alice, bytes: [1])
        await #expect(throws: StoreError.conflict) { try await files.put(file, of: .alice, bytes: [2]) }
        #expect(try await files.get(file, of: .alice) == [1])
    }

    @Test("a listing names a vault's files in order, and deleting takes them away", arguments: StoreUnderTest.allCases)
    func listAndDelete(_ store: StoreUnderTest) async throws {
        let files = try store.open().files
        #expect(try await files.list(of: .alice).isEmpty)
        try await files.put(other, of: .alice, bytes: [2])
        try await files.put(file, of: .alice, bytes: [1])
        try await files.put(file, of: .bob, bytes: [3])
        #expect(try await files.list(of: .alice) == [file, other])
        try await files.delete(file, of: .alice)
        try await files.delete(file, of: .alice)
        #expect(try await files.list(of: .alice) == [other])
        try await files.deleteAll(of: .alice)
        try await files.deleteAll(of: .alice)
        #expect(try await files.list(of: .alice).isEmpty)
        #expect(try await files.get(file, of: .bob) == [3])
        try await files.put(file, of: .alice, bytes: [4])
        #expect(try await files.get(file, of: .alice) == [4])
    }

    @Test("files are told apart by when they were put", arguments: StoreUnderTest.allCases)
    func age(_ store: StoreUnderTest) async throws {
        let files = try store.open().files
        try await files.put(file, of: .alice, bytes: [1])
        #expect(try await files.list(of: .alice, putBefore: Timestamp(milliseconds: -1)).isEmpty)
        #expect(try await files.list(of: .alice, putBefore: Timestamp(seconds: 1 << 40)) == [file])
        #expect(try await files.list(of: .bob, putBefore: Timestamp(seconds: 1 << 40)).isEmpty)
    }
}
