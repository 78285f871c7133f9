import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A client that sends exactly the bytes it is told to, and shows the bytes that come back.
final class RawClient: Sendable {
    struct Timeout: Error {}

    private let channel: any Channel
    private let inbox: Inbox

    private init(channel: any Channel, inbox: Inbox) {
        self.channel = channel
        self.inbox = inbox
    }

    static func plain(port: Int) async throws -> RawClient {
        try await connect { $0.connect(host: "127.0.0.1", port: port) }
    }

    static func unix(path: String) async throws -> RawClient {
        try await connect { $0.connect(unixDomainSocketPath: path) }
    }

    static func tls(port: Int, change: (inout TLSConfiguration) -> Void = { _ in }) async throws -> RawClient {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        change(&configuration)
        let context = try NIOSSLContext(configuration: configuration)
        return try await connect(tls: context) { $0.connect(host: "127.0.0.1", port: port) }
    }

    private static func connect(
        tls context: NIOSSLContext? = nil,
        _ open: (ClientBootstrap) -> EventLoopFuture<any Channel>
    ) async throws -> RawClient {
        let inbox = Inbox()
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                let pipeline = channel.pipeline.syncOperations
                if let context {
                    try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: "localhost"))
                }
                try pipeline.addHandler(InboxHandler(inbox))
            }
        }
        return RawClient(channel: try await open(bootstrap).get(), inbox: inbox)
    }

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) async throws { try await channel.writeAndFlush(ByteBuffer(bytes: bytes)) }

    func close() async { await withCheckedContinuation { done in channel.close().whenComplete { _ in done.resume() } } }

    /// Everything received so far.
    var received: String { String(decoding: inbox.bytes, as: UTF8.self) }

    /// Reads one whole answer (head and `Content-Length` bytes) and takes it off.
    func answer(isHead: Bool = false) async throws -> RawAnswer {
        try await wait { RawAnswer.take(from: &$0, isHead: isHead) }
    }

    /// Waits until the server has closed.
    func untilClosed(seconds: Double = 5) async throws {
        let deadline = ContinuousClock.now.advanced(by: .seconds(seconds))
        while !inbox.isClosed {
            guard ContinuousClock.now < deadline else { throw Timeout() }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    var isClosed: Bool { inbox.isClosed }

    private func wait<Result>(_ take: (inout [UInt8]) -> Result?) async throws -> Result {
        let deadline = ContinuousClock.now.advanced(by: .seconds(10))
        while true {
            let isClosed = inbox.isClosed  // asked first: what came before the close is all there when we look
            if let result = inbox.take(take) { return result }
            guard ContinuousClock.now < deadline, !isClosed else { throw Timeout() }
            try await Task.sleep(for: .milliseconds(1))
        }
    }
}

final class Inbox: Sendable {
    private let state = Mutex<(bytes: [UInt8], isClosed: Bool)>(([], false))

    var bytes: [UInt8] { state.withLock { $0.bytes } }
    var isClosed: Bool { state.withLock { $0.isClosed } }

    func append(_ more: ByteBufferView) { state.withLock { $0.bytes.append(contentsOf: more) } }
    func close() { state.withLock { $0.isClosed = true } }

    func take<Result>(_ body: (inout [UInt8]) -> Result?) -> Result? {
        var bytes = self.bytes
        let before = bytes.count
        let result = body(&bytes)
        if result != nil {
            // Only this client takes; what came meanwhile was appended behind.
            let taken = before - bytes.count
            state.withLock { $0.bytes.removeFirst(taken) }
        }
        return result
    }
}

private final class InboxHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let inbox: Inbox

    init(_ inbox: Inbox) { self.inbox = inbox }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        inbox.append(unwrapInboundIn(data).readableBytesView)
    }

    func channelInactive(context: ChannelHandlerContext) { inbox.close() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
