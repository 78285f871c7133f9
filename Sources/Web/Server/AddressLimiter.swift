import NIOCore

/// On a listening socket: closes a new connection at once when its address already has too many open.
final class AddressLimiter: ChannelInboundHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel

    private let maximum: Int
    private var open: [PeerAddress: Int] = [:]

    init(maximum: Int) { self.maximum = maximum }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let channel = unwrapInboundIn(data)
        let peer = PeerAddress(channel.remoteAddress)
        guard peer != .thisMachine else {
            context.fireChannelRead(data)
            return
        }
        guard open[peer, default: 0] < maximum else {
            channel.close(promise: nil)
            return
        }
        open[peer, default: 0] += 1
        channel.closeFuture.hop(to: context.eventLoop).assumeIsolated().whenComplete { _ in
            let left = (self.open[peer] ?? 1) - 1
            self.open[peer] = left > 0 ? left : nil
        }
        context.fireChannelRead(data)
    }
}
