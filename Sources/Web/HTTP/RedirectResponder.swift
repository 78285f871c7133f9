import HTTPTypes
import HummingbirdCore
import NIOCore

/// The plain listener: 308 to the same address under HTTPS, and nothing else.
///
/// Reads no body and no cookie.
struct RedirectResponder: Sendable {
    let address: SiteAddress

    // Concurrent, as the writer belongs to no actor and the library's calls leave the caller's.
    @concurrent
    func respond(to request: Request, writer: consuming ResponseWriter, channel: any Channel) async throws {
        var fields = HTTPFields()
        fields[.contentLength] = "0"
        fields[.connection] = "close"
        let location = address.httpsLocation(
            authority: request.head.authority ?? "",
            local: channel.localAddress,
            target: request.head.path ?? "/"
        )
        fields[.location] = location
        let status: HTTPResponse.Status = location == nil ? .misdirectedRequest : .permanentRedirect
        try await writer.writeResponse(HTTPResponse(status: status, headerFields: fields))
    }
}
