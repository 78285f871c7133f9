import Primitives

/// A spending entry and an income entry as the one transfer they are.
///
/// - Source: docs/spec/money-rules.md §7.
enum TransferJoin {
    /// The transfer, on the day the money left; nil when the two cannot be one.
    ///
    /// What the other entry was called, and its note, stand in the note: nothing typed is lost.
    static func content(
        _ outgoing: TransactionContent,
        _ incoming: TransactionContent
    ) -> TransactionContent? {
        guard let source = move(outgoing), let arrival = move(incoming), source.account != arrival.account,
            source.amount.minorUnits < 0, arrival.amount.minorUnits > 0
        else { return nil }
        if source.amount.currency == arrival.amount.currency,
            source.amount.minorUnits + arrival.amount.minorUnits != 0
        {
            return nil
        }
        let payee = outgoing.payee ?? incoming.payee
        var lines: [String] = []
        for line in [outgoing.note, incoming.payee == payee ? nil : incoming.payee, incoming.note].compactMap(\.self)
        where !lines.contains(line) {
            lines.append(line)
        }
        let note = lines.isEmpty ? nil : lines.joined(separator: "\n")
        let tags = TransactionMerge.united(outgoing.tags, incoming.tags)
        guard (note?.unicodeScalars.count ?? 0) <= MoneyLimits.noteCharacters,
            tags.count <= MoneyLimits.tagsPerTransaction
        else { return nil }
        return TransactionContent(
            day: outgoing.day,
            payee: payee,
            note: note,
            tags: tags,
            postings: [
                Posting(.account(source.account), source.amount), Posting(.account(arrival.account), arrival.amount),
            ]
        )
    }

    /// The one account that an entry with one category moves money on.
    private static func move(_ content: TransactionContent) -> (account: AccountID, amount: Amount)? {
        guard content.postings.count == 2 else { return nil }
        for (place, posting) in content.postings.enumerated() {
            let other = content.postings[1 - place]
            if case .account(let account) = posting.target, case .category = other.target,
                posting.amount.currency == other.amount.currency
            {
                return (account, posting.amount)
            }
        }
        return nil
    }
}
