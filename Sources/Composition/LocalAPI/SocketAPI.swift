import Foundation

/// The API through a Unix socket: HTTP/1.1, one connection for each request.
///
/// Reads and writes block, on a thread that lives for the request: a command sends a handful of them, and this way it
/// starts no event loop. The cooperative pool stays free for a server in the same process.
package struct SocketAPI: LocalAPI {
    private let path: SocketPath

    package init(_ path: SocketPath) { self.path = path }

    package func send(_ request: LocalRequest) async throws(LocalAPIError) -> LocalAnswer {
        let result: Result<LocalAnswer, LocalAPIError> = await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: exchange(request)) }
        }
        return try result.get()
    }

    package func close() async {}

    private func exchange(_ request: LocalRequest) -> Result<LocalAnswer, LocalAPIError> {
        do throws(SystemError) {
            let connection = try path.connect()
            try SmallFile.writeAll(HTTPMessage.encode(request), to: connection.number)
            let bytes = try SmallFile.readAll(connection.number, byteCountMaximum: HTTPMessage.byteCountMaximum)
            guard let answer = HTTPMessage.decode(bytes[...]) else { return .failure(.noAnswer) }
            return .success(answer)
        } catch {
            return .failure(error.code == EFBIG ? .tooLarge : .noAnswer)
        }
    }
}
