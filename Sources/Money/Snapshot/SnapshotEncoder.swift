enum SnapshotEncoder { static func encode(_ book: MoneyBook) -> [UInt8] { [] } }
enum SnapshotDecoder { static func decode(_ bytes: [UInt8]) throws(TrackerError) -> MoneyBook { MoneyBook() } }
import Vault
import Primitives
extension MoneyBook { func pruned(now: Timestamp) -> MoneyBook { self } }
