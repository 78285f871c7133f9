import SwiftProtobuf
import Vault

/// Rules as messages.
///
/// - Source: docs/spec/money-changes.md §8.
enum RuleWire {
    static func wire(_ content: RuleContent) -> WireRuleContent {
        var wire = WireRuleContent()
        wire.title = content.title
        wire.match = UInt32(content.match.rawValue)
        wire.conditions = content.conditions.map(RuleConditionWire.wire)
        wire.actions = [actions(content.actions)]
        wire.position = UInt32(clamping: content.position)
        wire.isDisabled = !content.isEnabled
        wire.stops = content.stops
        return wire
    }

    static func content(_ wire: WireRuleContent) throws(TrackerError) -> RuleContent {
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(MoneyTracker.schema) }
        guard let match = UInt8(exactly: wire.match).flatMap(RuleMatch.init(rawValue:)) else {
            throw .malformed(field: 2)
        }
        guard (1...RuleContent.conditionMaximum).contains(wire.conditions.count) else { throw .malformed(field: 3) }
        guard wire.actions.count == 1 else { throw .malformed(field: 4) }
        guard wire.position <= RuleContent.positionMaximum else { throw .malformed(field: 5) }
        var conditions: [RuleCondition] = []
        for condition in wire.conditions { conditions.append(try RuleConditionWire.condition(condition)) }
        return RuleContent(
            title: wire.title,
            match: match,
            conditions: conditions,
            actions: try actions(wire.actions[0]),
            position: Int(wire.position),
            isEnabled: !wire.isDisabled,
            stops: wire.stops
        )
    }

    private static func actions(_ actions: RuleActions) -> WireRuleActionsContent {
        var wire = WireRuleActionsContent()
        wire.category = actions.category?.rawValue ?? 0
        wire.payee = actions.payee ?? ""
        wire.note = actions.note ?? ""
        wire.addedTags = actions.addedTags
        wire.removedTags = actions.removedTags
        wire.transferAccount = actions.transferAccount?.rawValue ?? 0
        return wire
    }

    private static func actions(_ wire: WireRuleActionsContent) throws(TrackerError) -> RuleActions {
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(MoneyTracker.schema) }
        var actions = RuleActions()
        actions.category = wire.category == 0 ? nil : CategoryID(rawValue: wire.category)
        actions.payee = wire.payee.isEmpty ? nil : wire.payee
        actions.note = wire.note.isEmpty ? nil : wire.note
        actions.addedTags = wire.addedTags
        actions.removedTags = wire.removedTags
        actions.transferAccount = wire.transferAccount == 0 ? nil : AccountID(rawValue: wire.transferAccount)
        guard !actions.isEmpty else { throw .malformed(field: 4) }
        return actions
    }
}

/// Conditions as messages: a number for what is asked, and the values of that.
enum RuleConditionWire {
    static func wire(_ condition: RuleCondition) -> WireRuleConditionContent {
        var wire = WireRuleConditionContent()
        switch condition {
        case .payeeContains(let text): (wire.kind, wire.text) = (1, text)
        case .payeeIs(let text): (wire.kind, wire.text) = (2, text)
        case .noteContains(let text): (wire.kind, wire.text) = (3, text)
        case .textContains(let text): (wire.kind, wire.text) = (4, text)
        case .amount(let minimum, let maximum):
            wire.kind = 5
            if let minimum { (wire.minimum, wire.minimumDecimals) = (minimum.digits, UInt32(minimum.decimals)) }
            if let maximum { (wire.maximum, wire.maximumDecimals) = (maximum.digits, UInt32(maximum.decimals)) }
        case .account(let id): (wire.kind, wire.target) = (6, id.rawValue)
        case .category(let id): (wire.kind, wire.target) = (7, id.rawValue)
        case .kind(let kind): (wire.kind, wire.first) = (8, UInt32(kind.rawValue))
        case .dayOfMonth(let first, let last):
            (wire.kind, wire.first, wire.last) = (9, UInt32(clamping: first), UInt32(clamping: last))
        case .tag(let name): (wire.kind, wire.text) = (10, name)
        case .isImported(let isImported): (wire.kind, wire.first) = (11, isImported ? 1 : 2)
        }
        return wire
    }

    /// - Errors: ``TrackerError/unknownSchema(_:)`` for a condition of a newer version.
    static func condition(_ wire: WireRuleConditionContent) throws(TrackerError) -> RuleCondition {
        guard wire.unknownFields.data.isEmpty, wire.kind <= 11 else { throw .unknownSchema(MoneyTracker.schema) }
        switch wire.kind {
        case 1: return .payeeContains(try text(wire))
        case 2: return .payeeIs(try text(wire))
        case 3: return .noteContains(try text(wire))
        case 4: return .textContains(try text(wire))
        case 5:
            guard wire.hasMinimum || wire.hasMaximum else { throw .malformed(field: 6) }
            return .amount(
                minimum: wire.hasMinimum ? try bound(wire.minimum, wire.minimumDecimals) : nil,
                maximum: wire.hasMaximum ? try bound(wire.maximum, wire.maximumDecimals) : nil
            )
        case 6: return .account(AccountID(rawValue: wire.target))
        case 7: return .category(CategoryID(rawValue: wire.target))
        case 8:
            guard let kind = UInt8(exactly: wire.first).flatMap(RuleKind.init(rawValue:)) else {
                throw .malformed(field: 4)
            }
            return .kind(kind)
        case 9:
            guard (1...31).contains(wire.first), (1...31).contains(wire.last) else { throw .malformed(field: 4) }
            return .dayOfMonth(Int(wire.first), Int(wire.last))
        case 10: return .tag(try text(wire))
        case 11:
            guard (1...2).contains(wire.first) else { throw .malformed(field: 4) }
            return .isImported(wire.first == 1)
        default: throw .malformed(field: 1)
        }
    }

    /// An empty text would fit everything.
    private static func text(_ wire: WireRuleConditionContent) throws(TrackerError) -> String {
        guard !wire.text.isEmpty else { throw .malformed(field: 2) }
        return wire.text
    }

    private static func bound(_ digits: Int64, _ decimals: UInt32) throws(TrackerError) -> SizeBound {
        guard digits <= MoneyLimits.minorUnits,
            let bound = SizeBound(digits: digits, decimals: Int(decimals), isIncluded: true)
        else { throw .malformed(field: 6) }
        return bound
    }
}
