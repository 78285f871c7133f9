import Foundation
import KeyService
import Primitives
import Synchronization
import TestSupport
import Testing
import Vault

@testable import SQLiteStore

/// A copy of the stores is of one moment, complete, and makes stores that cannot be told from those it came from.
@Suite("Copies of stores")
struct StoreCopyTests {
    private static func open(_ directory: TemporaryDirectory) throws -> SQLiteStores {
        try SQLiteStores.open(directory: directory.path("data"), environment: "test", region: "here")
    }

    /// What came of a copy.
    private final class Pieces: Sendable {
        private let all = Mutex<[[UInt8]]>([])

        var value: [[UInt8]] { all.withLock(\.self) }

        func append(_ piece: [UInt8]) { all.withLock { $0.append(piece) } }
    }

    private static func copy(_ kind: StoreHeader.Kind, of view: StoreView) async throws -> [[UInt8]] {
        let pieces = Pieces()
        try await view.copy(kind) { pieces.append($0) }
        return pieces.value
    }

    /// Makes stores of a view, in a directory of their own.
    private static func rebuild(_ view: StoreView, in directory: TemporaryDirectory) async throws -> SQLiteStores {
        let root = directory.path("copy")
        for kind in [.metadata, .activity, .vaults] as [StoreHeader.Kind] {
            try FileManager.default.createDirectory(
                atPath: "\(root)/\(kind.rawValue)",
                withIntermediateDirectories: true
            )
            let rebuilder = try RowRebuilder(path: "\(root)/\(kind.rawValue)/\(kind.rawValue).sqlite", kind: kind)
            for piece in try await copy(kind, of: view) { try rebuilder.append(piece) }
            try rebuilder.finish()
        }
        let header = StoreHeader(kind: .files, environment: "test", region: "here")
        let files = try FileRebuilder(directory: "\(root)/files", header: header, keepsContent: true)
        for piece in try await copy(.files, of: view) { try files.append(piece) }
        try files.finish()
        return try SQLiteStores.open(directory: root, environment: "test", region: "here")
    }

    private static func record(_ name: UInt8, kind: RecordKind = .installation) -> RecordWrite {
        .put(RecordKey(kind: kind, name: [name]), bytes: [name, 1, 2], unique: [name], expected: nil)
    }

    @Test("records, journals, snapshots and files come back as they were; sessions and what opens them do not")
    func roundTrip() async throws {
        let directory = try TemporaryDirectory("copy")
        let stores = try Self.open(directory)
        try await stores.metadata.write([Self.record(1), Self.record(2), Self.record(3, kind: .session)])
        try await stores.metadata.write([Self.record(4, kind: .sessionSlot), Self.record(5, kind: .keySlot)])
        try await stores.metadata.write([Self.record(6, kind: .contribution)])
        try await stores.metadata.write([.delete(RecordKey(kind: .installation, name: [2]), expected: nil)])
        try await stores.activity.write([Self.record(9)])
        try await stores.vaults.create(.alice)
        let append = TestJournal.append([[1], [UInt8](repeating: 7, count: 900_000)], to: .alice, after: .empty)
        try await stores.vaults.append(append)
        try await stores.files.put(FileID(high: 1, low: 2), of: .alice, bytes: [UInt8](repeating: 5, count: 700_000))
        try await stores.files.put(FileID(high: 1, low: 3), of: .bob, bytes: [])
        let view = try await stores.hold()
        #expect(try await view.byteCount(of: .files) == 700_000)
        #expect(try await view.byteCount(of: .vaults) > 900_000)
        let copy = try await Self.rebuild(view, in: directory)
        view.release()
        let found = try await copy.metadata.read(RecordKey(kind: .installation, name: [1]))
        #expect(found == StoredRecord(key: RecordKey(kind: .installation, name: [1]), version: 1, bytes: [1, 1, 2]))
        #expect(try await copy.metadata.find(.installation, unique: [1])?.bytes == [1, 1, 2])
        #expect(try await copy.metadata.read(RecordKey(kind: .installation, name: [2])) == nil)
        #expect(try await copy.metadata.read(RecordKey(kind: .session, name: [3])) == nil)
        #expect(try await copy.metadata.read(RecordKey(kind: .sessionSlot, name: [4])) == nil)
        // What people added to a week's figures goes with the week.
        #expect(try await copy.metadata.read(RecordKey(kind: .contribution, name: [6])) == nil)
        #expect(try await copy.metadata.read(RecordKey(kind: .keySlot, name: [5])) != nil)
        #expect(try await copy.activity.read(RecordKey(kind: .installation, name: [9])) != nil)
        let segments = try await copy.vaults.segments(of: .alice, after: 0, byteCountMaximum: 10 << 20)
        #expect(segments == append.segments)
        #expect(try await copy.vaults.chainEnds(of: .alice)?.head == append.head)
        #expect(try await copy.files.get(FileID(high: 1, low: 2), of: .alice) == [UInt8](repeating: 5, count: 700_000))
        #expect(try await copy.files.get(FileID(high: 1, low: 3), of: .bob) == [])
        #expect(try await copy.damagedStores().isEmpty)
        // The copy is a store like any other: it takes writes.
        try await copy.metadata.write([Self.record(2)])
        let more = TestJournal.append([[8]], to: .alice, after: append.head)
        try await copy.vaults.append(more)
        try await copy.close()
        try await stores.close()
    }

