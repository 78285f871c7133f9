import AuditTrail
import HTTPTypes
import Identity
import NIOCore
import Primitives
import TransparencyLog

/// `/privacy/delete`: the end of an account; `/deleted/{code}`: its receipt.
struct DeletionPages: Sendable {
    static let path = "/privacy/delete"
    static let receiptPath = "/deleted"
    /// Days of grace that the page offers.
    private static let graces = [0, 3, 7]

    let site: PageSite

    private var identity: IdentityService { site.services.identity }

    var endpoints: [Endpoint] { [show, delete, keep, receipt, file] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { try await answer($0) }
    }

    private func answer(_ request: WebRequest, problems: FormProblems = .none) async throws -> Answer {
        let due = try await identity.deletionDue(for: try request.sessionToken())
        let days = identity.deletionBackupDays
        let page = DeletionPage(
            due: due.map(site.moment),
            backupDays: days > 0 ? Words.current.number(days) : nil,
            choices: Self.graces.map(choice),
            problems: problems
        )
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private func choice(_ days: Int) -> DeletionPage.Choice {
        let words = Words.current
        return DeletionPage.Choice(
            days: "\(days)",
            label: days == 0 ? localized("Now") : words.count(days, one: "In {count} day", other: "In {count} days"),
            note: days == 0
                ? localized("At once, with no way back.")
                : localized("Until then you can take it back on every page."),
            isChosen: days == Self.graces[1]
        )
    }

    private var delete: Endpoint {
        Endpoint(.post, Self.path, surface: .page, access: .unlocked) { request in
            guard request.form["understood"] == "yes", let days = request.form["days"].flatMap({ Int($0) }) else {
                let sentence = localized("Choose when, and tick that nothing can be brought back.")
                return try await answer(request, problems: FormProblems(summary: sentence, errors: []))
            }
            let asked: AskedDeletion
            do throws(IdentityError) {
                asked = try await identity.deleteAccount(afterDays: days, for: try request.identityToken())
            } catch {
                guard case .deletion(let problem) = error else { throw error }
                return try await answer(request, problems: FormProblems(summary: Self.sentence(problem), errors: []))
            }
            let path = "\(Self.receiptPath)/\(asked.code.text())"
            guard !asked.isDone else {
                site.services.forget(request.session)
                return Answer.signedOut(to: path)
            }
            let page = DeletionAskedPage(due: site.moment(asked.due), address: site.address.origin + path, path: path)
            return try await site.answer(page, request)
        }.with {
            $0.body = .form()
            $0.needsProof(thenAt: Self.path)
        }
    }

    private static func sentence(_ problem: DeletionProblem) -> String {
        switch problem {
        case .days(let maximum):
            localized("Choose 0 to {days} days.", ["days": Words.current.number(maximum)])
        case .waits: localized("It was asked for already.")
        case .notWaiting: localized("Nothing waits to be deleted, or its time has come.")
        }
    }

    private var keep: Endpoint {
        Endpoint(.post, Self.path + "/keep", surface: .page, access: .unlocked) { request in
            do throws(IdentityError) { try await identity.keepAccount(for: try request.identityToken()) } catch {
                guard case .deletion(let problem) = error else { throw error }
                return try await answer(request, problems: FormProblems(summary: Self.sentence(problem), errors: []))
            }
            return .seeOther(Self.path, .accountKept)
        }.with { $0.body = .form() }
    }

    // MARK: The receipt

    private var receipt: Endpoint {
        Endpoint(.get, Self.receiptPath + "/{code}", surface: .page, access: .anyone) { request in
            let found = try await DeletionReceipts(services: site.services).found(request.parameter("code"))
            let path = "\(Self.receiptPath)/\(request.parameter("code"))"
            let page = DeletedPage(
                deleted: found.map { site.moment($0.deleted) },
                backupsGone: found?.backupsGone.map { site.dayText($0).long },
                filePath: found?.file == nil ? nil : path + "/receipt.flowkeep-receipt",
                address: found == nil ? nil : site.address.origin + path,
                logKey: try site.services.audit.signerKey().text
            )
            return try await site.answer(page, request, status: found == nil ? .notFound : .ok)
        }
    }

    private var file: Endpoint {
        Endpoint(
            .get,
            Self.receiptPath + "/{code}/receipt.flowkeep-receipt",
            surface: .page,
            access: .anyone
        ) { request in
            guard let file = try await DeletionReceipts(services: site.services).found(request.parameter("code"))?.file
            else { throw Problem(.notFound) }
            var answer = Answer(status: .ok, body: ByteBuffer(bytes: file))
            answer.fields[.contentType] = "text/plain; charset=utf-8"
            return answer.adding(.contentDisposition, "attachment; filename=\"receipt.flowkeep-receipt\"")
        }
    }
}

/// Receipts of deletions by their codes.
struct DeletionReceipts: Sendable {
    struct Found: Sendable {
        let deleted: Timestamp
        let backupsGone: CalendarDay?
        /// Nil until a checkpoint covers the leaf.
        let file: [UInt8]?
    }

    let services: WebServices

    func found(_ code: String) async throws -> Found? {
        guard let code = ReceiptCode(text: code), let leaf = try await services.identity.deletionLeaf(code) else {
            return nil
        }
        let act = try LastAct(opening: leaf.opening, index: leaf.index, particulars: leaf.particulars)
        let receipt = try await services.audit.proof(of: act).map { try DeletionReceipt(act, proof: $0) }
        return Found(
            deleted: act.opening.event.time,
            backupsGone: act.backupsGone,
            file: receipt?.bytes
        )
    }
}
