import HTTPTypes
import Identity
import NIOCore
import Primitives
import Staff

/// Breaches of personal data: what happened, whom it concerns as a number, who has to be told by when, and the texts.
///
/// - Source: docs/spec/breaches.md §3.
struct StaffBreachPages: Sendable {
    static let path = "/staff/breaches"
    /// Languages of the texts, in the order of the page.
    private static let languages: [PageLocale] = [.englishBritain, .german, .hindi]

    let site: StaffSite

    private var identity: IdentityService { site.services.identity }
    private var now: Timestamp { site.services.now() }

    var endpoints: [Endpoint] { [list, open, show, mark, text] }

    // MARK: All of them

    private var list: Endpoint {
        Endpoint.staff(.get, Self.path, needs: .handleBreaches) { request, _ in
            site.answer(try await page(), request)
        }
    }

    private func page(
        sent: StaffBreachForm? = nil,
        problem: BreachProblem? = nil
    ) async throws -> StaffBreachesPage {
        let sent = sent ?? StaffBreachForm(day: now.day().iso, time: TimeText(now).short)
        return StaffBreachesPage(
            rows: try await identity.breaches().map(row),
            form: sent,
            today: now.day(),
            problem: problem.map(BreachWords.sentence)
        )
    }

    private func row(_ breach: Breach) -> StaffBreachesPage.Row {
        let missed = breach.missed(at: now)
        let next = breach.open.first
        return StaffBreachesPage.Row(
            path: Self.path(of: breach.id),
            number: breach.id.number,
            noticed: site.moment(breach.noticed),
            next: next.map {
                localized(
                    "Next: {who}, by {time}",
                    ["who": BreachWords.duty($0), "time": site.moment(breach.deadline(of: $0))]
                )
            },
            isLate: !missed.isEmpty
        )
    }

    private var open: Endpoint {
        Endpoint.staffForm(Self.path, needs: .handleBreaches) { request, staff in
            try site.requireDeeds(staff)
            let sent = StaffBreachForm(request.form)
            do {
                let made = try await identity.openBreach(try sent.draft()) { mention in
                    try await site.services.staff.record(mention, by: staff.member)
                }
                return .seeOther(Self.path(of: made.id), .breachOpened)
            } catch IdentityError.breach(let problem) {
                let page = try await page(sent: sent, problem: problem)
                return site.answer(page, request, status: .unprocessableContent)
            }
        }
    }

    // MARK: One of them

    static func path(of id: BreachID) -> String { "\(path)/\(id.text)" }

    private var show: Endpoint {
        Endpoint.staff(.get, Self.path + "/{id}", needs: .handleBreaches) { request, _ in
            site.answer(try await page(of: try Self.id(request)), request)
        }
    }

    private func page(of id: BreachID, problem: BreachProblem? = nil) async throws -> StaffBreachPage {
        let breach = try await identity.breach(id)
        let words = Words.current
        return StaffBreachPage(
            path: Self.path(of: id),
            number: breach.id.number,
            noticed: site.moment(breach.noticed),
            what: breach.what,
            consequences: breach.consequences,
            measures: breach.measures,
            data: BreachWords.list(breach.data),
            rule: BreachWords.rule(breach.rule, site.moment),
            count: breach.concerned.isDone
                ? words.count(Int(breach.concerned.count), one: "{count} person", other: "{count} people")
                : localized("Being worked out; it goes on by itself."),
            told: breach.isShown
                ? words.count(
                    Int(breach.told.count),
                    one: "In the history of {count} so far",
                    other: "In the histories of {count} so far"
                ) : nil,
            duties: BreachDuty.allCases.sorted().map { duty(of: breach, $0) },
            now: (now.day().iso, TimeText(now).short),
            problem: problem.map(BreachWords.sentence)
        )
    }

    private func duty(of breach: Breach, _ duty: BreachDuty) -> StaffBreachPage.Duty {
        let deadline = breach.deadline(of: duty)
        let mark = breach.mark(of: duty)
        let isLate = mark.map { $0.reason == nil && $0.time > deadline } ?? (deadline < now)
        return StaffBreachPage.Duty(
            name: duty.name,
            who: BreachWords.duty(duty),
            source: duty.source,
            deadline: site.moment(deadline),
            isOwn: duty.areHoursOwn,
            mark: mark.map { mark in
                mark.reason.map { localized("Not owed: {reason}", ["reason": $0]) }
                    ?? site.moment(mark.time)
            },
            isOwed: mark?.reason == nil,
            isLate: isLate,
            isToPersons: duty == .persons,
            texts: Self.languages.map { locale in
                StaffBreachPage.Text(
                    path: "\(Self.path(of: breach.id))/text/\(duty.name)/\(locale.rawValue)",
                    language: locale.label
                )
            }
        )
    }

