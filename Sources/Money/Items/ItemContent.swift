import Vault

/// What is known of one kind of item: a saved view, a goal, a rule, a receipt.
///
/// Journal, undo, snapshot, commands and API treat all kinds alike; a kind says what is particular to it.
///
/// - Source: docs/spec/money-changes.md §8.
package protocol ItemContent: Hashable, Sendable {
    static var kind: ItemKind { get }
    /// How many of them a book takes.
    static var maximum: Int { get }
    /// The field that errors about the item as a whole name.
    static var field: MoneyField { get }

    /// What the item is called, where each of its kind has a name of its own.
    var name: String? { get }
    /// Accounts and categories it is about: while it is there, they are not removed.
    var targets: [PostingTarget] { get }

    /// Whether it is shown, found and counted: not while what it belongs to is removed.
    func isVisible(in book: MoneyBook) -> Bool

    init?(_ content: AnyItemContent)
    var any: AnyItemContent { get }

    /// The content as it may be kept.
    ///
    /// - `id`: Of the item that is edited; nil for a new one.
    func checked(in book: MoneyBook, at id: MoneyID<Self>?) throws(MoneyError) -> Self

    /// Whether undo may bring it back as it is.
    func isWelcome(in book: MoneyBook, at id: MoneyID<Self>) -> Bool
}

extension ItemContent {
    package var name: String? { nil }
    package var targets: [PostingTarget] { [] }

    package func isWelcome(in book: MoneyBook, at id: MoneyID<Self>) -> Bool {
        do throws(MoneyError) {
            return try checked(in: book, at: id) == self
        } catch {
            return false
        }
    }

    package func isVisible(in book: MoneyBook) -> Bool { true }
}

/// The content of an item of any kind.
package enum AnyItemContent: Hashable, Sendable {
    case view(ViewContent)
    case goal(GoalContent)
    case loan(LoanContent)
    case reconciliation(ReconciliationContent)
    case receipt(ReceiptContent)
    case rule(RuleContent)
    case rejectedPair(RejectedPairContent)

    package var content: any ItemContent {
        switch self {
        case .view(let content): content
        case .goal(let content): content
        case .loan(let content): content
        case .reconciliation(let content): content
        case .receipt(let content): content
        case .rule(let content): content
        case .rejectedPair(let content): content
        }
    }

    package var kind: ItemKind { type(of: content).kind }

    /// Whether the book could take it back as it is.
    func isWelcome(in book: MoneyBook, at id: ChangeID) -> Bool {
        func check<Content: ItemContent>(_ content: Content) -> Bool {
            content.isWelcome(in: book, at: MoneyID<Content>(id))
        }
        return check(content)
    }
}

/// An item of the book.
package struct Item<Content: ItemContent>: Hashable, Sendable, Identifiable {
    package let id: MoneyID<Content>
    package let content: Content
}
