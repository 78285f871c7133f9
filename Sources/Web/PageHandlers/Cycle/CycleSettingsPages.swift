import Cycle
import HTTPTypes
import Identity
import Primitives
import Vault

/// How the diary is kept: `/cycle/settings`.
struct CycleSettingsPages: Sendable {
    static let path = "/cycle/settings"

    let site: PageSite

    var endpoints: [Endpoint] { [show, mode, removeMode, reading, consents] }

    private var show: Endpoint { .diaryPage(Self.path) { try await answer($0) } }

    /// - `sent`: A form of a mode that came back.
    /// - `made`: A calendar that was just made.
    func answer(
        _ request: WebRequest,
        sent: ModeForm? = nil,
        made: ChangeID? = nil,
        problems: FormProblems = .none
    ) async throws -> Answer {
        let (today, words) = (site.today, site.words(request))
        let records = try await site.services.identity.consents(for: try request.sessionToken())
        let standing = try await site.services.identity.ownLock(of: CycleTracker.id, for: try request.sessionToken())
        let lock = CycleSettingsPage.LockView(standing, words, problems: problems)
        let (offset, address) = (site.utcOffsetMinutes(), site.services.address)
        let isProved = request.session?.isProved == true
        let page = try await CycleVault(request, site.services).read { book, _ in
            let text = BodyText(book, words, today: today)
            let consents = CycleConsentWords(records: records, text: text, utcOffsetMinutes: offset).consents()
            let feeds = CycleFeedWords(words: words, problems: problems, address: address, isProved: isProved)
                .view(book, made: made)
            return CycleSettingsWords(book: book, text: text, problems: problems)
                .page(sent: sent, .init(lock: lock, consents: consents, feeds: feeds))
        }
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    // MARK: Modes

    private var mode: Endpoint {
        .diaryForm(Self.path + "/mode") { request in
            let sent = Self.form(request.form)
            do {
                let (_, change) = try await CycleVault(request, site.services).change(request) {
                    plan throws(FormRefusal) in
                    let mode = try Self.mode(sent)
                    do throws(CycleError) { try plan.setMode(mode) } catch { throw Self.refusal(error) }
                }
                return .seeOther(Self.path, .saved, diaryChange: change)
            } catch {
                return try await answer(request, sent: sent, problems: try FormRefusal(endingIn: error).problems)
            }
        }
    }

    private static func form(_ sent: FormFields) -> ModeForm {
        var form = ModeForm(from: sent["from"] ?? "")
        form.mode = sent["mode"] ?? ""
        form.due = sent["due"] ?? ""
        form.breastfeeding = sent["breastfeeding"] ?? ""
        return form
    }

    private static func mode(_ form: ModeForm) throws(FormRefusal) -> ModeChange {
        guard let mode = CycleMode(codeName: form.mode) else {
            throw FormRefusal("mode", localized("Mode"), localized("Choose one of them."))
        }
        guard let from = CalendarDay(iso: form.from) else {
            throw FormRefusal("from", localized("From"), localized("It must be a day."))
        }
        let due = mode == .pregnancy && !form.due.isEmpty ? CalendarDay(iso: form.due) : nil
        if due == nil, mode == .pregnancy, !form.due.isEmpty {
            throw FormRefusal("due", localized("Due on"), localized("It must be a day."))
        }
        let said: Bool? = form.breastfeeding == "yes" ? true : form.breastfeeding == "no" ? false : nil
        return ModeChange(from: from, mode, dueDay: due, isBreastfeeding: mode == .postpartum ? said : nil)
    }

    private static func refusal(_ error: CycleError) -> FormRefusal {
        let message = CycleSentences.sentence(error)
        return switch error {
        case .outOfRange(.due): FormRefusal("due", localized("Due on"), message)
        case .outOfRange(.from): FormRefusal("from", localized("From"), message)
        default: FormRefusal("mode", localized("Mode"), message)
        }
    }

    private var removeMode: Endpoint {
        .diaryForm(Self.path + "/mode/{day}/remove") { request in
            guard let day = CalendarDay(iso: request.parameter("day")) else { throw Problem(.notFound) }
            let (_, change) = try await CycleVault(request, site.services).change(request) { plan throws(CycleError) in
                try plan.removeMode(from: day)
            }
            return .seeOther(Self.path, .deleted, diaryChange: change)
        }
    }

    // MARK: What is read and shown

    private var reading: Endpoint {
        .diaryForm(Self.path) { request in
            let form = request.form
            let shown = Set(form.all("field").compactMap { DayField(codeName: $0) })
            guard let temperature = Self.temperatureUnit(form["temperature"]),
                let weight = Self.weightUnit(form["weight"])
            else { throw Problem(.malformedBody) }
            let settings = DiarySettings(
                secondSign: form["sign"].flatMap { SecondSign(rawValue: $0) },
                hiddenFields: Set(DayField.allCases).subtracting(shown),
                temperatureUnit: temperature,
                weightUnit: weight,
                arePredictionsPaused: form["paused"] == "yes"
            )
            let (_, change) = try await CycleVault(request, site.services).change(request) { plan throws(CycleError) in
                try plan.setSettings(settings)
            }
            return .seeOther(Self.path, .settings, diaryChange: change)
        }.with { $0.body = .form(repeatable: ["field"]) }
    }

    private static func temperatureUnit(_ code: String?) -> DiarySettings.TemperatureUnit? {
        switch code {
        case "celsius": .celsius
        case "fahrenheit": .fahrenheit
        default: nil
        }
    }

    private static func weightUnit(_ code: String?) -> DiarySettings.WeightUnit? {
        switch code {
        case "kilograms": .kilograms
        case "pounds": .pounds
        default: nil
        }
    }

    // MARK: Consents

    private var consents: Endpoint {
        .diaryForm(Self.path + "/consents") { request in
            let token = try request.sessionToken()
            let given = Set(request.form.all("consent"))
            for purpose in CycleConsentWords.purposes {
                let isOn = given.contains(purpose.name)
                let records = try await site.services.identity.consents(for: token)
                let stands = records.first { $0.purpose == purpose }?.isInForce ?? false
                if stands != isOn {
                    try await site.services.identity.setConsent(purpose, for: token, given: isOn)
                }
            }
            return .seeOther(Self.path, .settings)
        }.with { $0.body = .form(repeatable: ["consent"]) }
    }
}
