import HTTPTypes
import Identity
import JSON
import Primitives
import Sealing
import Vault

/// `/api/v1/inbox/senders` and `/api/v1/inbox/entries`: browsers that add while they are offline or locked.
///
/// - Source: docs/spec/inbox.md §4 and §5.
struct SendersAPI: Sendable {
    static let entries = "/api/v1/inbox/entries"
    private static let path = "/api/v1/inbox/senders"
    private static let key = Schema.string(.id, length: 52...52)

    let services: WebServices

    var endpoints: [Endpoint] { [list, add, rename, end, take] }

    private var list: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .session) { request in
            let senders = try await services.identity.senders(for: try request.sessionToken())
            return .json { writer in
                writer.memberArray("items", senders) { writer, sender in
                    writer.object {
                        $0.member("id", sender.id.text)
                        $0.member("name", sender.name)
                        $0.member("createdAt", sender.created.iso)
                        $0.member("lastUsedOn", optional: sender.lastUse?.iso)
                    }
                }
            }
        }.with {
            $0.summary = "Lists the browsers that may add through the inbox, newest first."
            let senders = Schema.array(.object(Self.sender), count: 0...IdentityService.senderMaximum)
            $0.responses = [.init(.ok, "The browsers.", ObjectSchema("SenderList", [.required("items", senders)]))]
            $0.problems = [.locked]
        }
    }

    private var add: Endpoint {
        Endpoint(.post, Self.path, surface: .api, access: .session) { request in
            let fields = RequestFields(request.json)
            guard let bytes = Base32.decode(fields.text("publicKey")), bytes.count == SignaturePublicKey.byteCount
            else { throw Problem(.invalid, fields: [.init("/publicKey", "It is no key.")]) }
            let registered = try await services.identity.addSender(
                named: fields.text("name"),
                publicKey: SignaturePublicKey(bytes: bytes),
                for: try request.sessionToken()
            )
            return .json(status: .created) {
                $0.member("sender", registered.id.text)
                $0.member("inboxKey", Base32.encode(registered.inbox.key.bytes))
                $0.member("epoch", Int(registered.inbox.epoch))
            }
        }.with {
            $0.summary = "Lets a browser add through the inbox, by a key that never leaves it."
            $0.body = .json(
                ObjectSchema(
                    "SenderRequest",
                    [
                        .required("name", .string(.line, length: 1...IdentityService.tokenNameCharacters)),
                        .required("publicKey", Self.key, "Ed25519."),
                    ]
                )
            )
            $0.responses = [
                .init(
                    .created,
                    "What entries are sealed to.",
                    ObjectSchema(
                        "RegisteredSender",
                        [
                            .required("sender", .id), .required("inboxKey", Self.key, "X25519."),
                            .required("epoch", .integer(1...Int(UInt32.max))),
                        ]
                    )
                )
            ]
            $0.problems = [.conflict, .locked, .notAllowed, .noConsent]
        }
    }

    private var rename: Endpoint {
        Endpoint(.put, Self.path + "/{id}", surface: .api, access: .session) { request in
            guard let id = SenderID(text: request.parameter("id")) else { throw Problem(.notFound) }
            let name = RequestFields(request.json).text("name")
            try await services.identity.renameSender(id, to: name, for: try request.sessionToken())
            return .noContent
        }.with {
            $0.summary = "Gives a browser that may add another name."
            let name = Schema.string(.line, length: 1...IdentityService.tokenNameCharacters)
            $0.body = .json(ObjectSchema("SenderName", [.required("name", name)]))
            $0.responses = [.init(.noContent, "It has that name, or was not there.")]
            $0.problems = [.notFound, .locked]
        }
    }

    private var end: Endpoint {
        Endpoint(.delete, Self.path + "/{id}", surface: .api, access: .session) { request in
            guard let id = SenderID(text: request.parameter("id")) else { throw Problem(.notFound) }
            try await services.identity.endSender(id, for: try request.sessionToken())
            return .noContent
        }.with {
            $0.summary = "Ends a browser's right to add; what it still holds is shown and not put in by itself."
            $0.responses = [.init(.noContent, "It is over, or was not there.")]
            $0.problems = [.notFound, .locked]
        }
    }

    private var take: Endpoint {
        Endpoint(.post, Self.entries, surface: .api, access: .anyone) { request in
            guard case .bytes(let bytes, _) = request.body else { throw Problem(.malformedBody) }
            let taken = try await services.identity.takeEntries(try Self.read(bytes), from: request.source)
            services.inboxes.noteArrival(taken.vault)
            return .json(status: .accepted) { $0.member("sequence", Int(clamping: taken.sequence)) }
        }.with {
            $0.summary = "Takes sealed and signed entries of a browser: their signature is what lets them in."
            $0.body = .octets(
                byteCountMaximum: IdentityService.entriesPerRequest * (4 + InboxEntry.byteCountMaximum)
            )
            let answer = ObjectSchema("TakenEntries", [.required("sequence", .integer(0...Int(Int64.max)))])
            $0.responses = [.init(.accepted, "They wait; those up to this one need not be sent again.", answer)]
            $0.problems = [.malformedBody, .notAllowed, .conflict, .tooManyRequests]
        }
    }

    /// Each entry is counted.
    private static func read(_ bytes: [UInt8]) throws(Problem) -> [InboxEntry] {
        var reader = ByteReader(bytes)
        var entries: [InboxEntry] = []
        do {
            while reader.remainingCount > 0, entries.count < IdentityService.entriesPerRequest {
                let bytes = Array(try reader.readCounted(maximum: InboxEntry.byteCountMaximum))
                guard let entry = InboxEntry(bytes: bytes) else { throw Problem(.malformedBody) }
                entries.append(entry)
            }
            try reader.finish()
        } catch {
            throw Problem(.malformedBody, detail: "That is no list of entries.")
        }
        return entries
    }

    private static let sender = ObjectSchema(
        "Sender",
        [
            .required("id", .id), .required("name", .string(.line, length: 1...IdentityService.tokenNameCharacters)),
            .required("createdAt", .string(.moment, length: 20...20)), .optional("lastUsedOn", .day),
        ]
    )
}
