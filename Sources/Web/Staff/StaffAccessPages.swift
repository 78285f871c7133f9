import Escrow
import HTTPTypes
import Identity
import JSON
import Primitives
import Sealing
import Staff
import Vault
import WebAuthn

/// Requests to see a part of a person's data: asking, agreeing with a passkey, and ending.
struct StaffAccessPages: Sendable {
    static let path = "/staff/access"
    private static let minutesStandard = "30"
    private static let shownMaximum = 200
    private static let passkeyMilliseconds = 120_000

    let site: StaffSite

    private var access: AccessService { site.services.access }

    var endpoints: [Endpoint] { [list, ask, show, agreeing, agree, end] }

    // MARK: All of them

    private var list: Endpoint {
        Endpoint.staff(.get, Self.path, needs: .readAccess) { request, staff in
            site.answer(try await page(staff), request)
        }
    }

    private func page(
        _ staff: StaffAdmission,
        sent: StaffAccessPage.Sent = StaffAccessPage.Sent(minutes: minutesStandard),
        problems: FormProblems = .none
    ) async throws -> StaffAccessPage {
        let words = AccessRequestWords(site: site, roster: try await site.services.staff.roster())
        let open = try await access.openRequests().filter { Self.sees(staff, $0) }
        let ended = try await access.endedRequests().filter { Self.sees(staff, $0) }.prefix(Self.shownMaximum)
        let counts = staff.may(.readHistory) ? try await site.services.identity.escrowCounts() : nil
        return StaffAccessPage(
            waiting: open.map(words.row),
            ended: ended.map(words.row),
            counts: counts.map { words.counts($0.all, $0.stale) },
            form: staff.may(.askAccess) ? sent : nil,
            problems: problems
        )
    }

    /// Everybody sees her own; whoever reads the history sees all.
    private static func sees(_ staff: StaffAdmission, _ request: AccessRequest) -> Bool {
        staff.may(.readHistory) || request.statement.requester == staff.member.id
    }

    private var ask: Endpoint {
        Endpoint.staffForm(Self.path, needs: .askAccess) { request, staff in
            let form = request.form
            let sent = StaffAccessPage.Sent(
                trackers: Set(SupportWords.trackers.map(SupportWords.name).filter { form["scope-" + $0] != nil }),
                minutes: form["minutes"] ?? "",
                reason: form["reason"] ?? "",
                ticket: form["ticket"] ?? ""
            )
            do throws(StaffError) {
                let wish = AccessService.Wish(
                    account: try await account(form["account"] ?? ""),
                    trackers: Set(sent.trackers.compactMap { SupportWords.tracker(named: $0)?.rawValue }),
                    minutes: Int(sent.minutes) ?? 0,
                    reason: sent.reason,
                    ticket: sent.ticket
                )
                let made = try await access.ask(wish, by: staff.member.id)
                return .seeOther(Self.path(of: made.id), .accessAsked)
            } catch {
                return try await site.refused(error, request) { try await page(staff, sent: sent, problems: $0) }
            }
        }
    }

    /// By its opaque id, or by the handle that the person told.
    ///
    /// Nil where there is no such account; one that allows nothing answers the same.
    private func account(_ name: String) async throws(StaffError) -> UserAccountID? {
        do throws(IdentityError) {
            if name.utf8.count == 26, let id = UserAccountID(text: name),
                let found = try await site.services.identity.standing(id)
            {
                return found.id
            }
            return try await site.services.identity.standing(handle: name)?.id
        } catch { throw .unrecorded }
    }

    // MARK: One of them

    static func path(of id: AccessRequestID) -> String { "\(path)/\(id.text)" }

    private var show: Endpoint {
        Endpoint.staff(.get, Self.path + "/{id}", needs: .readAccess) { request, staff in
            site.answer(try await page(of: request, staff), request)
        }
    }

    private func page(
        of request: WebRequest,
        _ staff: StaffAdmission,
        problems: FormProblems = .none
    ) async throws -> StaffAccessRequestPage {
        let found = try await access.request(try Self.id(request))
        guard Self.sees(staff, found) else { throw StaffError.refused(.unknownAccess) }
        let words = AccessRequestWords(site: site, roster: try await site.services.staff.roster())
        return words.page(found, staff, problems: problems)
    }

    /// What her passkey is asked, for the script.
    private var agreeing: Endpoint {
        Endpoint.staffForm(Self.path + "/{id}/agree/options", needs: .decideAccess) { request, staff in
            let start = try await access.beginAgreeing(to: try Self.id(request), by: staff.member.id)
            return .json { writer in
                writer.member("challenge", Base64URL.encode(start.challenge))
                writer.member("partyId", site.relyingPartyID)
                writer.member("salt", Base64URL.encode(OfficerKey.salt))
                writer.member("timeout", Self.passkeyMilliseconds)
                writer.memberArray("credentials", [start.credentialID]) { writer, id in
                    writer.object { writer in
                        writer.member("id", Base64URL.encode(id))
                        writer.memberArray("transports", [String]()) { $0.string($1) }
                    }
                }
            }
        }
    }

    private var agree: Endpoint {
        Endpoint.staffForm(Self.path + "/{id}/agree", needs: .decideAccess) { request, staff in
            guard let answer = try PasskeyJSON.answer(inField: request.form["answer"]) else {
                throw Problem(.malformedBody)
            }
            let id = try Self.id(request)
            do throws(StaffError) {
                // Without a derived key an empty one is tried, so that the refusal stands in the person's history.
                let output = answer.secret?.bytes.duplicate() ?? SecretBytes(copying: [UInt8](repeating: 0, count: 32))
                try await access.agree(to: id, by: staff.member.id, answer.response, output: output)
                return .seeOther(Self.path(of: id), .accessAgreed)
            } catch {
                return try await site.refused(error, request) { try await page(of: request, staff, problems: $0) }
            }
        }
    }

    private var end: Endpoint {
        Endpoint.staffForm(Self.path + "/{id}/end", needs: .readAccess) { request, staff in
            let id = try Self.id(request)
            do throws(StaffError) {
                try await access.end(id, by: staff.member.id)
                return .seeOther(Self.path(of: id), .accessEnded)
            } catch {
                return try await site.refused(error, request) { try await page(of: request, staff, problems: $0) }
            }
        }
    }

    static func id(_ request: WebRequest) throws(StaffError) -> AccessRequestID {
        guard let id = AccessRequestID(text: request.parameter("id")) else { throw .refused(.unknownAccess) }
        return id
    }
}
