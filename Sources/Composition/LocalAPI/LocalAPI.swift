/// One request to the HTTP API, by whichever way it travels.
package struct LocalRequest: Sendable {
    package let method: String
    /// Path and query, percent-encoded, from `/`.
    package let target: String
    package private(set) var fields: [(name: String, value: [UInt8])] = []
    package let body: [UInt8]

    package init(_ method: String, _ target: String, body: [UInt8] = [], contentType: String? = nil) {
        self.method = method
        self.target = target
        self.body = body
        if let contentType { fields.append(("Content-Type", Array(contentType.utf8))) }
    }

    /// Values are bytes, so that a bearer token never becomes a `String`.
    package mutating func add(_ name: String, _ value: [UInt8]) { fields.append((name, value)) }
}

/// An answer of the HTTP API.
package struct LocalAnswer: Sendable {
    package let status: Int
    package let body: [UInt8]

    package init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}

/// The HTTP API of one data directory, reached without TLS: through the running server's local socket, or in this
/// process when no server runs.
///
/// Commands cannot tell which.
package protocol LocalAPI: Sendable {
    func send(_ request: LocalRequest) async throws(LocalAPIError) -> LocalAnswer

    /// As ``send(_:)``, and hands the body of an answer with status 200 on while it arrives, one part after another.
    ///
    /// The answer's own body is then empty.
    func send(_ request: LocalRequest, into sink: @escaping LocalBodySink) async throws(LocalAPIError) -> LocalAnswer

    /// Ends what was started for this command; nothing when a server runs.
    func close() async
}

extension LocalAPI {
    /// For those that have a whole answer in memory anyway.
    package func send(
        _ request: LocalRequest,
        into sink: @escaping LocalBodySink
    ) async throws(LocalAPIError) -> LocalAnswer {
        let answer = try await send(request)
        guard answer.status == 200 else { return answer }
        do throws(SystemError) { try sink(answer.body[...]) } catch { throw .notWritten(error) }
        return LocalAnswer(status: answer.status, body: [])
    }
}

/// Takes the next part of a body.
package typealias LocalBodySink = @Sendable (ArraySlice<UInt8>) throws(SystemError) -> Void

/// Why a command did not get an answer.
package enum LocalAPIError: Error, Hashable, Sendable {
    /// The server closed the connection, or its answer was not HTTP.
    case noAnswer
    /// The answer was larger than a command can use.
    case tooLarge
    case start(StartError)
    /// The answer broke off in the middle: the server stopped, or the session was locked.
    case brokenOff
    /// What arrived could not be written where the command was told to.
    case notWritten(SystemError)

    package var sentence: String {
        switch self {
        case .noAnswer: "The running server gave no answer; look at its messages, then try again."
        case .tooLarge: "The answer is too large for the command line; ask for fewer days with --from and --to."
        case .start(let error): error.sentence
        case .brokenOff: "The answer broke off in the middle; nothing of it was kept. Try again."
        case .notWritten(let error):
            "The file could not be written (\(error.reason)); look at the disk, then try again."
        }
    }
}
