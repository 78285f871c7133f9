import HTTPTypes
import HummingbirdCore
import NIOCore

/// The probe listener: `/live`, `/ready`, `/metrics`.
struct HealthResponder: Sendable {
    let routes: RouteTable
    let metrics: RequestMetrics
    let isReady: @Sendable () async -> Bool
    let connections: @Sendable () -> Int
    let inFlight: @Sendable () -> Int

    // Concurrent, as the writer belongs to no actor and the library's calls leave the caller's.
    @concurrent
    func respond(to request: Request, writer: consuming ResponseWriter) async throws {
        let (status, text) = await answer(request)
        var fields = HTTPFields()
        fields[.contentType] = "text/plain; charset=utf-8"
        fields[.contentLength] = String(text.utf8.count)
        let head = HTTPResponse(status: status, headerFields: fields)
        let body = request.method == .head ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(string: text))
        try await writer.write(response: head, body: body)
    }

    private func answer(_ request: Request) async -> (HTTPResponse.Status, String) {
        guard request.method == .get || request.method == .head else { return (.methodNotAllowed, "") }
        switch request.head.path {
        case "/live": return (.ok, "live\n")
        case "/ready": return await isReady() ? (.ok, "ready\n") : (.serviceUnavailable, "not ready\n")
        case "/metrics":
            return (.ok, metrics.text(routes: routes, connections: connections(), inFlight: inFlight()))
        default: return (.notFound, "")
        }
    }
}
