import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS

/// Connects to a server as a stranger would, for checks that look at it from outside.
///
/// The certificate is not verified: what a stranger may agree on with the server is looked at, not who it is.
package struct ServerProbe: Sendable {
    package enum Failure: Error, Sendable {
        /// Nothing listens there, or it did not answer within ``limit``.
        case noAnswer
    }

    /// A version of TLS that a client may offer.
    package enum Version: String, Sendable, CaseIterable {
        case tls10 = "TLS 1.0"
        case tls11 = "TLS 1.1"
        case tls12 = "TLS 1.2"
        case tls13 = "TLS 1.3"

        fileprivate var library: TLSVersion {
            switch self {
            case .tls10: .tlsv1
            case .tls11: .tlsv11
            case .tls12: .tlsv12
            case .tls13: .tlsv13
            }
        }
    }

    private static let limit = TimeAmount.seconds(3)
    private static let answerByteCountMaximum = 1 << 18

    private let host: String
    private let port: Int
    /// What the client asks for in the handshake and in `Host`.
    private let name: String

    package init(host: String, port: UInt16, name: String) {
        self.host = host == "0.0.0.0" ? "127.0.0.1" : host == "::" ? "::1" : host
        self.port = Int(port)
        self.name = name
    }

    /// Whether the server agrees on a connection when exactly this version is offered.
    package func agrees(on version: Version) async throws -> Bool {
        try await connect(version: version, request: nil).isAgreed
    }

    /// The head of the answer to a request, as text; over TLS 1.3, or plainly.
    ///
    /// - `fields`: Added to those every request has.
    /// - `announcing`: How long a body the head announces; none is sent.
    package func head(
        _ method: String,
        _ path: String,
        fields: [(name: String, value: String)] = [],
        announcing byteCount: Int = 0,
        isPlain: Bool = false
    ) async throws -> String {
        try await answer(method, path, fields: fields, announcing: byteCount, isPlain: isPlain).head
    }

    /// As ``head(_:_:fields:announcing:isPlain:)``, with what follows it: at most a few hundred kilobytes.
    package func answer(
        _ method: String,
        _ path: String,
        fields: [(name: String, value: String)] = [],
        body: String = "",
        announcing byteCount: Int? = nil,
        isPlain: Bool = false
    ) async throws -> (head: String, body: String) {
        var request = "\(method) \(path) HTTP/1.1\r\nHost: \(name)\r\nConnection: close\r\n"
        for field in fields { request += "\(field.name): \(field.value)\r\n" }
        request += "Content-Length: \(byteCount ?? body.utf8.count)\r\n\r\n\(body)"
        let bytes = try await connect(version: isPlain ? nil : .tls13, request: Array(request.utf8)).answer
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.hasPrefix("HTTP/1.1 "), let end = text.firstRange(of: "\r\n\r\n") else { throw Failure.noAnswer }
        return (String(text[..<end.lowerBound]), String(text[end.upperBound...]))
    }

    private func connect(version: Version?, request: [UInt8]?) async throws -> Conversation.Outcome {
        let group = MultiThreadedEventLoopGroup.singleton
        let context = try version.map { version in
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.minimumTLSVersion = version.library
            configuration.maximumTLSVersion = version.library
            configuration.certificateVerification = .none
            configuration.applicationProtocols = ["http/1.1"]
            return try NIOSSLContext(configuration: configuration)
        }
        let ended = group.next().makePromise(of: Conversation.Outcome.self)
        let serverName = name.contains(where: { $0.isLetter }) && !name.contains(":") ? name : nil
        let bootstrap = ClientBootstrap(group: group).connectTimeout(Self.limit).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                let pipeline = channel.pipeline.syncOperations
                if let context {
                    try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: serverName))
                }
                let conversation = Conversation(isTLS: context != nil, request: request, ended: ended)
                try pipeline.addHandler(conversation)
            }
        }
        let channel: any Channel
        do {
            channel = try await bootstrap.connect(host: host, port: port).get()
        } catch {
            ended.fail(Failure.noAnswer)
            throw Failure.noAnswer
        }
        let timeout = channel.eventLoop.scheduleTask(in: Self.limit) { channel.close(promise: nil) }
        defer { timeout.cancel() }
        return try await ended.futureResult.get()
    }

    /// One connection: a handshake, at most one request, and what came back until it was closed.
    private final class Conversation: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        struct Outcome: Sendable {
            var isAgreed = false
            var answer: [UInt8] = []
        }

        private let isTLS: Bool
        private let request: [UInt8]?
        private let ended: EventLoopPromise<Outcome>
        private var outcome = Outcome()

        init(isTLS: Bool, request: [UInt8]?, ended: EventLoopPromise<Outcome>) {
            self.isTLS = isTLS
            self.request = request
            self.ended = ended
        }

        func channelActive(context: ChannelHandlerContext) {
            if !isTLS { begin(context) }
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            guard case .handshakeCompleted? = event as? TLSUserEvent else { return }
            begin(context)
        }

        private func begin(_ context: ChannelHandlerContext) {
            outcome.isAgreed = true
            guard let request else { return context.close(promise: nil) }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: request)), promise: nil)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var buffer = unwrapInboundIn(data)
            outcome.answer += buffer.readBytes(length: buffer.readableBytes) ?? []
            if outcome.answer.count > ServerProbe.answerByteCountMaximum { context.close(promise: nil) }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

        func channelInactive(context: ChannelHandlerContext) { ended.succeed(outcome) }
    }
}
