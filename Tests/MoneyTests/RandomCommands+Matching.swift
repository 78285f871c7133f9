import Primitives
import Vault

@testable import Money

extension RandomCommands {
    /// Makes two entries one: those that are the same thing, or the two sides of a transfer.
    mutating func drawMatching() throws {
        guard let first = pickTransaction() else { return }
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: try drawMerge(first)
        case 1: try drawTransfer(first)
        default:
            let run = try test.book.ruleRun(maximum: 20)
            try test.run { _ = try $0.apply(run) }
        }
    }

    private mutating func drawMerge(_ first: MoneyTransaction) throws {
        let columns = test.book.transactions
        let alike = columns.ids.indices.filter { !columns.isRemoved[$0] }.map { test.book.transaction(at: $0) }.filter {
            $0.id > first.id && TransactionMerge.fits(first.content, $0.content)
        }
        guard let second = pick(alike) else { return try copy(first.content) }
        var merge = TransactionMerge()
        (merge.day, merge.note) = (.other, Bool.random(using: &generator) ? .kept : .other)
        try test.run {
            try $0.mergeTransactions((first.id, first.version), (second.id, second.version), merge)
        }
    }

    /// The same entry again, as a file lists it.
    private mutating func copy(_ content: TransactionContent) throws {
        var draft = TransactionDraft(content)
        draft.payee = word()
        let line = ImportedTransaction(draft: draft, fingerprint: generator.next(), externalID: generator.next() % 3)
        try runImport([line])
    }

    private mutating func drawTransfer(_ first: MoneyTransaction) throws {
        var question = TransferQuestion()
        (question.days, question.includesCategorised) = (30, true)
        guard let pair = pick(try test.book.transferProposals(question).pairs) else {
            return try mirror(first.content)
        }
        let (outgoing, incoming) = (pair.outgoing, pair.incoming)
        if Int.random(in: 0..<4, using: &generator) == 0 {
            let rejected = RejectedPairContent(outgoing: outgoing.id, incoming: incoming.id)
            try test.run { try $0.rejectPairs([rejected]) }
        } else {
            let seen = ((outgoing.id, outgoing.version), (incoming.id, incoming.version))
            try test.run { _ = try $0.matchTransfers([seen]) }
        }
    }

    /// The other side of an entry, on another account of its currency.
    private mutating func mirror(_ content: TransactionContent) throws {
        guard content.postings.count == 2, case .account(let account) = content.postings[0].target else { return }
        let amount = content.postings[0].amount
        let others = test.book.liveAccounts.filter { $0.id != account && $0.currency == amount.currency }
        guard let other = pick(others) else { return }
        var draft = TransactionDraft(content)
        draft.postings = [
            Posting(.account(other.id), Amount(minorUnits: -amount.minorUnits, currency: amount.currency)),
            Posting(.category(.uncategorisedIncome), amount),
        ]
        try test.run { try $0.addTransaction(draft) }
    }
}
