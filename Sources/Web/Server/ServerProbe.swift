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
        try await connect(version, request: nil).isAgreed
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
        try await exchange(method, path, fields, body: "", byteCount, isPlain: isPlain, isHeadEnough: true).head
    }

    /// As ``head(_:_:fields:announcing:isPlain:)``, with what follows it: at most a few hundred kilobytes.
    package func answer(
        _ method: String,
        _ path: String,
        fields: [(name: String, value: String)] = [],
        body: String = ""
    ) async throws -> (head: String, body: String) {
        try await exchange(method, path, fields, body: body, body.utf8.count, isPlain: false, isHeadEnough: false)
    }

    private func exchange(
        _ method: String,
        _ path: String,
        _ fields: [(name: String, value: String)],
        body: String,
        _ byteCount: Int,
        isPlain: Bool,
        isHeadEnough: Bool
    ) async throws -> (head: String, body: String) {
        var request = "\(method) \(path) HTTP/1.1\r\nHost: \(name)\r\nConnection: close\r\n"
        for field in fields { request += "\(field.name): \(field.value)\r\n" }
        request += "Content-Length: \(byteCount)\r\n\r\n\(body)"
        let version: Version? = isPlain ? nil : .tls13
        let bytes = try await connect(version, request: Array(request.utf8), isHeadEnough: isHeadEnough).answer
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.hasPrefix("HTTP/1.1 "), let end = text.firstRange(of: "\r\n\r\n") else { throw Failure.noAnswer }
        return (String(text[..<end.lowerBound]), String(text[end.upperBound...]))
    }

    private func connect(
        _ version: Version?,
        request: [UInt8]?,
        isHeadEnough: Bool = false
    ) async throws -> Conversation.Outcome {
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
                try pipeline.addHandler(
                    Conversation(isTLS: context != nil, request: request, isHeadEnough: isHeadEnough, ended: ended)
                )
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
    ///
    /// A server that refuses a body reads it away for a while: who needs the head alone does not wait for that.
    private final class Conversation: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        struct Outcome: Sendable {
            var isAgreed = false
            var answer: [UInt8] = []
        }

        private let isTLS: Bool
        private let request: [UInt8]?
        private let isHeadEnough: Bool
        private let ended: EventLoopPromise<Outcome>
        private var outcome = Outcome()

        init(isTLS: Bool, request: [UInt8]?, isHeadEnough: Bool, ended: EventLoopPromise<Outcome>) {
            self.isTLS = isTLS
            self.request = request
            self.isHeadEnough = isHeadEnough
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
            let isEnough = isHeadEnough && outcome.answer.firstRange(of: Array("\r\n\r\n".utf8)) != nil
            if isEnough || outcome.answer.count > ServerProbe.answerByteCountMaximum { context.close(promise: nil) }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

        func channelInactive(context: ChannelHandlerContext) { ended.succeed(outcome) }
    }
}
