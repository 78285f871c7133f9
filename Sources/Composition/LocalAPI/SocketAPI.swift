import Foundation
import Glibc

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
            try Self.send(HTTPMessage.encode(request), to: connection.number)
            let bytes = try SmallFile.readAll(connection.number, byteCountMaximum: HTTPMessage.byteCountMaximum)
            guard let answer = HTTPMessage.decode(bytes[...]) else { return .failure(.noAnswer) }
            return .success(answer)
        } catch {
            return .failure(error.code == EFBIG ? .tooLarge : .noAnswer)
        }
    }

    /// A server that went away is an error of this call, not a signal that ends the program.
    private static func send(_ bytes: [UInt8], to number: Int32) throws(SystemError) {
        var offset = 0
        while offset < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                // `offset` is below the count, so the pointer and the rest stay inside the array.
                unsafe Glibc.send(
                    number,
                    buffer.baseAddress?.advanced(by: offset),
                    buffer.count - offset,
                    Int32(MSG_NOSIGNAL)
                )
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw SystemError("send")
            }
            offset += count
        }
    }
}
