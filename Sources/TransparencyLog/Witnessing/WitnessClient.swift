/// The way to one witness.
package protocol WitnessClient: Sendable {
    /// Sends the body of a request to the witness's `add-checkpoint`.
    ///
    /// - Returns: Whatever it answered; the body cut off at ``WitnessReply/byteCountMaximum``.
    /// - Throws: ``WitnessUnreachable`` when there was no answer in time.
    func add(_ request: [UInt8]) async throws(WitnessUnreachable) -> WitnessReply
}

/// What a witness answered.
package struct WitnessReply: Sendable, Hashable {
    /// A few signature lines.
    package static let byteCountMaximum = 16_384

    package let status: Int
    package let body: [UInt8]

    package init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}

/// There was no answer: the address does not resolve, nobody listens, TLS failed, or it took too long.
package struct WitnessUnreachable: Error, Hashable, Sendable {
    package init() {}
}
