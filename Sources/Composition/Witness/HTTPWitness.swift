import TransparencyLog

/// The way to a witness over whatever sends HTTP requests out of this installation.
struct HTTPWitness: WitnessClient {
    /// Sends a POST and gives the answer; throws when there is none, or one longer than this.
    typealias Post =
        @Sendable (
            _ url: String, _ body: [UInt8], _ answerByteCountMaximum: Int
        ) async throws -> (status: Int, body: [UInt8])

    let url: String
    let post: Post

    func add(_ request: [UInt8]) async throws(WitnessUnreachable) -> WitnessReply {
        do {
            let answer = try await post("\(url)/add-checkpoint", request, WitnessReply.byteCountMaximum)
            return WitnessReply(status: answer.status, body: answer.body)
        } catch {
            throw WitnessUnreachable()
        }
    }
}
