import Primitives

/// What the last transaction with a payee said.
package struct PayeeMemory: Hashable, Sendable {
    package let payee: String
    package let transaction: TransactionID
    package let category: CategoryID?
    package let account: AccountID?
}

extension MoneyBook {
    /// The category and account last used for a payee, whatever its case and accents.
    package func memory(ofPayee payee: String) -> PayeeMemory? {
        let wanted = TextFold.folded(payee)
        guard !wanted.isEmpty else { return nil }
        let isWanted = payees.matches { TextFold.folded($0) == wanted }
        guard isWanted.contains(true) else { return nil }
        for slot in stride(from: transactions.count - 1, through: 0, by: -1)
        where !transactions.isRemoved[slot] && isWanted[Int(transactions.payees[slot])] {
            return memory(at: slot)
        }
        return nil
    }

    /// Payees that begin like a text, or have a word that does; the most recent first.
    package func suggestedPayees(for text: String, limit: Int = 8) -> [PayeeMemory] {
        let wanted = TextFold.folded(text)
        guard !wanted.isEmpty, limit > 0 else { return [] }
        let isWanted = payees.matches { text in
            let folded = TextFold.folded(text)
            return folded.starts(with: wanted)
                || folded.split(separator: 0x20).contains { $0.starts(with: wanted) }
        }
        var seen: Set<UInt32> = []
        var result: [PayeeMemory] = []
        for slot in stride(from: transactions.count - 1, through: 0, by: -1) where !transactions.isRemoved[slot] {
            let payee = transactions.payees[slot]
            guard isWanted[Int(payee)], seen.insert(payee).inserted, let memory = memory(at: slot) else { continue }
            result.append(memory)
            if result.count == limit { break }
        }
        return result
    }

    /// The payees of the newest entries, each once, the newest first.
    package func recentPayees(limit: Int) -> [String] {
        var isSeen = [Bool](repeating: false, count: payees.count + 1)
        var result: [String] = []
        for slot in stride(from: transactions.count - 1, through: 0, by: -1) where !transactions.isRemoved[slot] {
            let payee = Int(transactions.payees[slot])
            guard payee > 0, !isSeen[payee], result.count < limit else { continue }
            isSeen[payee] = true
            if let text = payees.text(UInt32(payee)) { result.append(text) }
        }
        return result
    }

    /// The account of the transaction made last.
    package var lastUsedAccount: AccountID? {
        for slot in stride(from: transactions.count - 1, through: 0, by: -1) where !transactions.isRemoved[slot] {
            guard let account = memory(at: slot)?.account, let found = self.account(account) else { continue }
            if !found.content.isArchived, !found.isPerson { return account }
        }
        return nil
    }

    package var tagNames: [String] {
        let used = Set(
            (0..<transactions.count).lazy.filter { !transactions.isRemoved[$0] }.map { transactions.tagSets[$0] }
        )
        return Set(used.flatMap { tagSets.tags($0) }).compactMap { tags.text($0) }
            .sorted { TextFold.folded($0).lexicographicallyPrecedes(TextFold.folded($1)) }
    }

    private func memory(at slot: Int) -> PayeeMemory? {
        var (category, account): (CategoryID?, AccountID?)
        for place in transactions.postings(slot) {
            let target = transactions.targets[place]
            if target & TransactionColumns.categoryBit == 0 {
                account = account ?? accounts[Int(target)].id
            } else {
                category = category ?? categories[Int(target & ~TransactionColumns.categoryBit)].id
            }
        }
        return PayeeMemory(
            payee: payees.text(transactions.payees[slot]) ?? "",
            transaction: TransactionID(rawValue: transactions.ids[slot]),
            category: category,
            account: account
        )
    }
}
