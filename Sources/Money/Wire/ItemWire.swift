import SwiftProtobuf
import Vault

/// Items as messages; the journal and the snapshot both keep them so.
///
/// - Errors: ``TrackerError/unknownSchema(_:)`` for a field or kind of a newer version,
///   ``TrackerError/malformed(field:)``.
/// - Source: docs/spec/money-changes.md §8.
enum ItemWire {
    static func wire(_ content: AnyItemContent) -> WireItemContent {
        var wire = WireItemContent()
        switch content {
        case .view(let content): wire.view = ViewWire.wire(content)
        case .goal(let content): wire.goal = GoalWire.wire(content)
        case .loan(let content): wire.loan = LoanWire.wire(content)
        case .reconciliation(let content): wire.reconciliation = ReconciliationWire.wire(content)
        case .receipt(let content): wire.receipt = ReceiptWire.wire(content)
        case .rule(let content): wire.rule = RuleWire.wire(content)
        case .rejectedPair(let content): wire.rejectedPair = RejectedPairWire.wire(content)
        }
        return wire
    }

    static func content(_ wire: WireItemContent) throws(TrackerError) -> AnyItemContent {
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(MoneyTracker.schema) }
        switch wire.kind {
        case .view(let wire): return .view(try ViewWire.content(wire))
        case .goal(let wire): return .goal(try GoalWire.content(wire))
        case .loan(let wire): return .loan(try LoanWire.content(wire))
        case .reconciliation(let wire): return .reconciliation(try ReconciliationWire.content(wire))
        case .receipt(let wire): return .receipt(try ReceiptWire.content(wire))
        case .rule(let wire): return .rule(try RuleWire.content(wire))
        case .rejectedPair(let wire): return .rejectedPair(try RejectedPairWire.content(wire))
        case nil: throw .malformed(field: 1)
        }
    }

    static func item(_ change: MoneyChange) -> WireChangeItem {
        var item = WireChangeItem()
        switch change {
        case .addItem(let content): item.item.content = wire(content)
        case .putItem(let id, let content):
            item.item.id = id.rawValue
            item.item.content = wire(content)
        case .removeItem(let kind, let id):
            item.item.id = id.rawValue
            item.item.removedKind = UInt32(kind.rawValue)
        default:
            preconditionFailure("only changes of items come here")
        }
        return item
    }

    static func change(_ wire: WireItemChange) throws(TrackerError) -> MoneyChange {
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(MoneyTracker.schema) }
        let id = ChangeID(rawValue: wire.id)
        guard wire.hasContent else {
            guard wire.id != 0 else { throw .malformed(field: 1) }
            guard let kind = UInt8(exactly: wire.removedKind).flatMap(ItemKind.init(rawValue:)) else {
                throw .unknownSchema(MoneyTracker.schema)
            }
            return .removeItem(kind, id)
        }
        guard wire.removedKind == 0 else { throw .malformed(field: 2) }
        let content = try content(wire.content)
        return wire.id == 0 ? .addItem(content) : .putItem(id, content)
    }
}

/// Saved views as messages.
enum ViewWire {
    static func wire(_ content: ViewContent) -> WireViewContent {
        var wire = WireViewContent()
        wire.title = content.title
        wire.page = UInt32(content.page.rawValue)
        wire.query = content.query
        return wire
    }

    static func content(_ wire: WireViewContent) throws(TrackerError) -> ViewContent {
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(MoneyTracker.schema) }
        guard let page = UInt8(exactly: wire.page).flatMap(ViewPage.init(rawValue:)) else {
            throw .malformed(field: 2)
        }
        guard wire.query.utf8.count <= ViewContent.queryMaximum else { throw .malformed(field: 3) }
        return ViewContent(title: wire.title, page: page, query: wire.query)
    }
}
