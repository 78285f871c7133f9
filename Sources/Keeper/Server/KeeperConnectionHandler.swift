import KeyService
import NIOCore
import NIOHTTP1
import Sealing

/// One connection: collects a request within its limits, answers, waits for the next.
///
/// Everything happens on the connection's event loop; answering takes microseconds, except what changes a key, which
/// waits for the disk and happens a few times in a year.
final class KeeperConnectionHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// From the first byte of a connection or the end of the last answer to the end of the next request's header.
    static let idleTime = TimeAmount.seconds(60)
    /// From a request's header to the end of its body.
    static let bodyTime = TimeAmount.seconds(5)

    private enum State {
        case waiting
        case reading(HTTPRequestHead, ByteBuffer)
        /// An answer that ends the connection is on its way; what still arrives is dropped.
        case closing
    }

    private let service: KeeperGate
    /// Nil where the caller is known by its process.
    private let authenticator: RequestAuthenticator?
    private let connections: KeeperConnections
    private var state = State.waiting
    private var deadline: Scheduled<Void>?

    init(service: KeeperGate, authenticator: RequestAuthenticator?, connections: KeeperConnections) {
        self.service = service
        self.authenticator = authenticator
        self.connections = connections
    }

    func channelActive(context: ChannelHandlerContext) {
        guard connections.add(context.channel) else { return context.close(promise: nil) }
        setDeadline(Self.idleTime, context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        connections.remove(context.channel)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is KeeperDrainEvent else { return context.fireUserInboundEventTriggered(event) }
        if case .waiting = state { context.close(promise: nil) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (unwrapInboundIn(data), state) {
        case (_, .closing): break
        case (.head(let head), .waiting):
            setDeadline(Self.bodyTime, context)
            state = .reading(head, context.channel.allocator.buffer(capacity: 0))
        case (.body(var part), .reading(let head, var body)):
            state = .waiting  // so that `body` has one owner and grows in place
            guard body.readableBytes + part.readableBytes <= KMSService.bodyByteCountMaximum else {
                return answer(context, head, failure: .validation, status: .payloadTooLarge, closes: true)
            }
            body.writeBuffer(&part)
            state = .reading(head, body)
        case (.end, .reading(let head, let body)):
            state = .waiting
            setDeadline(Self.idleTime, context)
            respond(context, head, Array(body.readableBytesView))
        default: context.close(promise: nil)
        }
    }

    private func respond(_ context: ChannelHandlerContext, _ head: HTTPRequestHead, _ body: [UInt8]) {
        var body = body
        defer { Wipe.zero(&body) }
        do throws(KMSException) {
            try authenticator?.check(head, body)
            let bytes = try answer(try target(of: head), body)
            write(context, head, status: .ok, bytes: bytes, exception: nil, closes: false)
        } catch {
            answer(context, head, failure: error, status: .init(statusCode: error.status), closes: false)
        }
    }

    private func target(of head: HTTPRequestHead) throws(KMSException) -> String {
        guard head.method == .POST, head.uri == "/" else { throw .unknownOperation }
        let types = head.headers["content-type"]
        guard types.count == 1, types[0].lowercased() == KMSOperation.contentType else { throw .serialization }
        let targets = head.headers["x-amz-target"]
        guard targets.count == 1 else { throw .unknownOperation }
        return targets[0]
    }

    private func answer(_ target: String, _ body: [UInt8]) throws(KMSException) -> [UInt8] {
        if let operation = KMSOperation(target: target) { return try service.answer(operation, body) }
        // Keeper itself is asked on its socket alone, where callers are known by their process.
        guard authenticator == nil, let operation = KeeperOperation(target: target) else { throw .unknownOperation }
        return try service.answer(operation, body)
    }

    private func answer(
        _ context: ChannelHandlerContext,
        _ head: HTTPRequestHead,
        failure: KMSException,
        status: HTTPResponseStatus,
        closes: Bool
    ) {
        var body = JSONWriter()
        body.add("__type", failure.rawValue)
        body.add("message", failure.message)
        write(context, head, status: status, bytes: body.bytes, exception: failure, closes: closes)
    }

    private func write(
        _ context: ChannelHandlerContext,
        _ head: HTTPRequestHead,
        status: HTTPResponseStatus,
        bytes: [UInt8],
        exception: KMSException?,
        closes: Bool
    ) {
        let closes = closes || !head.isKeepAlive || connections.isDraining
        var headers = HTTPHeaders([
            ("content-type", KMSOperation.contentType),
            ("content-length", String(bytes.count)),
            ("x-amzn-requestid", CustomerKeyID.make().text),
        ])
        if let exception { headers.add(name: "x-amzn-errortype", value: exception.rawValue) }
        if closes { headers.add(name: "connection", value: "close") }
        context.write(
            wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))),
            promise: nil
        )
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
        let written = context.writeAndFlush(wrapOutboundOut(.end(nil)))
        guard closes else { return }
        state = .closing
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        written.whenComplete { _ in bound.value.close(promise: nil) }
    }

    private func setDeadline(_ time: TimeAmount, _ context: ChannelHandlerContext) {
        deadline?.cancel()
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        deadline = context.eventLoop.scheduleTask(in: time) { bound.value.close(promise: nil) }
    }
}
