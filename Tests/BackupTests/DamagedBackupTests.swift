import Foundation
import KeyService
import Primitives
import Sealing
import TestSupport
import Testing

@testable import Backup

/// Every file of a backup, altered in every way: the first thing found names that file.
@Suite("Damaged backups")
struct DamagedBackupTests {
    private static let files: [BackupFileName] =
        [.header, .manifest, .keyFile("a.key"), .keyFile("aliases")] + BackupPart.allCases.map { .part($0) }

    private static func fault(_ fixture: BackupFixture, _ name: String) async -> BackupError? {
        do {
            _ = try await fixture.read(name)
            return nil
        } catch {
            return error as? BackupError
        }
    }

    @Test("a flipped bit in any file is found, and the file is named", arguments: files)
    func flipped(_ file: BackupFileName) async throws {
        let fixture = try await BackupFixture()
        fixture.fill()
        let made = try await fixture.run()
        let path = "\(fixture.target)/\(made.name)/\(file.path)"
        let count = try Data(contentsOf: URL(fileURLWithPath: path)).count
        var random = SeededGenerator.printingSeed("flipped \(file.path)")
        let offsets = Set([0, count - 1] + (0..<12).map { _ in Int.random(in: 0..<count, using: &random) })
        for offset in offsets {
            try FileManager.default.flip(path, at: offset)
            guard case .altered(let named, _)? = await Self.fault(fixture, made.name) else {
                Issue.record("byte \(offset) of \(file.path) was not found")
                return
            }
            #expect(named == file, "byte \(offset)")
            try FileManager.default.flip(path, at: offset)
        }
        #expect(await Self.fault(fixture, made.name) == nil)
    }

    @Test("a file that is missing or ends early is named", arguments: files)
    func missing(_ file: BackupFileName) async throws {
        let fixture = try await BackupFixture()
        fixture.fill()
        let made = try await fixture.run()
        let path = "\(fixture.target)/\(made.name)/\(file.path)"
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        try whole.dropLast().write(to: URL(fileURLWithPath: path))
        let cut = await Self.fault(fixture, made.name)
        // A manifest's own length stands nowhere, and a header says only whether it is as it was.
        let isTold = [.truncated(file), .altered(file, chunk: nil), .altered(file, chunk: 1)].contains(cut)
        #expect(isTold, "\(String(describing: cut))")
        if case .part = file { #expect(cut == .truncated(file)) }
        try FileManager.default.removeItem(atPath: path)
        #expect(await Self.fault(fixture, made.name) == .missing(file))
    }

    @Test("chunks exchanged within a file are found, with their number")
    func reordered() async throws {
        let fixture = try await BackupFixture()
        fixture.fill()
        let made = try await fixture.run()
        let path = "\(fixture.target)/\(made.name)/files"
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let (header, chunk) = (61, 65_552)
        let first = bytes[header..<header + chunk]
        let second = bytes[header + chunk..<header + 2 * chunk]
        bytes.replaceSubrange(header..<header + 2 * chunk, with: second + first)
        try bytes.write(to: URL(fileURLWithPath: path))
        #expect(await Self.fault(fixture, made.name) == .altered(.part(.files), chunk: 1))
    }

    @Test("a header with another time, made to look undamaged, does not open")
    func forgedHeader() async throws {
        let fixture = try await BackupFixture()
        fixture.fill()
        let made = try await fixture.run()
        let header = try await fixture.open(made.name).header
        let unsealed = BackupHeader.Unsealed(
            id: header.id,
            made: header.made.adding(seconds: 86_400),
            origin: header.unsealed.origin,
            customerKey: header.customerKey,
            wrappedKEK: header.wrappedKEK,
            epoch: header.epoch
        )
        let forged = BackupHeader(unsealed, sealedKey: header.sealedKey).encode()
        try Data(forged).write(to: URL(fileURLWithPath: "\(fixture.target)/\(made.name)/header"))
        #expect(await Self.fault(fixture, made.name) == .altered(.header, chunk: nil))
    }

    @Test("another environment, region or key service is told, each as what it is")
    func elsewhere() async throws {
        let fixture = try await BackupFixture()
        fixture.fill()
        let made = try await fixture.run()
        await #expect(throws: BackupError.otherEnvironment) {
            try await fixture.open(made.name, environment: "staging")
        }
        await #expect(throws: BackupError.otherRegion) { try await fixture.open(made.name, region: "eu") }
        let other = try await BackupFixture()
        await #expect(throws: BackupError.key(.keyService(.invalidCiphertext))) {
            try await SealedBackup.open(
                "\(fixture.target)/\(made.name)",
                environment: "test",
                region: "here",
                keyManagement: other.keyManagement,
                now: other.clock.now,
                onFetch: other.fetches.recorder
            )
        }
        await #expect(throws: BackupError.notABackup) { try await fixture.open("nothing") }
        await #expect(throws: BackupError.partial) { try await fixture.open(made.name + ".partial") }
    }

    @Test("a newer format is told apart from damage")
    func newerFormat() throws {
        let unsealed = BackupHeader.Unsealed(
            id: BackupID(high: 1, low: 2),
            made: Timestamp(seconds: 5),
            origin: BackupOrigin(installation: StoreID(high: 1, low: 2), environment: "test", region: "here"),
            customerKey: nil,
            wrappedKEK: [1],
            epoch: nil
        )
        let bytes = BackupHeader(unsealed, sealedKey: [2]).encode()
        #expect(try BackupHeader(decoding: bytes).id == BackupID(high: 1, low: 2))
        var newer = Array(bytes.dropLast(8))
        newer[7] = 3
        newer += Digest.sha256(newer).prefix(8)
        #expect(throws: BackupError.unknownFormat) { try BackupHeader(decoding: newer) }
    }
}
