/// What a key-encryption key (KEK) protects: one per store and use.
///
/// Raw values are on disk: never renumber, never reuse.
package enum KEKUse: UInt8, Sendable, CaseIterable {
    /// Records of the metadata store.
    case metadata = 1
    /// Records of the activity store.
    case activity = 2
    /// The keys of files in the files store.
    case files = 3
    /// The outer lock of vaults' key slots.
    case vaults = 4
    case backup = 5
    /// The key of blind indices. Its version is pinned: see ``BlindIndex``.
    case index = 6
    /// The outer lock of session slots.
    case session = 7
    /// The per-person keys of the transparency log's leaves.
    case log = 8
    case escrow = 9

    /// The name that the key service sees and logs.
    package var name: String {
        switch self {
        case .metadata: "metadata"
        case .activity: "activity"
        case .files: "files"
        case .vaults: "vaults"
        case .backup: "backup"
        case .index: "index"
        case .session: "session"
        case .log: "log"
        case .escrow: "escrow"
        }
    }

    /// Whether its first version stays for ever; the reason is ``BlindIndex``'s.
    package var isPinned: Bool { self == .index }

    /// The use of that name.
    package init?(name: String) {
        guard let use = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = use
    }

    /// The store whose contents the key protects.
    var store: String {
        switch self {
        case .metadata, .index, .session: "metadata"
        case .activity, .log: "activity"
        case .files: "files"
        case .vaults, .escrow: "vaults"
        case .backup: "backup"
        }
    }
}
