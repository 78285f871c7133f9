import NIOCore
import Synchronization

/// The connections that are open now, so that shutdown can tell them to finish, and later end them.
final class OpenConnections: Sendable {
    private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

    var count: Int { channels.withLock { $0.count } }

    func add(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        channels.withLock { $0[id] = channel }
        channel.closeFuture.whenComplete { [self] _ in
            channels.withLock { _ = $0.removeValue(forKey: id) }
        }
    }

    /// Idle HTTP/1.1 connections close, HTTP/2 connections say goodbye and close.
    func quiesce() {
        for channel in channels.withLock({ Array($0.values) }) {
            channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
    }

    func hardClose() {
        for channel in channels.withLock({ Array($0.values) }) {
            channel.eventLoop.execute {
                do {
                    try channel.pipeline.syncOperations.handler(type: ConnectionFront.self).hardClose()
                } catch {
                    // Not set up yet, or torn down already: there is no TLS above to say farewell.
                    channel.close(promise: nil)
                }
            }
        }
    }
}
