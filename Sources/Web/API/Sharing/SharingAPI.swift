import Cycle
import HTTPTypes
import Identity
import JSON
import Primitives

/// `/api/v1/sharing`: parts of a diary for a partner's account, from both sides.
///
/// - Source: docs/spec/sharing.md §8 and §9.
struct SharingAPI: Sendable {
    private static let path = "/api/v1/sharing"

    let services: WebServices

    private var identity: IdentityService { services.identity }

    var endpoints: [Endpoint] { [list, offer, change, end, shown, look, agree, endShown] }

    // MARK: Who shares

    private var list: Endpoint {
        Endpoint(.get, Self.path + "/diary", surface: .api, access: .session) { request in
            let shares = try await identity.diaryShares(for: try request.sessionToken())
            return .json { writer in
                writer.memberArray("items", shares) { writer, share in
                    writer.object { writer in
                        writer.member("id", Base32.encode(share.id))
                        SharingJSON.write(share.parts, to: &writer)
                        writer.member("partner", optional: share.partner)
                        writer.member("since", optional: share.since?.iso)
                        writer.member("expiresAt", optional: share.partner == nil ? share.expiry.iso : nil)
                    }
                }
            }
        }.with {
            $0.summary = "Lists with whom parts of the diary are shared, and codes that wait."
            $0.responses = [.init(.ok, "The shares.", SharingJSON.shares)]
            $0.problems = [.locked]
        }
    }

    private var offer: Endpoint {
        Endpoint.diary(.post, "/shares") { request in
            let fields = RequestFields(request.json)
            let code = try await identity.offerDiary(
                SharingJSON.parts(fields),
                as: fields.text("displayName"),
                token: try request.sessionToken()
            )
            return .json(status: .created) { $0.member("code", code.value) }
        }.with {
            $0.summary = "Makes a code by which a partner's account is shown chosen estimates of the diary."
            $0.body = .json(SharingJSON.offer)
            $0.needsProof = true
            $0.responses = [.init(.created, "The code, shown this once.", BookJSON.made)]
            $0.problems = [.conflict, .proofNeeded]
        }
    }

    private var change: Endpoint {
        Endpoint.diary(.put, "/shares/{id}") { request in
            guard let id = Base32.decode(request.parameter("id")) else { throw Problem(.notFound) }
            let parts = SharingJSON.parts(RequestFields(request.json))
            try await identity.changeDiaryShare(id, to: parts, token: try request.sessionToken())
            await (try CycleVault(request, services)).publishProjections()
            return .noContent
        }.with {
            $0.summary = "Shares other parts with a partner."
            $0.body = .json(SharingJSON.partsRequest)
            $0.responses = [.init(.noContent, "Those parts are shared, and no others.")]
            $0.problems = [.notFound]
        }
    }

    /// Without the diary: what is shared is ended also while that is behind its lock.
    private var end: Endpoint {
        Endpoint(.delete, Self.path + "/diary/{id}", surface: .api, access: .session) { request in
            guard let id = Base32.decode(request.parameter("id")) else { throw Problem(.notFound) }
            try await identity.endDiaryShare(id, token: try request.sessionToken())
            return .noContent
        }.with {
            $0.summary = "Stops sharing with a partner, or withdraws a code; what was shown is deleted."
            $0.responses = [.init(.noContent, "Nothing of it is shared.")]
            $0.problems = [.notFound, .locked]
        }
    }

    // MARK: The partner

    private var shown: Endpoint {
        Endpoint(.get, Self.path + "/with-me", surface: .api, access: .session) { request in
            let shares = try await identity.sharedWithMe(try request.sessionToken())
            return .json { writer in
                writer.memberArray("items", shares) { writer, share in
                    writer.object { SharingJSON.write(share, to: &$0) }
                }
            }
        }.with {
            $0.summary = "Shows what others share of their diaries: estimates, and no contraception."
            $0.responses = [.init(.ok, "What is shared.", SharingJSON.withMe)]
            $0.problems = [.locked, .noConsent]
        }
    }

    private var look: Endpoint {
        Endpoint(.post, Self.path + "/with-me/look", surface: .api, access: .session) { request in
            let look = try await identity.diaryOffer(
                code: RequestFields(request.json).text("code"),
                token: try request.sessionToken(),
                from: request.source
            )
            return .json { writer in
                writer.member("from", look.name)
                SharingJSON.write(look.parts, to: &writer)
                writer.member("expiresAt", look.expiry.iso)
            }
        }.with {
            $0.summary = "Shows what a code for a diary is for. Nothing is agreed to."
            $0.body = .json(BookJSON.code)
            $0.responses = [.init(.ok, "What it is for.", SharingJSON.look)]
            $0.problems = [.invalid, .locked, .tooManyRequests]
        }
    }

    private var agree: Endpoint {
        Endpoint(.post, Self.path + "/with-me", surface: .api, access: .session) { request in
            let fields = RequestFields(request.json)
            let diary = try await identity.acceptDiary(
                code: fields.text("code"),
                as: fields.text("displayName"),
                token: try request.sessionToken(),
                from: request.source
            )
            services.projections.noteFailure(diary)
            return .noContent
        }.with {
            $0.summary = "Uses a code: what is shared is shown from the next time that the diary is open."
            $0.body = .json(BookJSON.joining)
            $0.responses = [.init(.noContent, "It is agreed.")]
            $0.problems = [.invalid, .conflict, .locked, .tooManyRequests]
        }
    }

    private var endShown: Endpoint {
        Endpoint(.delete, Self.path + "/with-me/{id}", surface: .api, access: .session) { request in
            guard let id = Base32.decode(request.parameter("id")) else { throw Problem(.notFound) }
            try await identity.endSharedWithMe(id, token: try request.sessionToken())
            return .noContent
        }.with {
            $0.summary = "Ends being shown something, or puts away that it ended."
            $0.responses = [.init(.noContent, "It is gone.")]
            $0.problems = [.notFound, .locked]
        }
    }
}
