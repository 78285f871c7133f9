import Primitives
import Vault

extension MoneyBook {
    /// The lines of files that a transaction stands for: its own first, then those it took over from others.
    package func origins(of id: TransactionID) -> [TransactionOrigin] {
        guard let slot = transactions.slot(of: id) else { return [] }
        return [origin(at: slot)].compactMap(\.self) + (adoptedOrigins[id] ?? [])
    }

    /// Says which lines a transaction stands for besides its own.
    mutating func adopt(
        _ origins: [TransactionOrigin],
        by id: TransactionID,
        batch: JournalIndex,
        _ time: Timestamp
    ) throws(TrackerError) {
        guard transactions.slot(of: id) != nil else { throw .outOfOrder }
        for origin in origins {
            guard imports.contains(where: { $0.id == origin.importID }) else { throw .outOfOrder }
        }
        let before = adoptedOrigins[id] ?? []
        guard origins != before else { return }
        record(.adopted(id, before: before, after: origins), batch: batch, time)
        adoptedOrigins[id] = origins.isEmpty ? nil : origins
    }
}
