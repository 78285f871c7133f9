import HTTPTypes
import Money
import Primitives
import Vault

/// Rates from a file: the file, the check, what was saved.
struct RateFilePages: Sendable {
    private static let path = RatePages.path + "/import"
    private static let rejectedMaximum = 100

    let site: PageSite
    let rates: RatePages

    var endpoints: [Endpoint] { [take, check, change, commit, discard] }

    private var take: Endpoint {
        page(.post, Self.path) { request in
            guard case .multipart(let form) = request.body, let file = form.file, !file.bytes.isEmpty else {
                return try await refuse(request, localized("Choose a file."))
            }
            let desk = try RateDesk(request, site.services)
            do throws(StatementError) {
                let base = request.form["base"].flatMap { Currency(code: $0) }
                let id = try desk.stage(Array(file.bytes), fileName: Self.shown(file.name), base: base)
                return .seeOther("\(Self.path)/\(id)")
            } catch {
                return try await refuse(request, Self.sentence(error))
            }
        }.with { $0.body = .multipart }
    }

    private static func sentence(_ error: StatementError) -> String {
        error == .unknownFormat
            ? localized("No rates were found: the first line must name the columns, one of them the date.")
            : StatementWords.sentence(error)
    }

    private func refuse(_ request: WebRequest, _ sentence: String) async throws -> Answer {
        let problems = FormProblems(errors: [FieldError(field: "file", label: localized("File"), message: sentence)])
        return try await rates.answer(request, draft: nil, problems: problems)
    }

    /// A file's name as a label: one line, not too long.
    private static func shown(_ name: String) -> String {
        let plain = String(
            String.UnicodeScalarView(name.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F })
        )
        return plain.isEmpty ? localized("Imported file") : String(plain.prefix(MoneyLimits.nameCharacters))
    }

    private var check: Endpoint {
        page(.get, Self.path + "/{id}") { request in
            let staged = try RateDesk(request, site.services).find(request.parameter("id"))
            return try await checkPage(staged, request)
        }
    }

    private func checkPage(_ staged: StagedRates, _ request: WebRequest) async throws -> Answer {
        let page = try await MoneyVault(request, site.services).read { book, _ in
            let outcome = RateImport(staged.file, into: book, isOfBook: staged.isOfBook)
            var counts = RateCheckPage.Counts()
            (counts.new, counts.changed, counts.same) = (outcome.newCount, outcome.changedCount, outcome.sameCount)
            (counts.skipped, counts.rejected) = (outcome.skippedCount, staged.file.rejectedCount)
            let listed = staged.file.rejected.prefix(Self.rejectedMaximum)
            return RateCheckPage(
                id: staged.id,
                fileName: staged.fileName,
                counts: counts,
                lead: lead(outcome),
                base: staged.base?.code ?? "",
                decimal: ImportFormReader.word(for: staged.mark),
                isOfBook: staged.isOfBook,
                currencies: PageChoices.currencies(book),
                rejected: listed.map { line in
                    .init(
                        line: localized("Line {line}", ["line": "\(line.line)"]),
                        reason: Sentences.sentence(line.reason)
                    )
                },
                more: more(staged.file.rejectedCount - listed.count),
                problems: Self.questions(staged.file)
            )
        }
        return try await site.answer(page, request)
    }

    /// What the file leaves open, beside the fields that answer it.
    private static func questions(_ file: RateFile) -> FormProblems {
        var errors: [FieldError] = []
        if file.needsBase {
            errors.append(.init(field: "base", label: localized("One unit of"), message: Sentences.missingRateBase))
        }
        if file.needsMark {
            errors.append(.init(field: "decimal", label: localized("Decimals"), message: Sentences.missingRateMark))
        }
        return errors.isEmpty ? .none : FormProblems(errors: errors)
    }

    private func more(_ count: Int) -> String? {
        count > 0 ? localized(count, one: "And {count} more line.", other: "And {count} more lines.") : nil
    }

    private func lead(_ outcome: RateImport) -> String? {
        let skipped = outcome.skippedCount
        let left =
            skipped == 0
            ? nil
            : localized(
                skipped,
                one: "{count} rate of other currencies is left out.",
                other: "{count} rates of other currencies are left out."
            )
        guard let days = outcome.days else { return left }
        let named = outcome.pairs.prefix(8).map(RatePages.label).joined(separator: ", ")
        let words = localized(
            "{pairs}, from {first} to {last}.",
            [
                "pairs": outcome.pairs.count > 8 ? named + ", …" : named,
                "first": site.dayText(days.lowerBound).medium, "last": site.dayText(days.upperBound).medium,
            ]
        )
        return [words, left].compactMap(\.self).joined(separator: " ")
    }

    /// Reads the file again with another base or decimal mark, or for all its currencies.
    private var change: Endpoint {
        page(.post, Self.path + "/{id}") { request in
            let desk = try RateDesk(request, site.services)
            var staged = try desk.find(request.parameter("id"))
            staged.base = request.form["base"].flatMap { Currency(code: $0) }
            staged.mark = ImportFormReader.mark(request.form["decimal"])
            staged.isOfBook = request.form["only"] != "all"
            try desk.change(staged)
            return .seeOther("\(Self.path)/\(staged.id)")
        }.with { $0.body = .form() }
    }

    private var commit: Endpoint {
        page(.post, Self.path + "/{id}/commit") { request in
            let start = try await RateDesk(request, site.services).commit(request.parameter("id"), request)
            return .seeOther(RatePages.path, .rates, change: start)
        }.with { $0.body = .form() }
    }

    private var discard: Endpoint {
        page(.post, Self.path + "/{id}/discard") { request in
            _ = try RateDesk(request, site.services).discard(request.parameter("id"))
            return .seeOther(RatePages.path, .discarded)
        }.with { $0.body = .form() }
    }

    private func page(
        _ method: HTTPRequest.Method,
        _ path: String,
        handler: @escaping Endpoint.Handler
    ) -> Endpoint {
        Endpoint(method, path, surface: .page, access: .unlocked, handler: handler).with { $0.purpose = .moneyImport }
    }
}
