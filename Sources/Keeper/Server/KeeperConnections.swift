import NIOCore
import Synchronization

/// The open connections: counted, and closed in order at shutdown.
final class KeeperConnections: Sendable {
    private struct State {
        var open: [ObjectIdentifier: any Channel] = [:]
        var isDraining = false
        var whenEmpty: [EventLoopPromise<Void>] = []
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    var isDraining: Bool { state.withLock { $0.isDraining } }

    /// False when there are too many, or shutdown has begun: the connection is to be closed.
    func add(_ channel: any Channel) -> Bool {
        state.withLock { state in
            guard state.open.count < limit, !state.isDraining else { return false }
            state.open[ObjectIdentifier(channel)] = channel
            return true
        }
    }

    func remove(_ channel: any Channel) {
        let waiting = state.withLock { state -> [EventLoopPromise<Void>] in
            state.open[ObjectIdentifier(channel)] = nil
            guard state.open.isEmpty else { return [] }
            defer { state.whenEmpty = [] }
            return state.whenEmpty
        }
        for promise in waiting { promise.succeed() }
    }

    /// Tells every connection to close when its request is answered, and waits at most `time`.
    func drain(on eventLoop: any EventLoop, within time: TimeAmount) async {
        let empty = eventLoop.makePromise(of: Void.self)
        let channels = state.withLock { state -> [any Channel] in
            state.isDraining = true
            state.whenEmpty.append(empty)
            return Array(state.open.values)
        }
        if channels.isEmpty { return empty.succeed() }
        for channel in channels { channel.pipeline.fireUserInboundEventTriggered(KeeperDrainEvent()) }
        let deadline = eventLoop.scheduleTask(in: time) {
            for channel in channels { channel.close(promise: nil) }
        }
        // Nothing fails the promise: every closed channel is removed by its handler.
        await withCheckedContinuation { continuation in
            empty.futureResult.whenComplete { _ in continuation.resume() }
        }
        deadline.cancel()
    }
}

/// Sent through each connection's pipeline when the server shuts down.
struct KeeperDrainEvent: Sendable {}
