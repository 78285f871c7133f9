import SwiftProtobuf
import Vault

/// Rejected pairs as messages.
enum RejectedPairWire {
    static func wire(_ content: RejectedPairContent) -> WireRejectedPairContent {
        var wire = WireRejectedPairContent()
        wire.outgoing = content.outgoing.rawValue
        wire.incoming = content.incoming.rawValue
        return wire
    }

    static func content(_ wire: WireRejectedPairContent) throws(TrackerError) -> RejectedPairContent {
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(MoneyTracker.schema) }
        let (outgoing, incoming) = (TransactionID(rawValue: wire.outgoing), TransactionID(rawValue: wire.incoming))
        guard outgoing != incoming else { throw .malformed(field: 2) }
        return RejectedPairContent(outgoing: outgoing, incoming: incoming)
    }
}
