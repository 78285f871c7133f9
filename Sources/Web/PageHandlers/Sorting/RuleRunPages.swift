import HTTPTypes
import Money
import Primitives
import Vault

/// Trying rules on the entries there are, and doing what was shown.
struct RuleRunPages: Sendable {
    private static let path = "/money/rules/run"
    private static let shown = 100

    let site: PageSite

    var endpoints: [Endpoint] { [show, apply] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { request in
            let (rule, words) = (request.query["rule"] ?? "", site.words(request))
            return try await site.keptAnswer(at: .money(.more), request) { book throws(Problem) in
                page(try Self.run(rule, book), rule, book, words)
            }
        }
    }

    private var apply: Endpoint {
        Endpoint.form(Self.path) { request in
            let (rule, digest) = (request.form["rule"] ?? "", request.form["digest"] ?? "")
            let (outcome, start) = try await MoneyVault(request, site.services).change(request) {
                book,
                start throws(Problem) in
                let run = try Self.run(rule, book)
                return try MoneyCommands.plan(book, batchStart: start) { plan throws(Problem) -> BulkOutcome? in
                    // What would be done now is not what she saw: she is shown it again instead.
                    guard RulesAPI.text(run.digest) == digest else { return nil }
                    do throws(MoneyError) {
                        return try plan.apply(run)
                    } catch {
                        throw ErrorMapping.problem(error)
                    }
                }
            }
            guard let outcome else { return .seeOther("/money/rules", .rule) }
            guard let done = outcome else {
                let flash = Flash(.failed, localized("Something changed meanwhile. This is what would change now."))
                return try await answer(request, rule: rule, flash: flash)
            }
            let sentence = localized(
                done.changed.count,
                one: "{count} entry changed.",
                other: "{count} entries changed."
            )
            let flash = Flash(.done, sentence, undo: start.map { .change(String($0)) })
            return try await answer(request, rule: rule, flash: flash)
        }
    }

    /// - `rule`: The id of the one that is tried; empty for all that are in effect.
    private static func run(_ rule: String, _ book: MoneyBook) throws(Problem) -> RuleRun {
        var only: [RuleID]?
        if !rule.isEmpty {
            guard let id = RuleID(text: rule), book.item(id) != nil else { throw Problem(.notFound) }
            only = [id]
        }
        do throws(MoneyError) {
            return try book.ruleRun(only: only)
        } catch {
            throw ErrorMapping.problem(error)
        }
    }

    private func answer(_ request: WebRequest, rule: String, flash: Flash) async throws -> Answer {
        let words = site.words(request)
        let page = try await MoneyVault(request, site.services).read { book, _ throws(Problem) in
            self.page(try Self.run(rule, book), rule, book, words)
        }
        return try await site.answer(page, request, flash: flash)
    }

    private func page(_ run: RuleRun, _ rule: String, _ book: MoneyBook, _ words: Words) -> RuleRunPage {
        let (entry, rules) = (EntryWords(book, words: words), RuleWords(book, words))
        let names = Dictionary(uniqueKeysWithValues: book.orderedRules.map { ($0.id, $0.content.title) })
        var notes: [String] = []
        if run.changes.count > Self.shown {
            notes.append(words("The first {count} are shown.", ["count": words.number(Self.shown)]))
        }
        if run.hasMore {
            let count = words.number(RuleRun.maximum)
            notes.append(words("One step changes {count} entries at most; try again for the rest.", ["count": count]))
        }
        return RuleRunPage(
            title: RuleID(text: rule).flatMap { names[$0] } ?? words("All rules in effect"),
            lead: run.changes.isEmpty
                ? words.count(
                    run.matchCount,
                    one: "{count} entry fits, and nothing would change.",
                    other: "{count} entries fit, and nothing would change."
                )
                : words.count(
                    run.matchCount,
                    one: "{count} entry fits. Nothing has been changed yet.",
                    other: "{count} entries fit. Nothing has been changed yet."
                ),
            notes: notes,
            changes: run.changes.prefix(Self.shown).map { change in
                let content = change.before.content
                let day = DayText(content.day, today: site.today, locale: words.locale).short
                let details = [day, entry.subtitle(content), entry.accounts(content)].compactMap(\.self)
                return RuleRunPage.Change(
                    name: entry.title(content),
                    detail: details.joined(separator: " · "),
                    becomes: rules.entry(change.after),
                    rules: change.rules.compactMap { names[$0] }.joined(separator: ", "),
                    money: entry.money(content)
                )
            },
            button: words.count(
                run.changes.count,
                one: "Change {count} entry",
                other: "Change {count} entries"
            ),
            digest: RulesAPI.text(run.digest),
            rule: rule
        )
    }
}
