import Primitives
import Vault

extension MoneyBook {
    /// The items of a kind, in the order they were made.
    package func items<Content: ItemContent>(_ type: Content.Type = Content.self) -> [Item<Content>] {
        items[Content.kind].compactMap { row in
            guard !row.isRemoved, let content = Content(row.content), content.isVisible(in: self) else { return nil }
            return Item(id: MoneyID(row.id), content: content)
        }
    }

    package func item<Content: ItemContent>(_ id: MoneyID<Content>) -> Item<Content>? {
        guard let row = items[Content.kind, id.change], !row.isRemoved, let content = Content(row.content),
            content.isVisible(in: self)
        else { return nil }
        return Item(id: id, content: content)
    }

    /// Of everything but receipts, which exports count by themselves.
    package var plannedItemCount: Int {
        items(GoalContent.self).count + items(LoanContent.self).count + items(RuleContent.self).count
            + items(ReconciliationContent.self).count + items(ViewContent.self).count
            + items(RejectedPairContent.self).count
    }

    /// Whether another item of the kind has this name; case does not count.
    package func isTaken<Content: ItemContent>(_ name: String, besides id: MoneyID<Content>?) -> Bool {
        let key = TextCheck.key(name)
        return items(Content.self).contains { $0.id != id && $0.content.name.map(TextCheck.key) == key }
    }

    /// The kind of an item that is about an account or category.
    func itemHolder(of target: PostingTarget) -> MoneyHolder? {
        items.kind { !$0.isRemoved && $0.content.content.targets.contains(target) }.flatMap { MoneyHolder($0) }
    }

    mutating func putItem(
        _ content: AnyItemContent,
        at id: ChangeID,
        isNew: Bool,
        batch: JournalIndex,
        _ time: Timestamp
    ) throws(TrackerError) {
        let row = items[content.kind, id]
        guard isNew == (row == nil) else { throw .outOfOrder }
        let before = row.flatMap { $0.isRemoved ? nil : $0.content }
        record(.item(content.kind, id, before: before, after: content), batch: batch, time)
        items.put(ItemTable.Row(id: id, content: content))
    }

    mutating func removeItem(
        _ kind: ItemKind,
        _ id: ChangeID,
        batch: JournalIndex,
        _ time: Timestamp
    ) throws(TrackerError) {
        guard var row = items[kind, id], !row.isRemoved else { throw .outOfOrder }
        record(.item(kind, id, before: row.content, after: nil), batch: batch, time)
        row.isRemoved = true
        items.put(row)
    }
}
