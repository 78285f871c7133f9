import Assurance
import HTTPTypes

/// `/trust`: the promises, for anyone.
struct TrustPages: Sendable {
    let site: PageSite

    var endpoints: [Endpoint] { [show] }

    private var show: Endpoint {
        Endpoint(.get, "/trust", surface: .page, access: .anyone) { request in
            let run = await site.services.promises.latest()
            return try await site.answer(page(run), request)
        }
    }

    private func page(_ run: PromiseRun) -> TrustPage {
        let words = Words.current
        let results = Dictionary(uniqueKeysWithValues: run.results.map { ($0.promise.id, $0) })
        let kinds = ["kept", "broken", "overdue", "absent"]
        let labels = [
            localized("are kept"), localized("broken"), localized("overdue"), localized("not in this deployment"),
        ]
        let colours = ["c-neem", "c-brick", "c-turmeric", "faint"]
        let rows = PromiseGroup.allCases.map { group in group.promises.compactMap { results[$0.id].map(row) } }
        let all = rows.flatMap(\.self)
        let time = site.timeText(run.startedAt)
        return TrustPage(
            title: localized(
                "{count} promises, and how each one is doing",
                ["count": words.number(all.count)]
            ),
            counts: kinds.indices.map { place in
                TrustPage.Count(
                    number: words.number(all.count { $0.kind == kinds[place] }),
                    label: labels[place],
                    colour: colours[place]
                )
            },
            groups: zip(PromiseGroup.allCases, rows).map { group, rows in
                TrustPage.Group(
                    anchor: "g-" + group.rawValue.lowercased(),
                    heading: Self.heading(group),
                    kept: localized(
                        "{kept} of {count} kept",
                        ["kept": words.number(rows.count { $0.kind == "kept" }), "count": words.number(rows.count)]
                    ),
                    rows: rows
                )
            },
            checked: localized("Last checked at {time}.", ["time": time.clock])
        )
    }

    private func row(_ result: PromiseResult) -> TrustPage.Row {
        let look = Self.look(result.verdict)
        var reason: String?
        if case .notInDeployment(let absence) = result.verdict { reason = absence.sentence }
        return TrustPage.Row(
            id: result.promise.id.rawValue,
            text: result.promise.text,
            kind: look.kind,
            icon: look.icon,
            badge: look.badge,
            verdict: look.word,
            reason: reason,
            method: reason == nil ? result.method : nil,
            evidence: result.evidence.map { TrustPage.Observation(what: $0.what, found: $0.found) }
        )
    }

    private static func look(_ verdict: Verdict) -> (kind: String, icon: String, badge: String, word: String) {
        switch verdict {
        case .kept: ("kept", "check", "badge--pass", localized("Is kept"))
        case .broken: ("broken", "x", "badge--fail", localized("Broken"))
        case .overdue: ("overdue", "clock", "badge--late", localized("Overdue"))
        case .notInDeployment: ("absent", "minus", "badge--none", localized("Not in this deployment"))
        }
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
