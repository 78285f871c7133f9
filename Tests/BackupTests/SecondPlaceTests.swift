import Foundation
import Primitives
import Synchronization
import TestSupport
import Testing

@testable import Backup

/// Goal: a copy is whole or goes on from where it ended; half a one is never taken for whole, and nothing is lost.
@Suite("Second place of backups")
struct SecondPlaceTests {
    private let fixture: BackupFixture
    private let place: SecondDirectory

    /// A place that stops giving or taking after so many bytes, and counts them.
    private struct Stopping: SecondPlace {
        let inner: SecondDirectory
        let allowance: Allowance

        func folders() async throws(SecondPlaceError) -> [String: [String: Int]] { try await inner.folders() }

        func put(
            _ file: SecondFile,
            in folder: String,
            retainUntil: Timestamp,
            _ advance: @escaping @Sendable (Int) -> Void
        ) async throws(SecondPlaceError) {
            let metered = SecondFile(path: file.path, byteCount: file.byteCount, digest: file.digest) {
                offset,
                count throws(SecondPlaceError) in
                let allowed = try allowance.take(count)
                return try await file.read(offset, allowed)
            }
            try await inner.put(metered, in: folder, retainUntil: retainUntil, advance)
        }

        func read(
            _ path: String,
            in folder: String,
            from offset: Int,
            atMost count: Int
        ) async throws(SecondPlaceError) -> [UInt8] {
            let bytes = try await inner.read(path, in: folder, from: offset, atMost: min(count, 1000))
            _ = try allowance.take(bytes.count)
            return bytes
        }

        func alone<Outcome: Sendable>(
            _ body: @Sendable () async throws(SecondPlaceError) -> Outcome
        ) async throws(SecondPlaceError) -> Outcome { try await inner.alone(body) }

        func probe() async throws(SecondPlaceError) -> [SecondProbe] { try await inner.probe() }
    }

    private final class Allowance: Sendable {
        private let left: Mutex<Int>
        let taken = Mutex(0)

        init(_ count: Int) { left = Mutex(count) }

        func take(_ count: Int) throws(SecondPlaceError) -> Int {
            let isThere = left.withLock { left in
                left -= count
                return left >= 0
            }
            guard isThere else { throw .unreachable }
            taken.withLock { $0 += count }
            return count
        }
    }

    init() async throws {
        fixture = try await BackupFixture()
        fixture.fill()
        let path = fixture.directory.path("second")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        place = SecondDirectory(path: path, wasUsed: { false }, now: fixture.clock.now)
    }

    private func copy(_ name: String, to other: (any SecondPlace)? = nil) async throws {
        let manifest = try await fixture.catalogue.whole(name).manifest
        try await SecondCopier(place: other ?? place).copy(
            name,
            in: fixture.target,
            manifest: manifest,
            retainUntil: Timestamp(seconds: 0)
        ) { _ in }
    }

    private func file(_ name: String, _ path: String) -> URL {
        URL(fileURLWithPath: "\(place.path)/\(name)/\(path)")
    }

    private func fetched(_ name: String?, from other: (any SecondPlace)? = nil) async throws -> String {
        let back = fixture.directory.path("back")
        try FileManager.default.createDirectory(atPath: back, withIntermediateDirectories: true)
        return try await SecondCatalogue(place: other ?? place).fetch(name, into: back) { _ in }
    }

    /// Whether what was fetched is a backup that reads through.
    private func reads(_ folder: String) async throws -> Bool {
        let backup = try await SealedBackup.open(
            folder,
            environment: "test",
            region: "here",
            keyManagement: fixture.keyManagement,
            now: fixture.clock.now,
            onFetch: { _ in }
        )
        let receiver = InMemoryBackupReceiver()
        try await backup.read(into: receiver)
        return receiver.received.count == BackupPart.allCases.count
    }

    @Test("a copy comes back as the backup it is of; the newest whole one is found; copied again nothing is sent")
    func roundTrip() async throws {
        let first = try await fixture.run().name
        fixture.clock.turn(seconds: 60)
        let second = try await fixture.run().name
        try await copy(first)
        try await copy(second)
        let catalogue = SecondCatalogue(place: place)
        #expect(try await catalogue.entries().map(\.name) == [first, second])
        #expect(try await catalogue.newest()?.name == second)
        #expect(try await catalogue.newest()?.made == fixture.clock.now())
        #expect(try await reads(try await fetched(nil)))
        let meter = Allowance(0)
        try await copy(second, to: Stopping(inner: place, allowance: meter))
        // The copy also lies there as a backup does: it can be restored in place.
        #expect(try await reads("\(place.path)/\(first)"))
    }

