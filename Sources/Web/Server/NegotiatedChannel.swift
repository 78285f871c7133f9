import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore
import NIOSSL
import NIOTLS

/// A TLS connection that speaks what ALPN agreed on: HTTP/2, or HTTP/1.1 for everything else.
struct NegotiatedChannel: ServerChildChannel {
    /// What the connection turned out to speak, known after the handshake.
    enum Connection: Sendable {
        case http1(StrictHTTP1Channel.Value)
        case http2(HTTP2Channel.Value)
    }

    struct Value: ServerChildChannelValue {
        let connection: EventLoopFuture<Connection>
        let channel: any Channel
    }

    private let context: NIOSSLContext
    private let http1: StrictHTTP1Channel
    private let http2: HTTP2Channel

    init(context: NIOSSLContext, settings: ConnectionSettings, responder: @escaping HTTPChannelHandler.Responder) {
        self.context = context
        http1 = StrictHTTP1Channel(settings: settings, responder: responder)
        let limits = settings.limits
        http2 = HTTP2Channel(
            responder: responder,
            configuration: .init(
                idleTimeout: .nanoseconds(limits.idleTimeout.nanoseconds),
                gracefulCloseTimeout: limits.closeTimeout,
                streamConfiguration: .init(
                    additionalChannelHandlers: [RequestGuard(settings: settings, front: nil)]
                )
            )
        )
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            let front = try pipeline.handler(type: ConnectionFront.self)
            let loopBoundFront = NIOLoopBound(front, eventLoop: channel.eventLoop)
            try pipeline.addHandler(NIOSSLServerHandler(context: context))
            let negotiation = NIOTypedApplicationProtocolNegotiationHandler<Connection> { result in
                guard case .negotiated("h2") = result else {
                    return http1.setup(channel: channel, logger: logger).map { .http1($0) }
                }
                loopBoundFront.value.handOver(to: nil)
                return http2.setup(channel: channel, logger: logger).map { .http2($0) }
            }
            try pipeline.addHandler(negotiation)
            return Value(connection: negotiation.protocolNegotiationResult, channel: channel)
        }
    }

    func handle(value: Value, logger: Logger) async {
        let connection: Connection
        do {
            connection = try await value.connection.get()
        } catch {
            return  // a failed handshake; the channel is closed, and what the client sent is not worth a line
        }
        switch connection {
        case .http1(let channel): await http1.handle(value: channel, logger: logger)
        case .http2(let channel): await http2.handle(value: channel, logger: logger)
        }
    }
}
