import NIOCore

/// The first handler of a connection, before TLS: sees raw bytes come in, ends handshakes that take too long, and can
/// close the socket without the farewells of the layers above.
final class ConnectionFront: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let handshakeTimeout: TimeAmount
    private var handshake: Scheduled<Void>?
    private var context: ChannelHandlerContext?
    private var requests: RequestGuard?

    init(handshakeTimeout: TimeAmount) { self.handshakeTimeout = handshakeTimeout }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        handshake = context.eventLoop.assumeIsolated().scheduleTask(in: handshakeTimeout) { self.hardClose() }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        handshake?.cancel()
        self.context = nil
        requests = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        requests?.bytesArrived()
        context.fireChannelRead(data)
    }

    /// The protocol above is known and keeps time from now on; nil for HTTP/2, whose streams keep their own.
    func handOver(to requests: RequestGuard?) {
        handshake?.cancel()
        handshake = nil
        self.requests = requests
    }

    /// Closes the socket at once: no TLS farewell, no waiting for the peer.
    func hardClose() { context?.close(promise: nil) }
}
