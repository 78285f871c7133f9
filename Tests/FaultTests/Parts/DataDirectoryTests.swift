import Composition
import Foundation
import Primitives
import Testing

@Suite("Data directory")
struct DataDirectoryTests {
    private let scratch: TemporaryDirectory
    private let draft = StoreID(high: 1, low: 2)

    init() throws { scratch = try TemporaryDirectory() }

    private var path: String { scratch.path + "/data" }

    private func mode(_ path: String) throws -> UInt32? { try FileFacts(of: path)?.mode }

    @Test("a new one has every part, for its owner alone, and keeps its identifier")
    func new() throws {
        let first = try DataDirectory.prepare(path, draft: draft)
        #expect(first.installation == draft)
        for part in ["", "/metadata", "/activity", "/vaults", "/files", "/keeper", "/run"] {
            #expect(try mode(first.path + part) == 0o700, "\(part)")
        }
        #expect(try mode(first.path + "/installation") == 0o600)
        let second = try DataDirectory.prepare(path, draft: StoreID(high: 3, low: 4))
        #expect(second == first)
        #expect(try DataDirectory.existing(path) == first)
        #expect(try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".new") } == [])
    }

    @Test("one that others may enter is refused, not mended")
    func openToOthers() throws {
        _ = try DataDirectory.prepare(path, draft: draft)
        try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: path + "/vaults")
        #expect(throws: DataDirectoryError.openToOthers) { try DataDirectory.prepare(path, draft: draft) }
        #expect(try mode(path + "/vaults") == 0o750)
    }

    @Test("a file in its place is refused")
    func file() throws {
        _ = try scratch.write("data", "x")
        #expect(throws: DataDirectoryError.self) { try DataDirectory.prepare(path, draft: draft) }
    }

    @Test(
        "a damaged identifier is refused",
        arguments: ["", "\n", "too short\n", "0000000000000000000000000g", "\u{0}"]
    )
    func identifier(_ text: String) throws {
        _ = try DataDirectory.prepare(path, draft: draft)
        _ = try scratch.write("data/installation", text)
        #expect(throws: DataDirectoryError.identifier) { try DataDirectory.prepare(path, draft: draft) }
    }

    @Test("a missing one is not made by who only looks")
    func looking() {
        #expect(throws: DataDirectoryError.missing) { try DataDirectory.existing(path) }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("its lock has one holder at a time")
    func lock() throws {
        let directory = try DataDirectory.prepare(path, draft: draft)
        func holding() throws {
            let held = try DirectoryLock(directory)
            #expect(throws: DataDirectoryError.inUse) { _ = try DirectoryLock(directory) }
            #expect(held.number > 2)
        }
        try holding()
        try holding()
    }

    @Test("the root key lies below the home directory by default, named after the installation")
    func rootKeyDefault() throws {
        let directory = try DataDirectory.prepare(path, draft: draft)
        let place = try RootKeyPlace.path(configured: nil, environment: ["HOME": scratch.path], directory: directory)
        #expect(place == scratch.path + "/.config/flowkeep/root-key-" + draft.text)
        #expect(try mode(scratch.path + "/.config/flowkeep") == 0o700)
        let other = try RootKeyPlace.path(
            configured: nil,
            environment: ["HOME": "/nonexistent", "XDG_CONFIG_HOME": scratch.path],
            directory: directory
        )
        #expect(other == scratch.path + "/flowkeep/root-key-" + draft.text)
        #expect(throws: ConfigurationError.noRootKeyPlace) {
            try RootKeyPlace.path(configured: nil, environment: [:], directory: directory)
        }
    }

    @Test("a root key in the data directory is refused, by whatever way it is named")
    func rootKeyInside() throws {
        let directory = try DataDirectory.prepare(path, draft: draft)
        try FileManager.default.createSymbolicLink(atPath: scratch.path + "/link", withDestinationPath: path)
        for inside in ["/data/key", "/data/keeper/key", "/link/key", "/data/../data/key"] {
            #expect(throws: ConfigurationError.rootKeyInsideData, "\(inside)") {
                try RootKeyPlace.path(configured: scratch.path + inside, environment: [:], directory: directory)
            }
        }
        let beside = try RootKeyPlace.path(
            configured: scratch.path + "/data-key",
            environment: [:],
            directory: directory
        )
        #expect(beside == scratch.path + "/data-key")
    }
}
