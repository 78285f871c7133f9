/// The body of an answer that is made while it is sent, so that a large one is never in memory whole.
package protocol AnswerPieces: Sendable {
    /// The next bytes; nil when all were given.
    ///
    /// - Throws: when there is no more to give although the body is not whole. The connection ends then without the end
    ///   of the body, so that nobody takes the part for the whole.
    mutating func next() async throws -> [UInt8]?
}
