import HTTPTypes
import JSON
import NIOCore
import Primitives
import Synchronization

@testable import Web

/// Sessions by token: `open-…` is unlocked, `locked-…` is not, everything else is nobody.
struct FakeSessions: SessionGate {
    func session(for token: String, purpose: Purpose?) async throws -> WebSession? {
        guard token.hasPrefix("open-") || token.hasPrefix("locked-") else { return nil }
        return WebSession(
            account: UserAccountID(high: 3, low: 4),
            token: nil,
            access: nil,
            isUnlocked: token.hasPrefix("open-"),
            expiry: Timestamp(seconds: 1_800_000_000)
        )
    }
}

/// Small endpoints that show what the core did with a request.
enum TestEndpoints {
    static let schema = ObjectSchema(
        "Note",
        [.required("text", .name), .optional("amount", .decimal), .optional("tags", .array(.name, count: 0...3))]
    )

    static let all: [Endpoint] = [
        Endpoint(.get, "/", surface: .page, access: .anyoneOrSession) { _ in .page(Array("<p>welcome</p>".utf8)) },
        Endpoint(.get, "/form", surface: .page, access: .anyoneOrSession) { request in
            .page(Array(request.formSecret.token().utf8))
        },
        Endpoint(.post, "/form", surface: .page, access: .anyoneOrSession) { request in
            .page(Array((request.form["text"] ?? "-").utf8))
        }.with { $0.body = .form() },
        Endpoint(.get, "/private", surface: .page, access: .unlocked) { _ in .page(Array("<p>private</p>".utf8)) },
        Endpoint(.post, "/upload", surface: .page, access: .session) { request in
            guard case .multipart(let form) = request.body else { return .noContent }
            return .page(Array("\(form.file?.name ?? "-") \(form.file?.bytes.count ?? 0)".utf8))
        }.with { $0.body = .multipart },
        Endpoint(.get, "/asset.css", surface: .asset, access: .anyone) { _ in
            Answer(status: .ok, body: ByteBuffer(string: "p{}"))
                .adding(.cacheControl, "public, max-age=31536000, immutable").adding(.eTag, "\"abc\"")
        },
        Endpoint(.get, "/api/v1/notes", surface: .api, access: .unlocked) { _ in .json { $0.member("ok", true) } }
            .with {
                $0.summary = "Lists notes."
                $0.query = [.init("limit", .integer(1...100), "How many.")]
            },
        Endpoint(.post, "/api/v1/notes", surface: .api, access: .session) { request in
            .json(status: .created) { $0.member("members", request.json.members.count) }
        }.with { $0.body = .json(schema) },
        Endpoint(.put, "/api/v1/notes/{id}", surface: .api, access: .session) { request in
            .json { $0.member("id", request.parameter("id")) }
        }.with {
            $0.body = .json(schema)
            $0.needsIfMatch = true
        },
        Endpoint(.delete, "/api/v1/notes/{id}", surface: .api, access: .session) { _ in .noContent },
        Endpoint(.post, "/api/v1/open", surface: .api, access: .anyone) { _ in .noContent }
            .with { $0.body = .json(schema) },
        Endpoint(.post, "/api/v1/files", surface: .api, access: .session) { request in
            guard case .bytes(let bytes, _) = request.body else { return .noContent }
            return .json { $0.member("count", bytes.count) }
        }.with { $0.body = .file(media: ["application/octet-stream"]) },
        Endpoint(.get, "/api/v1/slow", surface: .api, access: .anyone) { _ in
            try await Task.sleep(for: .milliseconds(1200))
            return .json { $0.member("slow", true) }
        },
        // More than any socket's buffers take at once.
        Endpoint(.get, "/api/v1/large", surface: .api, access: .anyone) { _ in
            Answer(status: .ok, body: ByteBuffer(repeating: UInt8(ascii: "x"), count: largeByteCount))
        },
        Endpoint(.post, "/operator/v1/check", surface: .operators, access: .anyone) { _ in
            .json { $0.member("ok", true) }
        },
        Endpoint(.get, "/api/v1/broken", surface: .api, access: .anyone) { _ in throw Unforeseen(secret: "hunter2") },
    ]

    static let largeByteCount = 16 << 20

    struct Unforeseen: Error { let secret: String }
}
