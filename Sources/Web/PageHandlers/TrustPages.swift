import Assurance
import HTTPTypes
import Identity
import Primitives

/// `/trust`: the promises, for anyone.
struct TrustPages: Sendable {
    let site: PageSite

    var endpoints: [Endpoint] { [show, numbers] }

    private var show: Endpoint {
        Endpoint(.get, "/trust", surface: .page, access: .anyone) { request in
            let run = await site.services.promises.latest()
            // A page with a flash is shown once.
            guard FlashCookie.read(request) == nil else { return try await site.answer(page(run), request) }
            let token = request.formSecret.token()
            let frame = try await site.frame(at: .outside, request, csrf: token, flash: nil)
            if let kept = site.keptTrust.page(of: run.number, in: frame) { return kept }
            let answer = Answer.page(site.renderer.render(page(run), in: frame))
            site.keptTrust.keep(answer, of: run.number, in: frame)
            return answer
        }
    }

    /// What releases of figures over all tell, and what the last ones said: the public ledger.
    private var numbers: Endpoint {
        Endpoint(.get, NumbersPage.path, surface: .page, access: .anyone) { request in
            let view = try await NumbersView(site.services.identity.aggregates, today: site.today)
            return try await site.answer(NumbersPage(view), request)
        }
    }

    func page(_ run: PromiseRun) -> TrustPage {
        let words = Words.current
        let results = Dictionary(uniqueKeysWithValues: run.results.map { ($0.promise.id, $0) })
        let rows = PromiseGroup.allCases.map { group in group.promises.compactMap { results[$0.id].map(row) } }
        let all = rows.flatMap(\.self)
        return TrustPage(
            title: localized("{count} promises, and how each one is doing", ["count": words.number(all.count)]),
            counts: TrustPage.Look.all.map { look in
                TrustPage.Count(
                    number: words.number(all.count { $0.look == look }),
                    label: look.label,
                    colour: look.colour
                )
            },
            groups: zip(PromiseGroup.allCases, rows).map { group, rows in
                TrustPage.Group(
                    anchor: "g-" + group.rawValue.lowercased(),
                    heading: Self.heading(group),
                    kept: localized(
                        "{kept} of {count} kept",
                        [
                            "kept": words.number(rows.count { $0.look.kind == "kept" }),
                            "count": words.number(rows.count),
                        ]
                    ),
                    rows: rows
                )
            },
            checked: localized("Last checked at {time}.", ["time": site.timeText(run.startedAt).clock])
        )
    }

    private func row(_ result: PromiseResult) -> TrustPage.Row {
        var reason: String?
        if case .notInDeployment(let absence) = result.verdict { reason = absence.sentence }
        let evidence = result.evidence.map {
            TrustPage.Observation(what: $0.what, found: $0.found, link: $0.link)
        }
        // What is wrong says most; else the first thing that was looked at.
        let telling = result.evidence.firstIndex { !$0.isAsPromised } ?? evidence.indices.first
        return TrustPage.Row(
            id: result.promise.id.rawValue,
            text: result.promise.text,
            look: TrustPage.Look(result.verdict.kind),
            headline: reason == nil ? telling.map { evidence[$0] } : nil,
            reason: reason,
            warning: result.warning,
            since: result.history.map { localized("since {day}", ["day": day($0.since)]) },
            method: reason == nil || !evidence.isEmpty ? result.method : nil,
            evidence: evidence,
            changes: (result.history?.changes ?? []).map { change in
                TrustPage.Change(
                    when: "\(day(change.at)), \(site.timeText(change.at).clock)",
                    verdicts: localized(
                        "{before}, then {after}",
                        [
                            "before": TrustPage.Look(change.from).word.lowercased(),
                            "after": TrustPage.Look(change.to).word.lowercased(),
                        ]
                    )
                )
            }
        )
    }

    private func day(_ time: Timestamp) -> String {
        site.dayText(time.day(utcOffsetMinutes: site.utcOffsetMinutes())).short
    }

    private static func heading(_ group: PromiseGroup) -> String {
        switch group {
        case .manualOnly: localized("Manual only")
        case .encryption: localized("How it is sealed")
        case .network: localized("Network and edge")
        case .running: localized("Staying up")
        case .people: localized("People with access")
        case .weaknesses: localized("Finding weaknesses")
        case .data: localized("A person’s data")
        }
    }
}
