/// Carries requests to a store of objects.
///
/// This module connects to nobody: whoever composes the program hands in the way out.
package protocol ObjectTransport: Sendable {
    /// - Throws: `unreachable`, `timedOut`, `busy`, `notListed`, or `damaged` for an answer that is too long.
    func send(_ request: ObjectRequest) async throws(ObjectStoreError) -> ObjectAnswer
}

package struct ObjectRequest: Sendable {
    package enum Method: String, Sendable {
        case get = "GET"
        case head = "HEAD"
        case put = "PUT"
        case post = "POST"
        case delete = "DELETE"
    }

    package let method: Method
    package let url: String
    /// Without `Host` and `Content-Length`, which the transport adds.
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]
    /// For all of it.
    package let timeout: Duration
    package let answerByteCountMaximum: Int
}

package struct ObjectAnswer: Sendable {
    package let status: Int
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]

    package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first header of this name, in whatever case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
