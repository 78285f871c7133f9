import Vault

/// Something with an id and a content that keeps its place when it is removed, until a snapshot drops it.
protocol BookItem: Identifiable where ID: Hashable {
    associatedtype Content

    var content: Content { get set }
    var isRemoved: Bool { get set }

    init(id: ID, content: Content)
}

extension LedgerAccount: BookItem {
    init(id: AccountID, content: AccountContent) { self.init(id: id, content: content, isRemoved: false) }
}

extension MoneyCategory: BookItem {
    init(id: CategoryID, content: CategoryContent) { self.init(id: id, content: content, isRemoved: false) }
}

extension RecurringEntry: BookItem {
    init(id: RecurringID, content: RecurringContent) { self.init(id: id, content: content, isRemoved: false) }
}

extension Budget: BookItem {
    init(id: BudgetID, content: BudgetContent) { self.init(id: id, content: content, isRemoved: false) }
}

extension Array where Element: BookItem {
    /// Writes a content to its place, or to a new one at the end.
    ///
    /// - Result: What stood there before; nil where nothing did, or what was removed.
    /// - Errors: `outOfOrder` for a new one that is there already.
    mutating func put(
        _ content: Element.Content,
        at id: Element.ID,
        isNew: Bool,
        in places: inout [Element.ID: Int]
    ) throws(TrackerError) -> Element.Content? {
        guard let place = places[id] else {
            places[id] = count
            append(Element(id: id, content: content))
            return nil
        }
        guard !isNew else { throw .outOfOrder }
        let before = self[place].isRemoved ? nil : self[place].content
        self[place].content = content
        self[place].isRemoved = false
        return before
    }
}
