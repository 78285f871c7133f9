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

    package func send(
        _ request: LocalRequest,
        into sink: @escaping LocalBodySink
    ) async throws(LocalAPIError) -> LocalAnswer {
        let result: Result<LocalAnswer, LocalAPIError> = await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: exchange(request, into: sink)) }
        }
        return try result.get()
    }

    package func close() async {}

    private func exchange(_ request: LocalRequest, into sink: LocalBodySink) -> Result<LocalAnswer, LocalAPIError> {
        do throws(LocalAPIError) {
            return .success(try receive(request, into: sink))
        } catch {
            return .failure(error)
        }
    }

    private func receive(_ request: LocalRequest, into sink: LocalBodySink) throws(LocalAPIError) -> LocalAnswer {
        let connection = try Self.opened(path, request)
        var reader = HTTPAnswerReader()
        var refusal: [UInt8] = []
        while let part = try Self.part(connection.number) {
            try reader.take(part[...]) { status, bytes throws(LocalAPIError) in
                guard status != 200 else { return try Self.hand(bytes, to: sink) }
                guard refusal.count + bytes.count <= HTTPMessage.byteCountMaximum else { throw .tooLarge }
                refusal += bytes
            }
        }
        guard reader.isWhole else { throw reader.status == 0 ? .noAnswer : .brokenOff }
        return LocalAnswer(status: reader.status, body: refusal)
    }

    private static func opened(_ path: SocketPath, _ request: LocalRequest) throws(LocalAPIError) -> Descriptor {
        do throws(SystemError) {
            let connection = try path.connect()
            try send(HTTPMessage.encode(request), to: connection.number)
            return connection
        } catch {
            throw .noAnswer
        }
    }

    /// What has arrived; nil at the end.
    private static func part(_ number: Int32) throws(LocalAPIError) -> [UInt8]? {
        do throws(SystemError) { return try SmallFile.readPart(number) } catch { throw .brokenOff }
    }

    private static func hand(_ bytes: ArraySlice<UInt8>, to sink: LocalBodySink) throws(LocalAPIError) {
        do throws(SystemError) { try sink(bytes) } catch { throw .notWritten(error) }
    }

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
