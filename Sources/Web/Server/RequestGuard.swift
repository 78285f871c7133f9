import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Stands between the HTTP decoder and the handlers, once per HTTP/1.1 connection or HTTP/2 stream: counts requests in
/// flight, keeps time, adds the security headers to every answer, and ends the connection when it must not go on.
final class RequestGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let settings: ConnectionSettings
    /// The connection's front for HTTP/1.1; nil on an HTTP/2 stream.
    private let front: ConnectionFront?
    private var clock: RequestClock
    private var tick: RepeatedTask?
    private var context: ChannelHandlerContext?
    private var closesAfterAnswer = false
    private var hasHadRequest = false
    /// Whether nothing of a refused body is still to be read away.
    private var isReadAway = true
    /// Requests whose answer has not been written to the socket in full.
    private var unanswered = 0

    init(settings: ConnectionSettings, front: ConnectionFront?) {
        self.settings = settings
        self.front = front
        clock = RequestClock(limits: settings.limits, opened: .now())
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        front?.handOver(to: self)
        let period = RequestClock.tick(settings.limits)
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        tick = context.eventLoop.scheduleRepeatedTask(initialDelay: period, delay: period) { _ in
            bound.value.checkClock()
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { stop() }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    private func stop() {
        tick?.cancel()
        tick = nil
        context = nil
        settings.inFlight.leave(unanswered)
        unanswered = 0
    }

    func bytesArrived() { clock.bytesArrived(at: .now()) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let now = NIODeadline.now()
        switch unwrapInboundIn(data) {
        case .head(let head):
            clock.headArrived(at: now)
            hasHadRequest = true
            unanswered += 1
            settings.inFlight.enter()
            if front != nil, Self.asksToClose(head) { closesAfterAnswer = true }
        case .body:
            clock.bodyArrived(at: now)
        case .end:
            if clock.requestEnded(at: now) {
                isReadAway = true
                if front == nil { context.close(promise: nil) } else { closeIfDone() }
                return
            }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            guard head.status.kind != .informational else { break }
            clock.answerBegan(at: .now())
            settings.headers.complete(&head.headerFields)
            // An earlier answer of pipelined requests must not end the connection before the later ones.
            let isLast = clock.outstanding <= 1
            if front != nil, isLast, closesAfterAnswer || settings.inFlight.isDraining || !clock.isAnswerable {
                closesAfterAnswer = true
                head.headerFields[.connection] = "close"
            }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
            return
        case .body:
            let written = promise ?? context.eventLoop.makePromise(of: Void.self)
            let isolated = written.futureResult.assumeIsolated()
            isolated.whenComplete { _ in self.clock.answerGotOn(at: .now()) }
            context.write(data, promise: written)
            return
        case .end:
            finishAnswer(context: context, data: data, promise: promise)
            return
        }
        context.write(data, promise: promise)
    }

    private func finishAnswer(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        isReadAway = clock.answerEnded(at: .now()) == .keep
        let written = promise ?? context.eventLoop.makePromise(of: Void.self)
        let isolated = written.futureResult.assumeIsolated()
        isolated.whenComplete { _ in
            self.clock.answerSent(at: .now())
            guard self.unanswered > 0 else { return }
            self.unanswered -= 1
            self.settings.inFlight.leave()
            self.closeIfDone()
        }
        // Flushed here when it is the last: nobody else would, and closing waits for it.
        context.write(data, promise: written)
        if closesAfterAnswer, clock.outstanding == 0 { context.flush() }
    }

    /// Ends a connection that must not go on, once its last answer is on the wire: closing before would cut off what
    /// the socket's buffer has not taken yet.
    private func closeIfDone() {
        guard front != nil, closesAfterAnswer, isReadAway, clock.outstanding == 0, unanswered == 0 else { return }
        context?.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is ChannelShouldQuiesceEvent, front != nil else {
            context.fireUserInboundEventTriggered(event)
            return
        }
        closesAfterAnswer = true
        // The first request of a connection that was just taken may be on its way, and nobody else will answer it: it
        // has until the server stops waiting for connections to close.
        if hasHadRequest { closeIfDone() }
    }

    private func checkClock() {
        guard clock.expired(at: .now()) != nil else { return }
        if let front {
            front.hardClose()
        } else {
            context?.close(promise: nil)
        }
    }

    private static func asksToClose(_ head: HTTPRequest) -> Bool {
        guard let value = head.headerFields[.connection] else { return false }
        return value.split(separator: ",").contains { $0.trimmed().lowercased() == "close" }
    }
}
