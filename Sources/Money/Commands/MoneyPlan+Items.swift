package import Primitives
import Vault

extension MoneyPlan {
    /// Adds a receipt, where its files fit into what a book may have.
    package mutating func addReceipt(_ draft: ReceiptContent, now: Timestamp) throws(MoneyError) -> ReceiptID {
        try book.checkReceiptRoom(draft.files.reduce(0) { $0 + $1.byteCount }, now: now)
        return try add(draft)
    }

    package mutating func add<Content: ItemContent>(_ draft: Content) throws(MoneyError) -> MoneyID<Content> {
        guard book.items(Content.self).count < Content.maximum else {
            throw .tooMany(Content.field, maximum: Content.maximum)
        }
        return MoneyID(try append(.addItem(try draft.checked(in: book, at: nil).any)))
    }

    package mutating func edit<Content: ItemContent>(
        _ id: MoneyID<Content>,
        _ draft: Content
    ) throws(MoneyError) {
        guard let item = book.item(id) else { throw .notFound(.id) }
        let content = try draft.checked(in: book, at: id)
        guard content != item.content else { return }
        try append(.putItem(id.change, content.any))
    }

    package mutating func remove<Content: ItemContent>(_ id: MoneyID<Content>) throws(MoneyError) {
        guard book.item(id) != nil else { throw .notFound(.id) }
        try append(.removeItem(Content.kind, id.change))
    }

    mutating func undoItem(_ kind: ItemKind, _ id: ChangeID, before: AnyItemContent?) throws(MoneyError) {
        guard let before else {
            try append(.removeItem(kind, id))
            return
        }
        guard before.isWelcome(in: book, at: id) || isReturning(before) else { throw .undoBlocked }
        try append(.putItem(id, before))
    }

    /// Whether an item is about a transaction that this batch brings back.
    private func isReturning(_ content: AnyItemContent) -> Bool {
        guard case .receipt(let receipt) = content else { return false }
        return changes.contains { change in
            if case .restoreTransaction(let id, _, _, _) = change { id == receipt.transaction } else { false }
        }
    }
}
