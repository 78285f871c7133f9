import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Turns HTTP/1.1 messages into version-independent ones, and refuses every shape that two parsers might read
/// differently.
///
/// The decoder below (llhttp, strict) already refuses conflicting lengths and malformed lines. This adds what it lets
/// through: more or less than one Host, `Transfer-Encoding` from a client (a length is required), absolute targets,
/// HTTP/1.0, upgrades. Source: docs/spec/http-api.md §3, RFC 9112 §3.2 and §6.
final class StrictHTTP1Codec: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let settings: ConnectionSettings
    private var isRefusing = false
    private var answersPending = 0

    init(settings: ConnectionSettings) { self.settings = settings }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefusing else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            switch Self.request(from: head, limits: settings.limits) {
            case .success(let request):
                answersPending += 1
                context.fireChannelRead(wrapInboundOut(.head(request)))
            case .failure(let refusal):
                refuse(refusal.status, context: context)
            }
        case .body(let bytes):
            context.fireChannelRead(wrapInboundOut(.body(bytes)))
        case .end(let trailers):
            context.fireChannelRead(wrapInboundOut(.end(trailers.map { HTTPFields($0, splitCookie: false) })))
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard error is HTTPParserError else {
            context.fireErrorCaught(error)
            return
        }
        if let parserError = error as? HTTPParserError, parserError == .headerOverflow {
            refuse(.requestHeaderFieldsTooLarge, context: context)
        } else {
            refuse(.badRequest, context: context)
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let response):
            var head = HTTPResponseHead(response)
            // The library's own reason phrases vary; none is needed, and none can then leak anything.
            head.status = HTTPResponseStatus(statusCode: response.status.code)
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body(let bytes):
            context.write(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: promise)
        case .end(let trailers):
            answersPending -= 1
            context.write(wrapOutboundOut(.end(trailers.map(HTTPHeaders.init))), promise: promise)
        }
    }

    /// Answers a message that cannot be understood, and closes: nothing after it on this connection can be trusted.
    private func refuse(_ status: HTTPResponse.Status, context: ChannelHandlerContext) {
        guard !isRefusing else { return }
        isRefusing = true
        // An answer of an earlier, pipelined request is still to come: an answer now would be taken for it.
        if answersPending == 0 {
            var fields = HTTPFields()
            settings.headers.complete(&fields)
            fields[.connection] = "close"
            fields[.contentLength] = "0"
            let head = HTTPResponseHead(HTTPResponse(status: status, headerFields: fields))
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
        context.close(promise: nil)
    }
}

extension StrictHTTP1Codec {
    struct Refusal: Error, Hashable {
        let status: HTTPResponse.Status
    }

    /// Checks one message head.
    ///
    /// Nothing here depends on what the request is for.
    static func request(from head: HTTPRequestHead, limits: WebLimits) -> Result<HTTPRequest, Refusal> {
        guard head.version == .http1_1 else { return .failure(Refusal(status: .httpVersionNotSupported)) }
        guard head.uri.utf8.count <= limits.targetByteCountMaximum else {
            return .failure(Refusal(status: .uriTooLong))
        }
        guard head.uri.utf8.first == UInt8(ascii: "/") else { return .failure(Refusal(status: .badRequest)) }
        guard let method = HTTPRequest.Method(head.method.rawValue) else {
            return .failure(Refusal(status: .badRequest))
        }
        var host: String?
        var lengthCount = 0
        var fields = HTTPFields()
        fields.reserveCapacity(head.headers.count)
        for (name, value) in head.headers {
            guard let name = HTTPField.Name(name) else { return .failure(Refusal(status: .badRequest)) }
            switch name {
            case .host:
                guard host == nil else { return .failure(Refusal(status: .badRequest)) }
                host = value
                continue
            case .transferEncoding:
                return .failure(Refusal(status: .lengthRequired))
            case .contentLength:
                lengthCount += 1
                guard lengthCount == 1, !value.isEmpty, value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                    return .failure(Refusal(status: .badRequest))
                }
            case .upgrade:
                continue  // nothing to upgrade to: the field may be ignored (RFC 9110 §7.8)
            default:
                break
            }
            fields.append(HTTPField(name: name, value: value))
        }
        guard let host, !host.isEmpty else { return .failure(Refusal(status: .badRequest)) }
        return .success(
            HTTPRequest(method: method, scheme: "http", authority: host, path: head.uri, headerFields: fields)
        )
    }
}
