import Primitives
import Vault

@testable import Money

extension RandomCommands {
    /// A rule about what the book holds; nil while it holds nothing to speak of.
    mutating func rule() -> RuleContent? {
        var conditions: [RuleCondition] = []
        for _ in 0..<Int.random(in: 1..<4, using: &generator) {
            guard let condition = condition() else { return nil }
            conditions.append(condition)
        }
        return RuleContent(
            title: word(),
            match: Bool.random(using: &generator) ? .all : .any,
            conditions: conditions,
            actions: actions(),
            position: Int.random(in: 0..<4, using: &generator),
            isEnabled: Int.random(in: 0..<5, using: &generator) > 0,
            stops: Int.random(in: 0..<3, using: &generator) == 0
        )
    }

    mutating func drawRule() throws {
        if Int.random(in: 0..<4, using: &generator) == 0, let known = pick(test.book.orderedRules) {
            let up = Bool.random(using: &generator)
            try test.run { try $0.moveRule(known.id, up: up) }
        } else if let rule = rule() {
            try draw(rule)
        }
    }

    private mutating func condition() -> RuleCondition? {
        let part = String(word().prefix(2))
        switch Int.random(in: 0..<11, using: &generator) {
        case 0: return .payeeContains(part)
        case 1: return .payeeIs(word().uppercased())
        case 2: return .noteContains(part)
        case 3: return .textContains(part)
        case 4:
            let low = Int64.random(in: 0..<3000, using: &generator)
            let minimum = SizeBound(digits: low, decimals: 2, isIncluded: true)
            let maximum = SizeBound(digits: low + 900, decimals: 1, isIncluded: true)
            return .amount(minimum: minimum, maximum: Bool.random(using: &generator) ? maximum : nil)
        case 5: return pick(test.book.liveAccounts).map { .account($0.id) }
        case 6: return pick(test.book.liveCategories).map { .category($0.id) }
        case 7: return pick(RuleKind.allCases).map { .kind($0) }
        case 8:
            let (first, last) = (
                Int.random(in: 1...31, using: &generator), Int.random(in: 1...31, using: &generator)
            )
            return .dayOfMonth(first, last)
        case 9: return .tag(word().uppercased())
        default: return .isImported(Bool.random(using: &generator))
        }
    }

    private mutating func actions() -> RuleActions {
        var actions = RuleActions()
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: actions.category = pick(test.book.liveCategories)?.id
        case 1: actions.transferAccount = pick(test.book.liveAccounts)?.id
        case 2: actions.payee = word()
        default: actions.note = word()
        }
        if Bool.random(using: &generator) { actions.addedTags = [word()] }
        if Bool.random(using: &generator) { actions.removedTags = [word()] }
        return actions
    }
}
