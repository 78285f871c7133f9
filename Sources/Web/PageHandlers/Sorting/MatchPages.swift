import HTTPTypes
import Money
import Primitives
import Vault

/// Pairs that look like transfers: `/money/matches`.
struct MatchPages: Sendable {
    static let path = "/money/matches"
    private static let tick = "m."
    private static let shown = 100

    let site: PageSite

    var endpoints: [Endpoint] { [show, change] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { request in
            var sending = MatchesPage.Sending()
            sending.importID = request.query["import"] ?? ""
            return try await answer(request, sending)
        }
    }

    private var change: Endpoint {
        Endpoint.form(Self.path) { request in
            let sending = Self.sending(request.form)
            let action = request.form["do"] ?? "show"
            guard action != "show" else { return try await answer(request, sending) }
            let pairs = Self.pairs(request.form)
            guard action == "forget" || !pairs.isEmpty else {
                let words = site.words(request)
                let fault = FieldError(
                    field: "days",
                    label: words("Days apart, at most"),
                    message: words("Tick at least one pair.")
                )
                return try await answer(request, sending, problems: FormProblems(errors: [fault]))
            }
            return try await answer(request, sending, flash: try await apply(action, pairs, request))
        }
    }

    private func apply(_ action: String, _ pairs: [MoneyPlan.SeenPair], _ request: WebRequest) async throws -> Flash {
        let (outcome, start) = try await MoneyVault(request, site.services).change(request) {
            book,
            start throws(MoneyError) in
            try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) -> BulkOutcome in
                switch action {
                case "match": return try plan.matchTransfers(pairs)
                case "forget": try plan.forgetRejectedPairs()
                default:
                    let known = pairs.filter {
                        book.transaction($0.outgoing.id) != nil && book.transaction($0.incoming.id) != nil
                    }
                    try plan.rejectPairs(
                        known.map { RejectedPairContent(outgoing: $0.outgoing.id, incoming: $0.incoming.id) }
                    )
                }
                return BulkOutcome()
            }
        }
        let undo = start.map { Flash.Undo.change(String($0)) }
        guard let outcome else { return Flash(.done, localized("This was done already.")) }
        switch action {
        case "match":
            let left = outcome.stale.count + outcome.unfit.count
            let sentence = localized(
                outcome.changed.count,
                one: "{count} transfer made of two entries.",
                other: "{count} transfers made of two entries each."
            )
            let rest =
                left == 0
                ? ""
                : " "
                    + localized(
                        left,
                        one: "{count} pair is not what it was any more and stays as it is.",
                        other: "{count} pairs are not what they were any more and stay as they are."
                    )
            return Flash(.done, sentence + rest, undo: undo)
        case "forget": return Flash(.done, localized("All of them are proposed again."), undo: undo)
        default: return Flash(.done, localized("They will not be proposed again."), undo: undo)
        }
    }

    private func answer(
        _ request: WebRequest,
        _ sent: MatchesPage.Sending,
        problems: FormProblems = .none,
        flash: Flash? = nil
    ) async throws -> Answer {
        let words = site.words(request)
        var errors = problems.errors
        let question = Self.question(sent, words, &errors)
        let shown = FormProblems(errors: errors)
        guard shown.isShown || flash != nil else {
            return try await site.keptAnswer(at: .money(.transactions), request) { book throws(MoneyError) in
                try self.page(sent, question, book, words)
            }
        }
        let page = try await MoneyVault(request, site.services).read { book, _ throws(MoneyError) -> MatchesPage in
            try self.page(sent, question, book, words, problems: shown)
        }
        return try await site.answer(page, request, status: shown.isShown ? .unprocessableContent : .ok, flash: flash)
    }

    private func page(
        _ sent: MatchesPage.Sending,
        _ question: TransferQuestion,
        _ book: MoneyBook,
        _ words: Words,
        problems: FormProblems = .none
    ) throws(MoneyError) -> MatchesPage {
        let proposals = try book.transferProposals(question, limit: Self.shown)
        let rejected = book.items(RejectedPairContent.self).count
        return MatchesPage(
            sent,
            pairs: proposals.pairs.map { pair($0, book, words) },
            count: proposals.count == 0
                ? words("No two entries look like a transfer.")
                : words.count(
                    proposals.count,
                    one: "{count} pair looks like a transfer.",
                    other: "{count} pairs look like transfers."
                ),
            rejected: rejected == 0
                ? nil
                : words.count(
                    rejected,
                    one: "{count} pair is none, as you said.",
                    other: "{count} pairs are none, as you said."
                ),
            problems: problems
        )
    }

    private func pair(_ proposal: TransferProposal, _ book: MoneyBook, _ words: Words) -> MatchesPage.Pair {
        let entry = EntryWords(book, words: words)
        func side(_ transaction: MoneyTransaction) -> MatchesPage.Side {
            let content = transaction.content
            let day = DayText(content.day, today: site.today, locale: words.locale).short
            let details = [day, entry.accounts(content), entry.subtitle(content)].compactMap(\.self)
            return MatchesPage.Side(
                name: entry.title(content),
                detail: details.joined(separator: " · "),
                money: entry.money(content)
            )
        }
        var notes = [
            proposal.days == 0
                ? words("the same day")
                : words.count(proposal.days, one: "{count} day apart", other: "{count} days apart")
        ]
        if let distance = proposal.distance {
            let percent = Amount.decimal(minorUnits: (distance + 50) / 100, decimals: 2)
            notes.append(words("{percent} % from the rate", ["percent": percent]))
        }
        let (outgoing, incoming) = (proposal.outgoing, proposal.incoming)
        return MatchesPage.Pair(
            field: Self.tick + outgoing.id.text + "." + incoming.id.text,
            version: "\(outgoing.version).\(incoming.version)",
            isChosen: proposal.isSure,
            note: notes.joined(separator: " · "),
            outgoing: side(outgoing),
            incoming: side(incoming)
        )
    }

    private static func sending(_ form: FormFields) -> MatchesPage.Sending {
        var sending = MatchesPage.Sending()
        sending.days = form["days"] ?? ""
        sending.tolerance = form["tolerance"] ?? ""
        sending.isWide = form["all"] == "yes"
        sending.importID = form["import"] ?? ""
        return sending
    }

    private static func question(
        _ sent: MatchesPage.Sending,
        _ words: Words,
        _ errors: inout [FieldError]
    ) -> TransferQuestion {
        var question = TransferQuestion()
        question.importID = ImportID(text: sent.importID)
        question.includesCategorised = sent.isWide
        let days = sent.days.trimmingWhitespace()
        if !days.isEmpty {
            if let number = Int(days), TransferQuestion.dayRange.contains(number) {
                question.days = number
            } else {
                let message = words("It must be a whole number from 0 to 30.")
                errors.append(FieldError(field: "days", label: words("Days apart, at most"), message: message))
            }
        }
        let tolerance = sent.tolerance.trimmingWhitespace()
        if !tolerance.isEmpty {
            let plain = tolerance.replacing(",", with: ".")
            if let bound = SizeBound(decimal: plain), let hundredths = hundredths(bound) {
                question.tolerance = hundredths
            } else {
                let label = words("Between currencies, percent from the rate")
                let message = words("It must be a number from 0 to 20.")
                errors.append(FieldError(field: "tolerance", label: label, message: message))
            }
        }
        return question
    }

    /// Percent with at most two decimals, up to a fifth.
    private static func hundredths(_ bound: SizeBound) -> Int? {
        let parts = bound.decimal.split(separator: ".", omittingEmptySubsequences: false)
        let decimals = parts.count == 2 ? String(parts[1]) : ""
        guard decimals.count <= 2, let whole = Int(parts[0]), whole <= 20,
            let rest = Int((decimals + "00").prefix(2))
        else { return nil }
        let value = whole * 100 + rest
        return TransferQuestion.toleranceRange.contains(value) ? value : nil
    }

    /// `m.{outgoing}.{incoming}`: the versions that were seen.
    private static func pairs(_ form: FormFields) -> [MoneyPlan.SeenPair] {
        form.pairs.compactMap { name, value in
            guard name.hasPrefix(tick) else { return nil }
            let ids = name.dropFirst(tick.count).split(separator: ".").map { TransactionID(text: $0) }
            let versions = value.split(separator: ".").map { UInt32($0) }
            guard ids.count == 2, versions.count == 2, let outgoing = ids[0], let incoming = ids[1],
                let first = versions[0], let second = versions[1]
            else { return nil }
            return ((outgoing, first), (incoming, second))
        }
    }
}
