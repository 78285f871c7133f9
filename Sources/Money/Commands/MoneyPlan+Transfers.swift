extension MoneyPlan {
    /// A spending entry and an income entry, as the person saw them.
    package typealias SeenPair = (outgoing: Seen, incoming: Seen)

    /// How many pairs one batch takes.
    package static var pairMaximum: Int { 200 }

    /// Makes each pair one transfer; what does not fit, or changed since it was seen, stays as it is.
    ///
    /// - Result: By the spending entries.
    package mutating func matchTransfers(_ pairs: [SeenPair]) throws(MoneyError) -> BulkOutcome {
        guard pairs.count <= Self.pairMaximum else { throw .tooMany(.pairs, maximum: Self.pairMaximum) }
        var outcome = BulkOutcome()
        var used: Set<TransactionID> = []
        for pair in pairs {
            guard let outgoing = asSeen(pair.outgoing), let incoming = asSeen(pair.incoming) else {
                outcome.stale.append(pair.outgoing.id)
                continue
            }
            guard !used.contains(outgoing.id), !used.contains(incoming.id),
                let content = TransferJoin.content(outgoing.content, incoming.content)
            else {
                outcome.unfit.append(pair.outgoing.id)
                continue
            }
            do throws(MoneyError) {
                try join(incoming, to: outgoing, as: content)
                outcome.changed.append(outgoing.id)
                used.formUnion([outgoing.id, incoming.id])
            } catch {
                outcome.unfit.append(pair.outgoing.id)
            }
        }
        return outcome
    }

    /// Remembers that pairs are no transfers.
    ///
    /// What was said of entries that are gone makes room first, then what was said longest ago.
    package mutating func rejectPairs(_ pairs: [RejectedPairContent]) throws(MoneyError) {
        guard pairs.count <= Self.pairMaximum else { throw .tooMany(.pairs, maximum: Self.pairMaximum) }
        let known = book.items(RejectedPairContent.self)
        let said = Set(known.map(\.content))
        var added = pairs.filter { !said.contains($0) }
        for pair in added {
            guard book.transaction(pair.outgoing) != nil, book.transaction(pair.incoming) != nil else {
                throw .notFound(.pairs)
            }
        }
        added = added.enumerated().filter { !added[..<$0.offset].contains($0.element) }.map(\.element)
        var excess = known.count + added.count - RejectedPairContent.maximum
        let book = book
        func isGone(_ pair: RejectedPairContent) -> Bool {
            book.transaction(pair.outgoing) == nil || book.transaction(pair.incoming) == nil
        }
        for item in known.filter({ isGone($0.content) }) + known.filter({ !isGone($0.content) }) where excess > 0 {
            try remove(item.id)
            excess -= 1
        }
        for pair in added { _ = try add(pair) }
    }

    /// Forgets every rejection: what looks like a transfer is proposed again.
    package mutating func forgetRejectedPairs() throws(MoneyError) {
        for item in book.items(RejectedPairContent.self) { try remove(item.id) }
    }

    private func asSeen(_ seen: Seen) -> MoneyTransaction? {
        guard let transaction = book.transaction(seen.id), transaction.version == seen.version else { return nil }
        return transaction
    }
}
