import NIOCore
import NIOHTTP1
import NIOSSL
import NIOTLS

/// One connection: sends one request, collects one answer within its bound.
final class EgressExchange: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let request: EgressRequest
    private let url: EgressURL
    private let isTLS: Bool
    private let promise: EventLoopPromise<EgressAnswer>
    private var wasSent = false
    private var head: HTTPResponseHead?
    private var body: [UInt8] = []

    init(_ request: EgressRequest, _ url: EgressURL, isTLS: Bool, _ promise: EventLoopPromise<EgressAnswer>) {
        self.request = request
        self.url = url
        self.isTLS = isTLS
        self.promise = promise
    }

    func channelActive(context: ChannelHandlerContext) {
        if !isTLS { send(context) }
        context.fireChannelActive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted? = event as? TLSUserEvent { greet(context) }
        context.fireUserInboundEventTriggered(event)
    }

    /// Only now it is known who answers.
    private func greet(_ context: ChannelHandlerContext) {
        do {
            let certificate = try context.pipeline.syncOperations.nioSSL_peerCertificate()
            guard let certificate, url.isNumeric || PeerName.isNamed(url.host, by: certificate) else {
                throw EgressError.unreachable
            }
            send(context)
        } catch {
            promise.fail(EgressError.unreachable)
            context.close(promise: nil)
        }
    }

    private func send(_ context: ChannelHandlerContext) {
        wasSent = true
        var headers = HTTPHeaders([("host", url.authority), ("connection", "close")])
        for header in request.headers { headers.add(name: header.name, value: header.value) }
        if request.method != .get, request.method != .head {
            headers.add(name: "content-length", value: String(request.body.count))
        }
        let head = HTTPRequestHead(
            version: .http1_1,
            method: HTTPMethod(rawValue: request.method.rawValue),
            uri: url.target,
            headers: headers
        )
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if !request.body.isEmpty {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: request.body)))), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenFailure { [promise] _ in
            promise.fail(EgressError.broken)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body(let part):
            guard body.count + part.readableBytes <= request.answerByteCountMaximum else {
                return promise.fail(EgressError.tooLong)
            }
            body.append(contentsOf: part.readableBytesView)
        case .end:
            guard let head else { return promise.fail(EgressError.broken) }
            let headers = head.headers.map { (name: $0.name, value: $0.value) }
            promise.succeed(EgressAnswer(status: Int(head.status.code), headers: headers, body: body))
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        promise.fail(wasSent ? EgressError.broken : EgressError.unreachable)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        promise.fail(wasSent ? EgressError.broken : EgressError.unreachable)
        context.fireChannelInactive()
    }
}
