/// A rule that a person gave: what it asks of an entry, and what it does to one that fits.
///
/// - Source: docs/spec/money-rules.md §2.
package struct RuleContent: Hashable, Sendable {
    package var title: String
    package var match: RuleMatch
    package var conditions: [RuleCondition]
    package var actions: RuleActions
    /// Lower ones come first; of those alike, the older one.
    package var position: Int
    package var isEnabled: Bool
    /// Whether no later rule looks at an entry that fits this one.
    package var stops: Bool

    package init(
        title: String,
        match: RuleMatch = .all,
        conditions: [RuleCondition],
        actions: RuleActions,
        position: Int = 0,
        isEnabled: Bool = true,
        stops: Bool = false
    ) {
        self.title = title
        self.match = match
        self.conditions = conditions
        self.actions = actions
        self.position = position
        self.isEnabled = isEnabled
        self.stops = stops
    }
}

package typealias RuleID = MoneyID<RuleContent>

extension RuleContent: ItemContent {
    package static let kind = ItemKind.rule
    package static let maximum = 500
    package static let field = MoneyField.rule
    package static let conditionMaximum = 20
    package static let positionMaximum = 1_000_000

    package var name: String? { title }

    package var targets: [PostingTarget] { conditions.compactMap(\.target) + actions.targets }

    package init?(_ content: AnyItemContent) {
        guard case .rule(let rule) = content else { return nil }
        self = rule
    }

    package var any: AnyItemContent { .rule(self) }

    package func checked(in book: MoneyBook, at id: RuleID?) throws(MoneyError) -> RuleContent {
        var content = self
        content.title = try TextCheck.name(title, .name)
        guard !book.isTaken(content.title, besides: id) else { throw .nameTaken(.name) }
        guard !conditions.isEmpty else { throw .missing(.conditions) }
        guard conditions.count <= Self.conditionMaximum else {
            throw .tooMany(.conditions, maximum: Self.conditionMaximum)
        }
        guard (0...Self.positionMaximum).contains(position) else { throw .invalid(.position) }
        content.conditions = []
        for condition in conditions { content.conditions.append(try condition.checked(in: book)) }
        content.actions = try actions.checked(in: book)
        return content
    }
}

extension MoneyBook {
    /// The rules in their order, disabled ones too.
    package var orderedRules: [Item<RuleContent>] {
        items(RuleContent.self).sorted { ($0.content.position, $0.id) < ($1.content.position, $1.id) }
    }
}
