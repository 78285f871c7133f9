package import Primitives

import Glibc

/// Where everything of one installation lies, and the identifier that names it.
///
/// ```text
/// <data>/installation            26 characters, made at the first start, never changed
/// <data>/lock                    held by whoever writes
/// <data>/metadata|activity|vaults|files/   the four stores
/// <data>/keeper/                 customer keys, wrapped under the root key (which lies elsewhere)
/// <data>/run/                    sockets, mode 0700
/// ```
/// Source: docs/spec/configuration.md §4.
package struct DataDirectory: Hashable, Sendable {
    package let path: String
    package let installation: StoreID

    package var lock: String { path + "/lock" }
    package var keeper: String { path + "/keeper" }
    package var run: String { path + "/run" }

    package func store(_ kind: StoreHeader.Kind) -> String { path + "/" + kind.rawValue }

    /// The directories under the data directory, each of mode 0700.
    static let parts = StoreHeader.Kind.allCases.map(\.rawValue) + ["keeper", "run"]

    /// Opens a data directory, making what is missing.
    ///
    /// `draft` is the identifier that a new installation gets, freshly drawn; it is not used when there is one.
    package static func prepare(_ given: String, draft: StoreID) throws(DataDirectoryError) -> DataDirectory {
        try makeDirectory(given)
        guard let path = resolvedPath(given) else { throw .system(SystemError("realpath")) }
        try checkPrivate(path)
        for part in parts {
            try makeDirectory(path + "/" + part)
            try checkPrivate(path + "/" + part)
        }
        return DataDirectory(path: path, installation: try identifier(in: path, draft: draft))
    }

    /// Opens a data directory that was prepared before, changing nothing.
    package static func existing(_ given: String) throws(DataDirectoryError) -> DataDirectory {
        guard let path = resolvedPath(given) else { throw .missing }
        return DataDirectory(path: path, installation: try identifier(in: path, draft: nil))
    }

    /// Reads the identifier, or writes `draft` when there is none yet; a nil draft writes nothing.
    private static func identifier(in path: String, draft: StoreID?) throws(DataDirectoryError) -> StoreID {
        let file = path + "/installation"
        if let bytes = try readIdentifier(file) { return try parse(bytes) }
        guard let draft else { throw .missing }
        do {
            try SmallFile.create(file, Array((draft.text + "\n").utf8))
        } catch {
            // When another process was first, its identifier counts.
            guard error.code == EEXIST else { throw .system(error) }
        }
        guard let bytes = try readIdentifier(file) else { throw .missing }
        return try parse(bytes)
    }

    private static func readIdentifier(_ file: String) throws(DataDirectoryError) -> [UInt8]? {
        do {
            return try SmallFile.read(file, byteCountMaximum: 64)
        } catch {
            throw .system(error)
        }
    }

    private static func parse(_ bytes: [UInt8]) throws(DataDirectoryError) -> StoreID {
        guard bytes.last == UInt8(ascii: "\n"),
            let text = String(validating: bytes.dropLast(), as: UTF8.self), let id = StoreID(text: text),
            id.text == text
        else { throw .identifier }
        return id
    }

    private static func makeDirectory(_ path: String) throws(DataDirectoryError) {
        guard unsafe mkdir(path, 0o700) != 0, errno != EEXIST else { return }
        throw .system(SystemError("mkdir"))
    }

    /// A directory of ours alone.
    ///
    /// A wider mode is refused and not mended: somebody chose it, and must know.
    private static func checkPrivate(_ path: String) throws(DataDirectoryError) {
        let facts: FileFacts?
        do {
            facts = try FileFacts(of: path)
        } catch {
            throw .system(error)
        }
        guard let facts else { throw .missing }
        guard facts.kind == .directory else { throw .notADirectory }
        guard facts.owner == geteuid() else { throw .foreign }
        guard !facts.isOpenToOthers else { throw .openToOthers }
    }
}
