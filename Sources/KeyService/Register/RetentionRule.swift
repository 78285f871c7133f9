/// What a kind of record is, whose, and for how long it is kept.
///
/// One for each ``RecordKind``, in ``RecordKind/retention``: whoever adds a kind says here what becomes of it, or it
/// does not compile. Deletion walks these rules, `/trust/processing` shows them.
/// - Source: docs/spec/consents.md §7.
package struct RetentionRule: Sendable, Hashable {
    /// Whose a record is: what the owner in its ``RecordKey`` stands for.
    package enum Owner: String, Sendable, CaseIterable {
        /// The identifier of a person's account.
        case account
        /// The identifier of her vault.
        case vault
        /// The identifier of a book that several people keep.
        case book
        /// The identifier of somebody of the staff.
        case staff
        /// Nobody by name: found by a hash, and gone within minutes.
        case passing
        /// The installation itself; nothing of a person who keeps an account, except where `personal` says so.
        case installation
    }

    package enum Store: String, Sendable, CaseIterable {
        case metadata, activity
    }

    /// When it goes, if nothing deletes it before.
    package enum Kept: Sendable, Hashable {
        /// As long as the account.
        case account
        /// Until something happens, and no longer than the account: the sentence says what.
        case until(String)
        /// At most so long after something.
        case days(Int, after: String)
        case hours(Int, after: String)
        case minutes(Int, after: String)
        /// As long as the installation.
        case installation
    }

    package let kind: RecordKind
    /// What it is, in plain words, without a capital or a full stop.
    package let what: String
    /// What of a person it holds, in plain words; nil for nothing.
    package let personal: String?
    package let owner: Owner
    package let store: Store
    package let kept: Kept
    /// There are records of it besides that belong to nobody, under its name or that of its owner: they let the server
    /// find it without her, and go with it.
    package let hasPointers: Bool

    init(
        _ kind: RecordKind,
        _ what: String,
        of personal: String?,
        owner: Owner,
        in store: Store = .metadata,
        kept: Kept,
        hasPointers: Bool = false
    ) {
        self.kind = kind
        self.what = what
        self.personal = personal
        self.owner = owner
        self.store = store
        self.kept = kept
        self.hasPointers = hasPointers
    }

    /// It goes when its owner's account is deleted: all records of this kind with her account or her vault as owner.
    package var goesWithAccount: Bool { owner == .account || owner == .vault }

    /// The rules of all kinds, in the order of their numbers.
    package static var all: [RetentionRule] {
        RecordKind.allCases.sorted { $0.rawValue < $1.rawValue }.map(\.retention)
    }
}

extension RetentionRule.Kept {
    /// As a sentence without a capital or a full stop.
    package var sentence: String {
        switch self {
        case .account: "while the account is active"
        case .until(let end): "until \(end), and no longer than the account"
        case .days(let count, let after): "at most \(Self.counted(count, "day")) after \(after)"
        case .hours(let count, let after): "at most \(Self.counted(count, "hour")) after \(after)"
        case .minutes(let count, let after): "at most \(Self.counted(count, "minute")) after \(after)"
        case .installation: "as long as this copy of Flowkeep runs"
        }
    }

    private static func counted(_ count: Int, _ unit: String) -> String { "\(count) \(unit)\(count == 1 ? "" : "s")" }
}
