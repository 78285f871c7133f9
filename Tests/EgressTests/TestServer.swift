import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server on 127.0.0.1 that answers each connection with fixed bytes, over TLS or plainly.
final class TestServer: Sendable {
    private let channel: any Channel
    private let seen: Seen

    private final class Seen: Sendable {
        let requests = Mutex<[String]>([])
        let connections = Mutex(0)
    }

    var port: Int { channel.localAddress?.port ?? 0 }

    /// What was sent to it, decrypted.
    var requests: [String] { seen.requests.withLock { $0 } }

    var connections: Int { seen.connections.withLock { $0 } }

    /// Runs `body` with a server.
    ///
    /// `answer`: nil says nothing; an empty one hangs up. `tls`: the newest version that is offered; nil for none.
    static func run(
        _ answer: String?,
        tls newest: TLSVersion? = nil,
        _ body: (TestServer) async throws -> Void
    ) async throws {
        let server = try await TestServer(answer, newest)
        do { try await body(server) } catch {
            try await server.channel.close()
            throw error
        }
        try await server.channel.close()
    }

    private init(_ answer: String?, _ newest: TLSVersion?) async throws {
        let seen = Seen()
        self.seen = seen
        let context = try newest.map { newest in
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: [.certificate(try TestCertificate.certificate())],
                privateKey: .privateKey(try TestCertificate.key())
            )
            configuration.minimumTLSVersion = .tlsv1
            configuration.maximumTLSVersion = newest
            return try NIOSSLContext(configuration: configuration)
        }
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    seen.connections.withLock { $0 += 1 }
                    let pipeline = channel.pipeline.syncOperations
                    if let context { try pipeline.addHandler(NIOSSLServerHandler(context: context)) }
                    try pipeline.addHandler(Answerer(answer, seen))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    private final class Answerer: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let answer: String?
        private let seen: Seen

        init(_ answer: String?, _ seen: Seen) {
            self.answer = answer
            self.seen = seen
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            seen.requests.withLock { $0.append(String(buffer: unwrapInboundIn(data))) }
            guard let answer else { return }
            if answer.isEmpty { return context.close(promise: nil) }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
