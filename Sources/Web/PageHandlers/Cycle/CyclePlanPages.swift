import Cycle
import HTTPTypes
import Primitives
import Vault

/// Methods, medicines and appointments: `/cycle/settings/plans` and their forms.
struct CyclePlanPages: Sendable {
    private static let path = CyclePlanWords.path

    let site: PageSite

    var endpoints: [Endpoint] { [list, showNew, showOne, add, edit, remove, renew] }

    private var list: Endpoint { .diaryPage(Self.path) { try await listPage($0) } }

    private func listPage(_ request: WebRequest, problems: FormProblems = .none) async throws -> Answer {
        let (today, words) = (site.today, site.words(request))
        let page = try await CycleVault(request, site.services).read { book, _ in
            CyclePlanWords(book: book, text: BodyText(book, words, today: today), problems: problems).page()
        }
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private var showNew: Endpoint {
        .diaryPage(Self.path + "/new") { request in
            guard let form = CyclePlanFormReader.form(new: request.query["kind"] ?? "", today: site.today) else {
                throw Problem(.notFound)
            }
            return try await answer(form, id: nil, request)
        }
    }

    private var showOne: Endpoint {
        .diaryPage(Self.path + "/{id}") { request in
            let id = try Self.id(request)
            let form = try await CycleVault(request, site.services).read { book, _ in
                book.item(id).flatMap(CyclePlanFormReader.form)
            }
            guard let form else { throw Problem(.notFound) }
            return try await answer(form, id: id, request)
        }
    }

    private func answer(
        _ form: CyclePlanForm,
        id: ChangeID?,
        _ request: WebRequest,
        problems: FormProblems = .none
    ) async throws -> Answer {
        let page = CyclePlanPageWords(words: site.words(request), problems: problems).page(form, id: id?.text)
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private static func id(_ request: WebRequest) throws(Problem) -> ChangeID {
        guard let id = ChangeID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }

    // MARK: Forms

    private var add: Endpoint { .diaryForm(Self.path) { try await take($0, id: nil) } }

    private var edit: Endpoint { .diaryForm(Self.path + "/{id}") { try await take($0, id: try Self.id($0)) } }

    private func take(_ request: WebRequest, id: ChangeID?) async throws -> Answer {
        let form = Self.form(request.form)
        let reader = CyclePlanFormReader(words: site.words(request))
        do {
            let (_, change) = try await CycleVault(request, site.services).change(request) {
                plan throws(FormRefusal) in
                let item = try reader.item(form)
                do throws(CycleError) {
                    if let id { try plan.editItem(id, item) } else { _ = try plan.addItem(item) }
                } catch {
                    throw Self.refusal(error, form)
                }
            }
            return .seeOther(Self.path, .saved, diaryChange: change)
        } catch {
            let problems = try FormRefusal(endingIn: error).problems
            return try await answer(form, id: id, request, problems: problems)
        }
    }

    private static func form(_ sent: FormFields) -> CyclePlanForm {
        var form = CyclePlanForm()
        form.kind = sent["kind"] ?? ""
        form.name = sent["name"] ?? ""
        form.from = sent["from"] ?? ""
        form.to = sent["to"] ?? ""
        form.use = sent["use"] ?? ""
        form.pause = sent["pause"] ?? ""
        form.time = sent["time"] ?? ""
        form.unit = sent["unit"] ?? ""
        form.times = sent["times"] ?? ""
        form.note = sent["note"] ?? ""
        form.reminder = sent["reminder"] ?? ""
        form.renewals = sent["renewals"] ?? ""
        return form
    }

    /// A rule of the diary, beside the field it belongs to.
    private static func refusal(_ error: CycleError, _ form: CyclePlanForm) -> FormRefusal {
        let message = CycleSentences.sentence(error)
        return switch error.about {
        case .from, .day: FormRefusal("from", localized("First day"), message)
        case .to: FormRefusal("to", localized("Last day"), message)
        case .daysInUse: FormRefusal("use", localized("Days in use"), message)
        case .daysOfPause: FormRefusal("pause", localized("Days of pause"), message)
        case .time: FormRefusal(form.kind == "medicine" ? "times" : "time", localized("Time of day"), message)
        case .unit: FormRefusal("unit", localized("Counted in"), message)
        case .note: FormRefusal("note", localized("Note"), message)
        case .reminder: FormRefusal("reminder", localized("Say it days ahead"), message)
        case .renewals: FormRefusal("renewals", localized("Renewed on"), message)
        default: FormRefusal("name", localized("Name"), message)
        }
    }

    private var remove: Endpoint {
        .diaryForm(Self.path + "/{id}/remove") { request in
            let id = try Self.id(request)
            do {
                let (_, change) = try await CycleVault(request, site.services).change(request) {
                    plan throws(FormRefusal) in
                    // Calendars have an end of their own, which takes their keys along.
                    if case .feed? = plan.book.item(id) { throw Self.gone }
                    do throws(CycleError) {
                        try plan.removeItem(id)
                    } catch {
                        throw FormRefusal("name", localized("Name"), CycleSentences.sentence(error))
                    }
                }
                return .seeOther(Self.path, .deleted, diaryChange: change)
            } catch {
                return try await listPage(request, problems: try FormRefusal(endingIn: error).problems)
            }
        }
    }

    private static var gone: FormRefusal { FormRefusal("name", localized("Name"), localized("It does not exist.")) }

    private var renew: Endpoint {
        .diaryForm(Self.path + "/{id}/renew") { request in
            let id = try Self.id(request)
            guard let day = request.form["day"].flatMap({ CalendarDay(iso: $0) }) else { throw Problem(.malformedBody) }
            do {
                let (_, change) = try await CycleVault(request, site.services).change(request) {
                    plan throws(FormRefusal) in
                    guard case .method(var method)? = plan.book.item(id) else { throw Self.gone }
                    method.renewals = Set(method.renewals + [day]).sorted()
                    do throws(CycleError) {
                        try plan.editItem(id, .method(method))
                    } catch {
                        throw FormRefusal("renewals", localized("Renewed on"), CycleSentences.sentence(error))
                    }
                }
                return .seeOther(Self.path, .saved, diaryChange: change)
            } catch {
                return try await listPage(request, problems: try FormRefusal(endingIn: error).problems)
            }
        }
    }
}

extension CycleError {
    /// The field it names; nil where it is about a day or the whole.
    var about: CycleField? {
        switch self {
        case .missing(let field), .invalid(let field), .outOfRange(let field), .tooLong(let field, _),
            .tooMany(let field, _), .controlCharacter(let field), .cardNumber(let field),
            .nameTaken(let field), .notFound(let field), .inUse(let field), .builtIn(let field):
            field
        case .day, .changedMeanwhile, .undoGone, .undoBlocked: nil
        }
    }
}
