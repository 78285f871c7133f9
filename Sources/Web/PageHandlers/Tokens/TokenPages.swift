import HTTPTypes
import Identity
import Primitives
import Vault

/// Making, listing and ending tokens, and browsers that add.
struct TokenPages: Sendable {
    static let path = "/privacy/security/tokens"
    private static let daysAllowed = ["7", "30", "90", "365"]
    private static let order: [TokenScope] = [
        .moneyAdd, .moneyRead, .moneyWrite, .diaryAdd, .diaryRead, .diaryWrite,
    ]

    let site: PageSite

    private var identity: IdentityService { site.services.identity }

    var endpoints: [Endpoint] { [show, form, make, end, endAll, renameSender, endSender] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { request in
            try await list(request)
        }.with { $0.purpose = .keyMaintenance }
    }

    private func list(_ request: WebRequest, _ problems: FormProblems = .none) async throws -> Answer {
        let token = try request.sessionToken()
        let count = try await InboxDesk(request, site.services).waiting().count
        let page = TokensPage(
            tokens: try await identity.tokens(for: token).map(row),
            ended: try await identity.endedTokens(for: token).map(row),
            senders: try await identity.senders(for: token).map(row),
            waiting: count == 0
                ? nil
                : localized(
                    count,
                    one: "{count} entry that came in waits for you.",
                    other: "{count} entries that came in wait for you."
                ),
            problems: problems
        )
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private func row(_ token: TokenRecord) -> TokensPage.Row {
        let scopes = Self.order.filter(token.scopes.contains).map { TokenWords.label($0) }.joined(separator: " ")
        return TokensPage.Row(
            icon: "bolt",
            name: token.name,
            detail: [
                scopes, localized("Made {day}.", ["day": day(token.created)]), use(token),
                localized("Ends {day}.", ["day": day(token.expiry)]),
            ].joined(separator: " "),
            endPath: "\(Self.path)/\(Base32.encode(token.hash))/revoke"
        )
    }

    private func use(_ token: TokenRecord) -> String {
        guard let last = token.lastUse else { return localized("Never used.") }
        let values = ["day": day(last)]
        guard token.useCount > 0 else { return localized("Last used {day}.", values) }
        return localized(
            Int(token.useCount),
            one: "Last used {day}, {count} time that day.",
            other: "Last used {day}, {count} times that day.",
            values
        )
    }

    private func row(_ token: EndedToken) -> TokensPage.EndedRow {
        let values = ["day": day(token.ended)]
        let end =
            switch token.reason {
            case .revoked: localized("Revoked {day}.", values)
            case .expired: localized("Its time was up {day}.", values)
            case .recovered: localized("Ended {day} by a recovery.", values)
            }
        let scopes = Self.order.filter(token.scopes.contains).map { TokenWords.label($0) }.joined(separator: " ")
        return TokensPage.EndedRow(
            name: token.name,
            detail: [scopes, localized("Made {day}.", ["day": day(token.created)]), end].joined(separator: " ")
        )
    }

    private func row(_ sender: SenderRecord) -> TokensPage.BrowserRow {
        let used = sender.lastUse.map { localized("Last used {day}.", ["day": day($0)]) } ?? localized("Never used.")
        return TokensPage.BrowserRow(
            name: sender.name,
            detail: [localized("Added {day}.", ["day": day(sender.created)]), used].joined(separator: " "),
            path: "\(Self.path)/browsers/\(sender.id.text)"
        )
    }

    private func day(_ time: Timestamp) -> String { day(time.day(utcOffsetMinutes: site.utcOffsetMinutes())) }

    private func day(_ day: CalendarDay) -> String { site.dayText(day).long }

    /// Asked here and not when it is sent, so that nothing typed is lost.
    private var form: Endpoint {
        Endpoint(.get, Self.path + "/new", surface: .page, access: .unlocked) { request in
            try await answer(request, .none)
        }.with {
            $0.purpose = .keyMaintenance
            $0.needsProof = true
        }
    }

    private func answer(_ request: WebRequest, _ problems: FormProblems) async throws -> Answer {
        let chosen = Set(request.form.all("scope"))
        let isSent = request.method == .post
        let page = TokenFormPage(
            name: request.form["name"] ?? "",
            scopes: Self.order.map { scope in
                TokenFormPage.Option(
                    value: scope.name,
                    label: TokenWords.label(scope),
                    note: TokenWords.note(scope),
                    isChosen: isSent ? chosen.contains(scope.name) : scope == .moneyAdd
                )
            },
            days: request.form["days"] ?? "90",
            problems: problems
        )
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private var make: Endpoint {
        Endpoint(.post, Self.path, surface: .page, access: .unlocked) { request in
            let form = request.form
            let made: MadeToken
            do throws(IdentityError) {
                made = try await identity.makeToken(
                    named: form["name"] ?? "",
                    scopes: Set(form.all("scope").compactMap { TokenScope(name: $0) }),
                    days: form["days"].flatMap { Self.daysAllowed.contains($0) ? Int($0) : nil } ?? 0,
                    for: try request.identityToken()
                )
            } catch {
                guard let problem = Self.error(error) else { throw error }
                return try await answer(request, FormProblems(errors: [problem]))
            }
            let page = TokenMadePage(name: made.record.name, token: made.token.text(), detail: row(made.record).detail)
            return try await site.answer(page, request, status: .ok)
        }.with {
            $0.body = .form(repeatable: ["scope"])
            $0.purpose = .keyMaintenance
            $0.needsProof = true
        }
    }

    /// What the form can be mended for; nil for what it cannot.
    private static func error(_ fault: IdentityError) -> FieldError? {
        switch fault {
        case .token(.name): field("name", localized("What it is for"), .name)
        case .token(.noScope): field("scope", localized("What it may do"), .noScope)
        case .token(.days): field("days", localized("How long"), .days)
        case .token(.tooMany): field("name", localized("What it is for"), .tooMany)
        case .vault(.outsideScope):
            FieldError(
                field: "scope",
                label: localized("What it may do"),
                message: localized("The diary is behind its own lock. Open it first, or choose something else.")
            )
        default: nil
        }
    }

    private static func field(_ name: String, _ label: String, _ problem: TokenProblem) -> FieldError {
        FieldError(field: name, label: label, message: Sentences.sentence(problem))
    }

    private var end: Endpoint {
        Endpoint(.post, Self.path + "/{id}/revoke", surface: .page, access: .unlocked) { request in
            guard let hash = Base32.decode(request.parameter("id")) else { throw Problem(.notFound) }
            try await identity.endToken(hash, for: try request.sessionToken())
            return .seeOther(Self.path, .tokenEnded)
        }.with {
            $0.body = .form()
            $0.purpose = .keyMaintenance
        }
    }

    private var endAll: Endpoint {
        Endpoint(.post, Self.path + "/revoke-all", surface: .page, access: .unlocked) { request in
            try await identity.endTokens(for: try request.sessionToken())
            return .seeOther(Self.path, .tokensEnded)
        }.with {
            $0.body = .form()
            $0.purpose = .keyMaintenance
        }
    }

    private var renameSender: Endpoint {
        Endpoint(.post, Self.path + "/browsers/{id}", surface: .page, access: .unlocked) { request in
            guard let id = SenderID(text: request.parameter("id")) else { throw Problem(.notFound) }
            do throws(IdentityError) {
                let name = request.form["name"] ?? ""
                try await identity.renameSender(id, to: name, for: try request.identityToken())
            } catch {
                guard error == .inbox(.name) else { throw error }
                let problem = Self.field("name", localized("Name"), .name)
                return try await list(request, FormProblems(errors: [problem]))
            }
            return .seeOther(Self.path, .saved)
        }.with {
            $0.body = .form()
            $0.purpose = .keyMaintenance
        }
    }

    private var endSender: Endpoint {
        Endpoint(.post, Self.path + "/browsers/{id}/end", surface: .page, access: .unlocked) { request in
            guard let id = SenderID(text: request.parameter("id")) else { throw Problem(.notFound) }
            try await identity.endSender(id, for: try request.sessionToken())
            return .seeOther(Self.path, .senderEnded)
        }.with {
            $0.body = .form()
            $0.purpose = .keyMaintenance
        }
    }
}
