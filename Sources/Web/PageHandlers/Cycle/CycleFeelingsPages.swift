import Cycle
import HTTPTypes
import Primitives

/// Symptoms and moods as a person calls them: `/cycle/settings/feelings`.
struct CycleFeelingsPages: Sendable {
    let site: PageSite

    var endpoints: [Endpoint] { [show, add, edit] }

    private var show: Endpoint { .diaryPage(CycleFeelingsWords.path) { try await answer($0) } }

    private func answer(
        _ request: WebRequest,
        sent: (name: String, value: String)? = nil,
        problems: FormProblems = .none
    ) async throws -> Answer {
        let words = site.words(request)
        let page = try await CycleVault(request, site.services).read { book, _ in
            CycleFeelingsWords(book: book, words: words, problems: problems, sent: sent).page()
        }
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private static func kind(_ code: String?) -> FeelingKind? {
        FeelingKind.allCases.first { CycleFeelingsWords.code($0) == code }
    }

    private var add: Endpoint {
        .diaryForm(CycleFeelingsWords.path) { request in
            guard let kind = Self.kind(request.form["kind"]) else { throw Problem(.malformedBody) }
            let field = "name." + CycleFeelingsWords.code(kind)
            let name = request.form[field] ?? ""
            let label = kind == .symptom ? localized("A symptom of your own") : localized("A mood of your own")
            return try await take(request, field: field, name: name, label: label) { plan throws(CycleError) in
                _ = try plan.addFeeling(
                    kind,
                    FeelingDefinition(name: name),
                    builtInNames: BookNames.builtInNames(kind)
                )
            }
        }
    }

    private var edit: Endpoint {
        .diaryForm(CycleFeelingsWords.path + "/{kind}/{id}") { request in
            guard let kind = Self.kind(request.parameter("kind")), let id = UInt64(request.parameter("id")),
                let key = FeelingKey(checked: kind, id)
            else { throw Problem(.notFound) }
            let field = "name.\(CycleFeelingsWords.code(kind)).\(id)"
            let name = request.form[field] ?? ""
            let what = request.form["do"] ?? ""
            return try await take(request, field: field, name: name, label: localized("Name")) {
                plan throws(CycleError) in
                var definition = plan.book.definition(key) ?? FeelingDefinition()
                switch what {
                case "hide": definition.isHidden = true
                case "show": definition.isHidden = false
                case "remove": return try plan.removeFeeling(key)
                default: definition.name = Self.name(name, key)
                }
                try plan.editFeeling(key, definition, builtInNames: Self.others(of: key))
            }
        }
    }

    /// The built-in name, or none at all, is the name it had.
    private static func name(_ typed: String, _ key: FeelingKey) -> String? {
        let name = typed.trimmingWhitespace()
        guard key.isBuiltIn else { return name }
        return name.isEmpty || name == BookNames(CycleBook()).name(key) ? nil : name
    }

    /// Built-in names that another one may not have: its own it may.
    private static func others(of key: FeelingKey) -> [String] {
        let own = BookNames(CycleBook()).name(key)
        return BookNames.builtInNames(key.kind).filter { $0 != own }
    }

    private func take(
        _ request: WebRequest,
        field: String,
        name: String,
        label: String,
        _ body: (inout CyclePlan) throws(CycleError) -> Void
    ) async throws -> Answer {
        do {
            let (_, change) = try await CycleVault(request, site.services).change(request) {
                plan throws(FormRefusal) in
                do throws(CycleError) {
                    try body(&plan)
                } catch {
                    throw FormRefusal(field, label, CycleSentences.sentence(error))
                }
            }
            return .seeOther(CycleFeelingsWords.path, .saved, diaryChange: change)
        } catch {
            let problems = try FormRefusal(endingIn: error).problems
            return try await answer(request, sent: (field, name), problems: problems)
        }
    }
}
