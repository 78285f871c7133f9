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

    /// Ends what was started for this command; nothing when a server runs.
    func close() async
}

/// Why a command did not get an answer.
package enum LocalAPIError: Error, Hashable, Sendable {
    /// The server closed the connection, or its answer was not HTTP.
    case noAnswer
    /// The answer was larger than a command can use.
    case tooLarge
    case start(StartError)

    package var sentence: String {
        switch self {
        case .noAnswer: "The running server gave no answer; look at its messages, then try again."
        case .tooLarge: "The answer is too large for the command line; ask for fewer days with --from and --to."
        case .start(let error): error.sentence
        }
    }
}
