import AuditTrail
import HTTPTypes
import NIOCore
import TransparencyLog

/// `/log/…`: the transparency log as C2SP's tlog-tiles has it, for anyone.
///
/// - Source: docs/spec/transparency-log.md §4.
struct PublicLog: Sendable {
    let services: WebServices

    var endpoints: [Endpoint] { [checkpoint, key, tile] }

    private var checkpoint: Endpoint {
        Endpoint(.get, "/log/checkpoint", surface: .asset, access: .anyone) { _ in
            guard let checkpoint = try await services.audit.checkpoint() else { throw Problem(.notFound) }
            return Self.text(checkpoint.bytes)
        }
    }

    /// The key that checkpoints are verified with, in one line.
    private var key: Endpoint {
        Endpoint(.get, "/log/key", surface: .asset, access: .anyone) { _ in
            Self.text(Array((try services.audit.signerKey().text + "\n").utf8))
        }
    }

    private var tile: Endpoint {
        Endpoint(.get, "/log/tile/{path…}", surface: .asset, access: .anyone) { request in
            let resource: LogResource
            do { resource = try LogResource(path: "tile/" + request.parameter("path")) } catch {
                throw Problem(.notFound)
            }
            guard let bytes = try await services.audit.bytes(of: resource) else { throw Problem(.notFound) }
            var answer = Answer(status: .ok, body: ByteBuffer(bytes: bytes))
            answer.fields[.contentType] = "application/octet-stream"
            return answer.adding(.cacheControl, "public, max-age=31536000, immutable")
        }
    }

    private static func text(_ bytes: [UInt8]) -> Answer {
        var answer = Answer(status: .ok, body: ByteBuffer(bytes: bytes))
        answer.fields[.contentType] = "text/plain; charset=utf-8"
        return answer.adding(.cacheControl, "no-cache")
    }
}
