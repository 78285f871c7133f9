package import KeyService
package import Primitives

/// What is left of a token for a month after its end, as stored (sealed): nothing opens by it.
///
/// - Source: docs/spec/api-tokens.md §6.
package struct EndedToken: Sendable, Hashable, RecordCodable {
    /// How it ended.
    package enum Reason: UInt8, Sendable, CaseIterable {
        case revoked = 1
        case expired = 2
        /// By a recovery, which ends all.
        case recovered = 3
    }

    static let keptDays = 30
    /// The oldest go before their time where somebody makes and ends many.
    package static let countMaximum = 100

    package let name: String
    package let scopes: Set<TokenScope>
    package let created: Timestamp
    package let ended: CalendarDay
    package let reason: Reason

    init(_ token: TokenRecord, on day: CalendarDay, _ reason: Reason) {
        name = token.name
        scopes = token.scopes
        created = token.created
        ended = day
        self.reason = reason
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, name)
        for scope in scopes.sorted() { writer.append(2, scope.rawValue) }
        writer.append(3, created)
        writer.append(4, ended.daysSinceEpoch)
        writer.append(5, reason.rawValue)
        return writer.bytes
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        name = try reader.string(1)
        scopes = try reader.scopes(2)
        created = try reader.timestamp(3)
        guard let day = try reader.optionalDay(4) else { throw .missing(4) }
        ended = day
        guard let reason = Reason(rawValue: try reader.uint8(5)) else { throw .value(5) }
        self.reason = reason
    }

    func isOver(on today: CalendarDay) -> Bool {
        Int(today.daysSinceEpoch) >= Int(ended.daysSinceEpoch) + Self.keptDays
    }
}
