import Glibc
import KeyService
import Primitives
import Sealing
import Synchronization

/// All customer keys and their aliases, in memory and in keeper's directory.
///
/// One file per key, one for the aliases, each replaced whole or not at all; one process per directory. What was
/// answered is on the disk.
/// - Source: docs/spec/key-service.md §2.
final class CustomerKeyStore: Sendable {
    /// An installation needs one; what makes more by mistake must not fill the disk.
    static let keyCountMaximum = 100
    static let aliasCountMaximum = 1000
    static let suffix = ".key"
    /// Of a key that has an end.
    ///
    /// Its name says so without the root key, so that no backup takes it along.
    static let endingSuffix = ".ends"
    static let aliasName = "aliases"

    private struct State {
        var keys: [CustomerKeyID: CustomerKey]
        var aliases: [String: KeyAlias]
    }

    private let directory: KeysDirectory
    private let root: RootKeyBox
    private let state: Mutex<State>

    /// Holds the noncopyable root key where a class can share it.
    private final class RootKeyBox: Sendable {
        let key: RootKey

        init(_ key: consuming RootKey) { self.key = key }
    }

    /// Opens the keys in a directory.
    ///
    /// - Throws: ``KeeperError`` for every file that is not as it should be; nothing is repaired or skipped.
    init(_ directory: KeysDirectory, root: consuming RootKey) throws(KeeperError) {
        let names = try SystemFile.names(in: directory.path)
        let root = RootKeyBox(root)
        var keys: [CustomerKeyID: CustomerKey] = [:]
        for name in names {
            guard let (idText, hasEnd) = Self.parts(ofFile: name) else { continue }
            guard let id = CustomerKeyID(text: idText), keys[id] == nil else { throw .keysDamaged }
            let bytes = try Self.read(directory.path + "/" + name, limit: CustomerKeyFile.byteCountMaximum)
            let key = try CustomerKeyFile.decode(bytes, named: id, root: root.key)
            // Under the other name a key that is to end would be in every backup.
            guard (key.end != nil) == hasEnd else { throw .keysDamaged }
            keys[id] = key
        }
        var aliases: [String: KeyAlias] = [:]
        if names.contains(Self.aliasName) {
            let bytes = try Self.read(directory.path + "/" + Self.aliasName, limit: AliasFile.byteCountMaximum)
            // A key is destroyed before its aliases are: a crash between leaves aliases of nothing.
            aliases = try AliasFile.decode(bytes, root: root.key).filter { keys[$0.value.target] != nil }
        }
        // Only now that everything opens: what a crash left is of no more use.
        try SystemFile.removeTemporaries(in: directory.path)
        self.directory = directory
        self.root = root
        state = Mutex(State(keys: keys, aliases: aliases))
    }

    /// The id in the name of a key's file, and whether it is the name of one that ends; nil for another file.
    private static func parts(ofFile name: String) -> (id: String, hasEnd: Bool)? {
        for (suffix, hasEnd) in [(suffix, false), (endingSuffix, true)] where name.hasSuffix(suffix) {
            return (String(name.dropLast(suffix.count)), hasEnd)
        }
        return nil
    }

    private static func read(_ path: String, limit: Int) throws(KeeperError) -> [UInt8] {
        let file = try SystemFile.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
        guard let bytes = try SystemFile.read(file, limit: limit) else { throw .keysDamaged }
        return bytes
    }

    func key(_ id: CustomerKeyID) -> CustomerKey? { state.withLock { $0.keys[id] } }

    func keyIDs() -> [CustomerKeyID] { state.withLock { Array($0.keys.keys) } }

    func alias(_ name: String) -> KeyAlias? { state.withLock { $0.aliases[name] } }

    func aliases() -> [KeyAlias] { state.withLock { Array($0.aliases.values) } }

    /// Makes a key; it is on the disk when this returns.
    func create(
        text: String,
        spec: CustomerKey.Spec = .symmetric,
        tags: [String: String] = [:],
        at moment: Timestamp
    ) throws(KeeperError) -> CustomerKey {
        let key = CustomerKey.make(text: text, spec: spec, tags: tags, at: moment)
        return try state.withLock { state throws(KeeperError) in
            guard state.keys.count < Self.keyCountMaximum else { throw .tooManyKeys }
            try SystemFile.create(path(key), CustomerKeyFile.encode(key, under: root.key))
            state.keys[key.id] = key
            return key
        }
    }

    /// Changes a key; the change is on the disk when this returns, or nothing changed.
    ///
    /// - Throws: what `body` throws, ``KMSException/notFound`` or ``KMSException/internalFailure``.
    @discardableResult
    func change(
        _ id: CustomerKeyID,
        _ body: (inout CustomerKey) throws(KMSException) -> Void
    ) throws(KMSException) -> CustomerKey {
        try state.withLock { state throws(KMSException) in
            guard var key = state.keys[id] else { throw .notFound }
            try body(&key)
            do { try SystemFile.replace(path(key), CustomerKeyFile.encode(key, under: root.key)) } catch {
                throw .internalFailure
            }
            state.keys[id] = key
            return key
        }
    }

    /// Changes the aliases, likewise.
    func changeAliases(
        _ body: (inout [String: KeyAlias]) throws(KMSException) -> Void
    ) throws(KMSException) {
        try state.withLock { state throws(KMSException) in
            var aliases = state.aliases
            try body(&aliases)
            guard aliases.count <= Self.aliasCountMaximum else { throw .limitExceeded }
            do { try writeAliases(aliases) } catch { throw .internalFailure }
            state.aliases = aliases
        }
    }

    /// Destroys a key for ever, and its aliases.
    func destroy(_ id: CustomerKeyID) throws(KeeperError) {
        try state.withLock { state throws(KeeperError) in
            guard let key = state.keys[id] else { return }
            try SystemFile.destroy(path(key))
            state.keys[id] = nil
            let aliases = state.aliases.filter { $0.value.target != id }
            guard aliases.count < state.aliases.count else { return }
            state.aliases = aliases
            try writeAliases(aliases)
        }
    }

    private func writeAliases(_ aliases: [String: KeyAlias]) throws(KeeperError) {
        try SystemFile.replace(directory.path + "/" + Self.aliasName, AliasFile.encode(aliases, under: root.key))
    }

    private func path(_ key: CustomerKey) -> String {
        directory.path + "/" + key.id.text + (key.end == nil ? Self.suffix : Self.endingSuffix)
    }
}
