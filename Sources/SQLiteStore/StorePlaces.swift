import Foundation
import Primitives

/// Where the stores of one data directory lie, and which of them are there.
///
/// - Source: docs/spec/store-schema.md §1 and §2.
struct StorePlaces {
    /// The order in which a first start makes the stores.
    static let order: [StoreHeader.Kind] = [.metadata, .activity, .vaults, .files]

    let directory: String

    func folder(_ kind: StoreHeader.Kind) -> String {
        URL(fileURLWithPath: directory).appendingPathComponent(kind.rawValue, isDirectory: true).path
    }

    func database(_ kind: StoreHeader.Kind) -> String { "\(folder(kind))/\(kind.rawValue).sqlite" }

    /// The first store, in the order of making, that is not there although a later one or its contents say that it was.
    ///
    /// Nil for a complete directory, a new one, and one whose first start was cut short, which leaves the first few
    /// stores and nothing in them.
    ///
    /// `isInUse`: whether the metadata store holds a record, which it does only once all stores were made.
    func lost(isInUse: Bool) -> StoreHeader.Kind? {
        let databases = Self.order.filter { $0 != .files }
        if let kind = databases.first(where: { !isPresent($0) && byteCount(database($0) + "-wal") > 0 }) { return kind }
        let present = Self.order.map(isPresent)
        guard let missing = present.firstIndex(of: false) else { return nil }
        return isInUse || present[missing...].contains(true) ? Self.order[missing] : nil
    }

    /// Whether a store was begun: an empty file is as good as none, whatever lies in a log beside it.
    ///
    /// SQLite deletes such a log and begins anew, so it must not come to that.
    private func isPresent(_ kind: StoreHeader.Kind) -> Bool {
        switch kind {
        case .files: byteCount("\(folder(kind))/\(FileHeader.name)") > 0
        case .metadata, .activity, .vaults: byteCount(database(kind)) > 0
        }
    }

    private func byteCount(_ path: String) -> Int {
        var facts = stat()
        return unsafe stat(path, &facts) == 0 ? Int(facts.st_size) : 0
    }
}
