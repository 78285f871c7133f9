package import HTTPTypes
package import Primitives

/// What a browser says of the wishes of whoever uses it.
///
/// - Source: docs/spec/consents.md §6, the Global Privacy Control proposal of the W3C.
package struct RequestSignals: Sendable, Hashable {
    /// Of the request that is being answered; none outside of one.
    @TaskLocal package static var current = RequestSignals([:])

    /// `Sec-GPC: 1`: she asks sites not to sell or share what they know of her.
    package let asksNotToShare: Bool

    package init(_ fields: HTTPFields) { asksNotToShare = fields[.secGPC] == "1" }

    /// Whether a consent counts for this request: the signal says no to whatever leaves a vault for others.
    ///
    /// Nothing is sold or shared, so this concerns figures about everybody alone.
    package func allows(_ purpose: Purpose) -> Bool { !(asksNotToShare && purpose == .aggregates) }

    /// What `body` gives, with the signals of a request as ``current``.
    static func following<Result>(
        _ fields: HTTPFields,
        _ body: () async throws -> Result
    ) async throws -> Result {
        let signals = RequestSignals(fields)
        guard signals.asksNotToShare else { return try await body() }
        return try await $current.withValue(signals) { try await body() }
    }
}

extension WebRequest {
    package var signals: RequestSignals { RequestSignals(fields) }
}
