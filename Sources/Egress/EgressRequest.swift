/// One request to another host.
package struct EgressRequest: Sendable {
    package enum Method: String, Sendable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }

    package var method: Method
    package var url: String
    /// `Host`, `Content-Length` and `Connection` are added by the client, and not to be here.
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// From asking for the host's addresses to the last byte of the answer.
    package var timeout: Duration
    package var answerByteCountMaximum: Int

    package init(
        _ method: Method,
        _ url: String,
        headers: [(name: String, value: String)] = [],
        body: [UInt8] = [],
        timeout: Duration = .seconds(2),
        answerByteCountMaximum: Int = 65_536
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.answerByteCountMaximum = answerByteCountMaximum
    }
}

/// What came back; a redirect is an answer like any other.
package struct EgressAnswer: Sendable {
    package let status: Int
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]

    /// The first header of this name, in whatever case.
    package func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }
}
