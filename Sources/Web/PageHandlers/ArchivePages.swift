import HTTPTypes
import Identity
import Primitives

/// `/privacy/archive`: a copy of everything that is hers.
struct ArchivePages: Sendable {
    static let path = "/privacy/archive"
    /// How often a page that shows work asks again, in seconds.
    private static let lookSeconds = "4"
    /// After so long without a step it does so no more.
    private static let patienceSeconds: Int64 = 60

    let site: PageSite

    private var identity: IdentityService { site.services.identity }

    var endpoints: [Endpoint] { [show, ask, drop, file] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { try await answer($0) }
    }

    private func answer(_ request: WebRequest, problems: FormProblems = .none) async throws -> Answer {
        let record = try await identity.archive(for: try request.sessionToken())
        let page = ArchivePage(standing: record.map(standing), problems: problems)
        let answer = try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
        // A page that looks again keeps the session in use: not longer than the work goes on.
        guard let record, record.state == .making,
            site.services.now() < record.worked.adding(seconds: Self.patienceSeconds),
            let refresh = HTTPField.Name("Refresh")
        else { return answer }
        return answer.adding(refresh, Self.lookSeconds)
    }

    private func standing(_ record: ArchiveRecord) -> ArchivePage.Standing {
        let progress = record.progress
        return ArchivePage.Standing(
            asked: site.moment(record.asked),
            isMaking: record.state == .making,
            isReady: record.state == .ready,
            stopped: Self.sentence(record.state),
            part: Self.sentence(progress),
            done: progress.total == 0 ? nil : "\(progress.done)",
            total: progress.total == 0 ? nil : "\(progress.total)",
            size: ByteCountText.text(record.byteCount),
            isSealed: record.header != nil,
            goes: site.moment(record.expiry)
        )
    }

    private static func sentence(_ progress: ArchiveRecord.Progress) -> String {
        switch progress.part {
        case .money: localized("Your money comes next.")
        case .receipts:
            localized(
                "Receipt {done} of {total}",
                [
                    "done": Words.current.number(Int(progress.done)),
                    "total": Words.current.number(Int(progress.total)),
                ]
            )
        case .diary: localized("Your diary comes next. If it has a lock of its own, open it.")
        case .book: localized("A shared book comes next.")
        case .account: localized("Your account comes next.")
        case .history: localized("Your access history comes next, with its proofs.")
        case .index: localized("The index comes last.")
        }
    }

    private static func sentence(_ state: ArchiveRecord.State) -> String? {
        guard case .stopped(let reason) = state else { return nil }
        return switch reason {
        case .consentWithdrawn: localized("It is gone: there is no consent to exports any more.")
        case .damaged:
            localized(
                "It was not made: something that belongs into it does not open. Please tell whoever runs this server."
            )
        case .tooLarge: localized("It was not made: one file of it has more than 4 GB.")
        }
    }

    private var ask: Endpoint {
        Endpoint(.post, Self.path, surface: .page, access: .unlocked) { request in
            guard let form = request.form["form"], ["sealed", "clear"].contains(form) else {
                let sentence = localized("Choose whether it is sealed.")
                return try await answer(request, problems: FormProblems(summary: sentence, errors: []))
            }
            let asked = try await identity.askArchive(
                isSealed: form == "sealed",
                language: Words.current.locale.rawValue,
                for: try request.identityToken()
            )
            try await site.services.archives.add(asked.vault)
            guard let passphrase = asked.passphrase else { return .seeOther(Self.path, .archiveAsked) }
            return try await site.answer(ArchiveAskedPage(passphrase: passphrase.value), request)
                .adding(.cacheControl, "no-store")
        }.with {
            $0.purpose = .export
            $0.body = .form()
            $0.needsProof(thenAt: Self.path)
        }
    }

    private var drop: Endpoint {
        Endpoint(.post, Self.path + "/drop", surface: .page, access: .unlocked) { request in
            try await identity.dropArchive(for: try request.identityToken())
            return .seeOther(Self.path, .archiveDropped)
        }.with { $0.body = .form() }
    }

    private var file: Endpoint {
        Endpoint(.get, Self.path + "/file", surface: .page, access: .unlocked) { request in
            guard
                let answer = try await ArchiveDownload.answer(
                    request,
                    site.services,
                    try request.identityToken()
                )
            else { throw Problem(.notFound) }
            return answer
        }.with {
            $0.purpose = .export
            $0.needsProof(thenAt: Self.path)
        }
    }
}
