import Glibc

/// The API through the local socket of a running server: HTTP/1.1, one connection, one request at a time.
///
/// It blocks: a command has nothing else to do while it waits, and this way it starts no event loop.
final class SocketAPI: LocalAPI {
    private let path: SocketPath

    init(_ path: SocketPath) { self.path = path }

    func send(_ request: LocalRequest) async throws(LocalAPIError) -> LocalAnswer {
        do {
            let connection = try path.connect()
            try SmallFile.writeAll(HTTPMessage.encode(request), to: connection.number)
            let bytes = try SmallFile.readAll(connection.number, byteCountMaximum: HTTPMessage.byteCountMaximum)
            guard let answer = HTTPMessage.decode(bytes[...]) else { throw LocalAPIError.noAnswer }
            return answer
        } catch let error as LocalAPIError {
            throw error
        } catch let error as SystemError where error.code == EFBIG {
            throw .tooLarge
        } catch {
            throw .noAnswer
        }
    }

    func close() async {}
}