    @Test("what is written after the view was taken is in no part of it; writers do not wait")
    func oneMoment() async throws {
        let directory = try TemporaryDirectory("copy")
        let stores = try Self.open(directory)
        try await stores.vaults.create(.alice)
        var head = JournalHead.empty
        for number in 0..<20 as Range<UInt8> {
            let append = TestJournal.append([[number, 1]], to: .alice, after: head)
            try await stores.vaults.append(append)
            head = append.head
        }
        let view = try await stores.hold()
        let atView = head
        for number in 20..<60 as Range<UInt8> {
            let append = TestJournal.append([[UInt8](repeating: number, count: 50_000)], to: .alice, after: head)
            try await stores.vaults.append(append)
            try await stores.metadata.write([Self.record(number)])
            head = append.head
        }
        let copy = try await Self.rebuild(view, in: directory)
        view.release()
        #expect(try await copy.vaults.chainEnds(of: .alice)?.head == atView)
        #expect(try await copy.metadata.read(RecordKey(kind: .installation, name: [30])) == nil)
        try await copy.close()
        try await stores.close()
    }

    @Test(
        "while two stores are written in turn, no view has the second write without the first",
        arguments: [StoreHeader.Kind.vaults, .metadata]
    )
    func neverLeads(_ first: StoreHeader.Kind) async throws {
        let directory = try TemporaryDirectory("copy")
        let stores = try Self.open(directory)
        try await stores.vaults.create(.alice)
        // A head is copied to metadata after it moved; a new epoch's key is in metadata before a segment is under it.
        let writing = Task {
            var head = JournalHead.empty
            for number in 1...100_000 as ClosedRange<UInt64> where !Task.isCancelled {
                let append = TestJournal.append([[UInt8(truncatingIfNeeded: number), 1]], to: .alice, after: head)
                head = append.head
                if first == .vaults { try await stores.vaults.append(append) }
                try await stores.metadata.write(
                    [.put(Self.aliceHead, bytes: [1], unique: nil, expected: nil)]
                )
                if first == .metadata { try await stores.vaults.append(append) }
            }
        }
        for round in 0..<10 {
            let view = try await stores.hold { usleep(60_000) }  // several commits long
            let seen = try view.databases[.metadata]?.integer("SELECT version FROM records WHERE kind = 6") ?? 0
            let head = try view.databases[.vaults]?.integer("SELECT head_index FROM vaults") ?? 0
            view.release()
            let (earlier, later) = first == .vaults ? (head, seen) : (seen, head)
            #expect(earlier == later || earlier == later + 1, "round \(round): metadata \(seen), vaults \(head)")
        }
        writing.cancel()
        try await writing.value
        try await stores.close()
    }

    private static let aliceHead = RecordKey(kind: .vaultHead, owner: VaultID.alice.bytes, name: [])

    @Test("frames that are cut, repeated, reordered or of another store make nothing")
    func badFrames() async throws {
        let directory = try TemporaryDirectory("copy")
        let stores = try Self.open(directory)
        try await stores.metadata.write([Self.record(1), Self.record(2)])
        let view = try await stores.hold()
        let whole = try await Self.copy(.metadata, of: view).flatMap { $0 }
        view.release()
        var random = SeededGenerator.printingSeed("bad frames")
        var tried = 0
        func isRefused(_ bytes: [UInt8], as kind: StoreHeader.Kind = .metadata) throws -> Bool {
            tried += 1
            let path = directory.path("bad-\(tried).sqlite")
            do {
                let rebuilder = try RowRebuilder(path: path, kind: kind)
                try rebuilder.append(bytes)
                try rebuilder.finish()
                return false
            } catch { return true }
        }
        #expect(try !isRefused(whole))
        #expect(try isRefused([]))
        #expect(try isRefused(whole + whole))
        for _ in 0..<40 {
            let cut = Int.random(in: 0..<whole.count, using: &random)
            #expect(try isRefused(Array(whole.prefix(cut))), "cut at \(cut)")
        }
        try await stores.close()
    }
}
