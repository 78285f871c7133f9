import NIOCore
import NIOPosix

/// Answers every connection with the same head and closes it.
enum OneAnswerServer {
    static func run(_ head: String, _ body: (UInt16) async throws -> Void) async throws {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Answerer(head)) }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(UInt16(server.localAddress?.port ?? 0)))
        } catch {
            result = .failure(error)
        }
        try await server.close()
        try result.get()
    }

    private final class Answerer: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let head: String

        init(_ head: String) { self.head = head }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let answer = ByteBuffer(string: head + "\r\n\r\n")
            let (loop, channel) = (context.eventLoop, context.channel)
            context.writeAndFlush(wrapOutboundOut(answer)).hop(to: loop).whenComplete { _ in channel.close(promise: nil)
            }
        }
    }
}