    private var mark: Endpoint {
        Endpoint.staffForm(Self.path + "/{id}/mark", needs: .handleBreaches) { request, staff in
            try site.requireDeeds(staff)
            let id = try Self.id(request)
            guard let duty = BreachDuty(name: request.form["who"] ?? "") else { throw Problem(.malformedRequest) }
            let reason = request.form["owed"] == "no" ? request.form["reason"] ?? "" : nil
            do {
                let time = try StaffBreachForm.moment(request.form["day"], request.form["time"]) ?? now
                try await identity.markBreach(id, duty, at: time, notOwed: reason) { mention in
                    try await site.services.staff.record(mention, by: staff.member)
                }
            } catch IdentityError.breach(let problem) where problem != .unknown {
                return site.answer(try await page(of: id, problem: problem), request, status: .unprocessableContent)
            }
            return .seeOther(Self.path(of: id), .breachMarked)
        }
    }

    /// What is sent to somebody, as a text file.
    private var text: Endpoint {
        Endpoint.staff(.get, Self.path + "/{id}/text/{who}/{language}", needs: .handleBreaches) { request, _ in
            guard let duty = BreachDuty(name: request.parameter("who")),
                let locale = Self.languages.first(where: { $0.rawValue == request.parameter("language") })
            else { throw Problem(.notFound) }
            let breach = try await identity.breach(try Self.id(request))
            let text = Words.$current.withValue(site.renderer.words(locale)) {
                BreachWords.text(
                    breach,
                    to: duty,
                    site: (site.services.siteName, site.services.contact),
                    moment: site.moment
                )
            }
            var answer = Answer(status: .ok, body: ByteBuffer(string: text))
            answer.fields[.contentType] = "text/plain; charset=utf-8"
            let name = "breach-\(duty.name)-\(locale.rawValue).txt"
            return answer.adding(.contentDisposition, "attachment; filename=\"\(name)\"")
        }
    }

    private static func id(_ request: WebRequest) throws(Problem) -> BreachID {
        guard let id = BreachID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }
}

/// What is typed of a breach.
package struct StaffBreachForm: Sendable {
    var day = ""
    var time = ""
    var what = ""
    var consequences = ""
    var measures = ""
    var data: Set<String> = []
    var rule = "all"
    var fromDay = ""
    var untilDay = ""
    var accounts = ""

    package init(day: String = "", time: String = "") {
        self.day = day
        self.time = time
    }

    init(_ form: FormFields) {
        day = form["day"] ?? ""
        time = form["time"] ?? ""
        what = form["what"] ?? ""
        consequences = form["consequences"] ?? ""
        measures = form["measures"] ?? ""
        data = Set(BreachData.allCases.map(\.name).filter { form["data-" + $0] != nil })
        rule = form["rule"] ?? ""
        fromDay = form["from-day"] ?? ""
        untilDay = form["until-day"] ?? ""
        accounts = form["accounts"] ?? ""
    }

    func draft() throws(IdentityError) -> BreachDraft {
        guard let noticed = try Self.moment(day, time) else { throw .breach(.noticed) }
        return BreachDraft(
            noticed: noticed,
            what: what,
            consequences: consequences,
            measures: measures,
            data: BreachData.allCases.filter { data.contains($0.name) },
            rule: try readRule()
        )
    }

    private func readRule() throws(IdentityError) -> BreachRule {
        switch rule {
        case "all": return .everybody
        case "existed": return .existed(try span())
        case "opened": return .opened(try span())
        case "accounts":
            var ids: [UserAccountID] = []
            for word in accounts.split(whereSeparator: \.isWhitespace) {
                guard word.utf8.count == 26, let id = UserAccountID(text: word) else { throw .breach(.rule) }
                ids.append(id)
            }
            return .accounts(ids)
        default: throw .breach(.rule)
        }
    }

    /// From the beginning of the first day to the end of the last, in UTC.
    private func span() throws(IdentityError) -> Range<Timestamp> {
        guard let from = CalendarDay(iso: fromDay), let until = CalendarDay(iso: untilDay), from <= until else {
            throw .breach(.rule)
        }
        return Timestamp(
            seconds: Int64(from.daysSinceEpoch) * 86_400
        )..<Timestamp(seconds: Int64(until.daysSinceEpoch + 1) * 86_400)
    }

    /// A day and `hh:mm` in UTC; nil where neither is typed.
    static func moment(_ day: String?, _ time: String?) throws(IdentityError) -> Timestamp? {
        guard let day, let time, !day.isEmpty || !time.isEmpty else { return nil }
        let parts = time.split(separator: ":")
        guard let date = CalendarDay(iso: day), time.utf8.count == 5, parts.count == 2,
            let hour = Int64(parts[0]), let minute = Int64(parts[1]), (0...23).contains(hour),
            (0...59).contains(minute)
        else { throw .breach(.time) }
        return Timestamp(seconds: Int64(date.daysSinceEpoch) * 86_400 + hour * 3600 + minute * 60)
    }
}