    @Test("stopped after any number of bytes, a copy is not whole, and goes on from what is there")
    func stopped() async throws {
        let name = try await fixture.run().name
        let total = try await fixture.catalogue.whole(name).manifest.byteCount
        var count = 0
        for allowance in stride(from: 1, to: total, by: max(1, total / 7)) {
            let meter = Allowance(allowance)
            do { try await copy(name, to: Stopping(inner: place, allowance: meter)) } catch { count += 1 }
            let entries = try await SecondCatalogue(place: place).entries()
            #expect(entries.allSatisfy { !$0.isWhole } || count == 0)
            if entries.contains(where: \.isWhole) { break }
        }
        #expect(count > 1)
        try await copy(name)
        #expect(try await SecondCatalogue(place: place).newest()?.name == name)
        #expect(try await reads(try await fetched(name)))
    }

    @Test("fetching stopped in the middle goes on, and is as it was")
    func fetchStopped() async throws {
        let name = try await fixture.run().name
        try await copy(name)
        let all = Allowance(.max)
        _ = try await fetched(name, from: Stopping(inner: place, allowance: all))
        try FileManager.default.removeItem(atPath: fixture.directory.path("back"))
        let total = all.taken.withLock(\.self)
        let first = Allowance(total / 2)
        await #expect(throws: SecondPlaceError.unreachable) {
            _ = try await fetched(name, from: Stopping(inner: place, allowance: first))
        }
        let rest = Allowance(.max)
        #expect(try await reads(try await fetched(name, from: Stopping(inner: place, allowance: rest))))
        #expect(rest.taken.withLock(\.self) < total)
    }

    @Test("a truncated copy is not whole; an altered one comes back as altered, and not at all")
    func damaged() async throws {
        let name = try await fixture.run().name
        try await copy(name)
        let whole = try Data(contentsOf: file(name, "vaults"))
        try whole.dropLast().write(to: file(name, "vaults"))
        #expect(try await SecondCatalogue(place: place).newest() == nil)
        // The next copy makes it whole again.
        try await copy(name)
        #expect(try await SecondCatalogue(place: place).newest()?.name == name)
        var altered = whole
        altered[whole.count / 2] ^= 1
        try altered.write(to: file(name, "vaults"))
        await #expect(throws: SecondPlaceError.altered) { _ = try await fetched(name) }
        let left = try FileManager.default.attributesOfItem(atPath: fixture.directory.path("back/\(name)/vaults"))
        #expect(left[.size] as? Int == 0)
        // Nothing there is written over: somebody has to look.
        await #expect(throws: SecondPlaceError.otherThere) { try await copy(name) }
        #expect(try Data(contentsOf: file(name, "vaults")) == altered)
    }

    @Test("a backup that is not as its manifest says is not copied, and nothing says that it was")
    func source() async throws {
        let name = try await fixture.run().name
        let path = URL(fileURLWithPath: "\(fixture.target)/\(name)/activity")
        let manifest = try await fixture.catalogue.whole(name).manifest
        var bytes = try Data(contentsOf: path)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: path)
        await #expect(throws: SecondPlaceError.source) {
            try await SecondCopier(place: place).copy(
                name,
                in: fixture.target,
                manifest: manifest,
                retainUntil: Timestamp(seconds: 0)
            ) { _ in }
        }
        #expect(try await SecondCatalogue(place: place).entries().isEmpty)
    }

    @Test("one process at a time; a place that is gone is told from one that never was")
    func alone() async throws {
        let lock = try TargetLock(place.path)
        await #expect(throws: SecondPlaceError.inUse) { try await place.alone { () throws(SecondPlaceError) in } }
        lock.release()
        try await place.alone { () throws(SecondPlaceError) in }
        let used = SecondDirectory(path: place.path, wasUsed: { true }, now: fixture.clock.now)
        #expect(try await used.folders().isEmpty)
        // Another disk, or none, is mounted there now.
        try FileManager.default.removeItem(atPath: place.path + "/lock")
        await #expect(throws: SecondPlaceError.vanished) { _ = try await used.folders() }
        try FileManager.default.removeItem(atPath: place.path)
        await #expect(throws: SecondPlaceError.vanished) { _ = try await used.folders() }
        await #expect(throws: SecondPlaceError.noPlace) { _ = try await place.folders() }
        #expect(!FileManager.default.fileExists(atPath: place.path))
    }

    @Test("a directory of our own is found to be one where files can be deleted, written over and renamed")
    func probes() async throws {
        let name = try await fixture.run().name
        try await copy(name)
        // The marker's time is the file system's: what was copied just now counts as settled later.
        let later = SecondDirectory(
            path: place.path,
            wasUsed: { false },
            now: { Timestamp(seconds: Int64(Date().timeIntervalSince1970) + 7200) }
        )
        let found = try await later.probe()
        #expect(found.count == 6 && found.allSatisfy { !$0.wasRefused })
        #expect(try await SecondCatalogue(place: place).newest()?.name == name)
        #expect(try place.isElsewhere(than: fixture.target) == false)
    }

    @Test("a directory to which files can only be added refuses, where this system has such directories")
    func appendOnly() async throws {
        let path = fixture.directory.path("kept")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Data().write(to: URL(fileURLWithPath: path + "/probe"))
        guard Self.change("+i", path + "/probe"), Self.change("+a", path) else {
            print("skipped: this file system has no append-only directories")
            _ = Self.change("-i", path + "/probe")
            return
        }
        defer { _ = Self.change("-a", path) && Self.change("-i", path + "/probe") }
        let kept = SecondDirectory(path: path, wasUsed: { false }, now: fixture.clock.now)
        #expect(try await kept.probe().allSatisfy(\.wasRefused))
        // And it takes copies all the same.
        let name = try await fixture.run().name
        try await copy(name, to: kept)
        #expect(try await SecondCatalogue(place: kept).newest()?.name == name)
    }

    private static func change(_ attribute: String, _ path: String) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/chattr")
        process.arguments = [attribute, path]
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    @Test("deletions are copied beside the backups, each under its own name; the newest is found")
    func deletions() async throws {
        _ = try await fixture.run()
        let folder = DeletionsFolder(maker: fixture.maker)
        for number in 1...2 {
            fixture.clock.turn(seconds: 60)
            _ = try await folder.write(
                [[UInt8(number)]],
                keyFiles: [],
                to: fixture.target,
                dataDirectory: fixture.data
            )
            for name in try SecondCopier.folders(in: fixture.target) where SecondCopier.isDeletions(name) {
                try await SecondCopier(place: place).copy(
                    name,
                    in: fixture.target,
                    manifest: nil,
                    retainUntil: Timestamp(seconds: 0)
                ) { _ in }
            }
        }
        let catalogue = SecondCatalogue(place: place)
        let entries = try await catalogue.entries(deletions: true)
        #expect(entries.count == 2 && entries.allSatisfy(\.isWhole))
        #expect(try await catalogue.newestDeletions() == entries.last?.name)
        #expect(try await catalogue.entries().isEmpty)
        #expect(try SecondCopier.folders(in: fixture.target).count == 2)
    }

    @Test("a marker comes back as it was; paths that no backup has, and what is cut off, are none")
    func markers() throws {
        let file = { (path: String) in
            SecondFile(path: path, byteCount: 3, digest: [UInt8](repeating: 9, count: 32)) { _, _ in [] }
        }
        let marker = SecondMarker([file("header"), file("manifest"), file("vaults"), file("keeper/a.key")])
        #expect(SecondMarker(decoding: marker.bytes) == marker)
        for count in 0..<marker.bytes.count {
            #expect(SecondMarker(decoding: Array(marker.bytes.prefix(count)))?.entries.count != marker.entries.count)
        }
        for path in ["../header", "keeper/../x", "/etc/passwd", "other", "keeper/", "header/x"] {
            #expect(SecondMarker(decoding: SecondMarker([file("header"), file(path)]).bytes) == nil, "\(path)")
        }
        #expect(SecondMarker(decoding: SecondMarker([file("vaults")]).bytes) == nil)
    }

    @Test("names that are none of a backup, or lead elsewhere, are not ours")
    func names() {
        let id = BackupID(high: 1, low: 2).text
        #expect(SecondCopier.isOurs("20261121T131500Z-\(id)"))
        #expect(SecondCopier.isOurs("deletions-20261121T131500Z-\(id)"))
        let others = [
            "../../../../etc/-\(id)", "20261121T131500Z-\(id).partial", "lock", "probe", "", "deletions-",
            "20261121T131500Z-",
            "2026112/T131500Z-\(id)",
        ]
        for name in others { #expect(!SecondCopier.isOurs(name), "\(name)") }
    }

    @Test("a full disk is told as that")
    func full() {
        #expect(SecondPlaceError(BackupError.system(ENOSPC)) == .full)
        #expect(SecondPlaceError(BackupError.system(EDQUOT)) == .full)
        #expect(Set(SecondPlaceError.allCases.map(\.sentence)).count == SecondPlaceError.allCases.count)
    }
}
