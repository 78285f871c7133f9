/// Why a store did not do what it was asked.
///
/// Closed: each case has one meaning for the person who waits.
///
/// No case carries text from the engine, a path or anything of a record: these errors reach diagnostics.
package enum StoreError: Error, Hashable, Sendable {
    /// Somebody else wrote first: the expected version or head is not the stored one. Read again and decide anew.
    case conflict
    /// A unique value is taken.
    case notUnique
    /// The disk is full. Nothing of the write is kept.
    case full
    /// The store cannot be written (permissions, a read-only file system).
    case readOnly
    /// The engine says that its file is damaged.
    case corrupt
    /// The store is closed, or its disk answered with an input/output error.
    case unavailable
    /// The header names another product, environment, region or store. Carries the field that differs.
    case wrongStore(StoreHeader.Field)
    /// The store is not there, and the others show that it was: opened anew it would be empty.
    case missing(StoreHeader.Kind)
}

/// What a store says of itself, checked at every start so that a file put in another's place is refused.
package struct StoreHeader: Hashable, Sendable {
    package enum Field: String, Sendable { case product, format, environment, region, kind }

    /// The four stores, each in its own place under its own key-encryption key.
    package enum Kind: String, Sendable, CaseIterable { case metadata, activity, files, vaults }

    package static let product = "flowkeep"
    package static let format = 1

    package let kind: Kind
    package let environment: String
    package let region: String

    package init(kind: Kind, environment: String, region: String) {
        self.kind = kind
        self.environment = environment
        self.region = region
    }
}
