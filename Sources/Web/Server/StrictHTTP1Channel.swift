import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// An HTTP/1.1 connection: Hummingbird's request loop over our own, stricter pipeline.
struct StrictHTTP1Channel: HTTPChannelHandler {
    typealias Value = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    let settings: ConnectionSettings
    let responder: HTTPChannelHandler.Responder

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            var decoding = NIOHTTPDecoderLimitConfiguration()
            decoding.maxHeaderFieldSize = settings.limits.headerFieldByteCountMaximum
            decoding.maxHeaderListSize = settings.limits.headerByteCountMaximum
            decoding.maxHeaderFieldCount = settings.limits.headerFieldCountMaximum
            try pipeline.configureHTTPServerPipeline(
                withPipeliningAssistance: false,  // the request loop takes one request at a time
                withErrorHandling: false,  // StrictHTTP1Codec answers
                withOutboundHeaderValidation: false,  // HTTPFields can hold no invalid value
                withEncoderConfiguration: .init(),
                withDecoderLimitConfiguration: decoding
            )
            let front = try pipeline.handler(type: ConnectionFront.self)
            try pipeline.addHandler(StrictHTTP1Codec(settings: settings))
            try pipeline.addHandler(RequestGuard(settings: settings, front: front))
            return try NIOAsyncChannel(
                wrappingChannelSynchronously: channel,
                configuration: .init(isOutboundHalfClosureEnabled: true)
            )
        }
    }

    func handle(value: Value, logger: Logger) async {
        await handleHTTP(asyncChannel: value, logger: logger)
    }
}
