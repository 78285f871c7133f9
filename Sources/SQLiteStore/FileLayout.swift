import Foundation
import Primitives

/// Where files lie: names are the hexadecimal of opaque identifiers.
///
/// - Source: docs/spec/store-schema.md §1.
struct FileLayout: Sendable {
    let root: String

    var incoming: String { "\(root)/incoming" }

    /// One directory for each first byte of a vault, so that none grows beyond what file systems list quickly.
    func shard(of vault: VaultID) -> String { "\(root)/\(Self.name(vault.bytes).prefix(2))" }

    func folder(of vault: VaultID) -> String { "\(shard(of: vault))/\(Self.name(vault.bytes))" }

    func path(of file: FileID, in vault: VaultID) -> String { "\(folder(of: vault))/\(Self.name(file.bytes))" }

    /// A name of its own for each attempt, so that two of the same file do not write into each other.
    func incomingPath(of file: FileID, in vault: VaultID) -> String {
        "\(incoming)/\(Self.name(vault.bytes))-\(Self.name(file.bytes))-\(UUID().uuidString)"
    }

    /// The identifier behind a name; nil for what is not ours.
    static func file(named name: String) -> FileID? { identifier(named: name) }

    static func vault(named name: String) -> VaultID? { identifier(named: name) }

    private static func identifier<Tag>(named name: String) -> ID<Tag>? {
        guard name.utf8.count == 32, let high = UInt64(name.prefix(16), radix: 16) else { return nil }
        guard let low = UInt64(name.suffix(16), radix: 16) else { return nil }
        let identifier = ID<Tag>(high: high, low: low)
        return Self.name(identifier.bytes) == name ? identifier : nil
    }

    private static func name(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
