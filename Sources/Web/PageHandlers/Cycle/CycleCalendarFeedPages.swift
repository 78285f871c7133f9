import Cycle
import HTTPTypes
import Primitives
import Sealing
import Vault

/// Calendars that other programs fetch, in the diary's settings.
struct CycleCalendarFeedPages: Sendable {
    static let path = CycleSettingsPages.path + "/calendars"
    /// Where they stand.
    static let place = CycleSettingsPages.path + "#calendars"

    let site: PageSite

    var endpoints: [Endpoint] { [add, remove] }

    private var add: Endpoint {
        .diaryForm(Self.path) { request in
            let settings = CycleSettingsPages(site: site)
            let contents = CalendarFeedContent.Contents(names: request.form.all("contents"))
            let feed = CalendarFeedContent(
                name: request.form["name"] ?? "",
                title: request.form["title"] ?? "",
                contents: contents,
                secret: SecureRandom.bytes(count: CalendarFeedContent.secretByteCount)
            )
            do {
                let (made, start) = try await CycleVault(request, site.services).change(request) {
                    plan throws(FormRefusal) in
                    do throws(CycleError) { return try plan.addItem(.feed(feed)) } catch { throw Self.refusal(error) }
                }
                guard let id = made ?? start.map({ ChangeID(batchStart: $0, ordinal: 0) }) else {
                    return .seeOther(CycleSettingsPages.path)
                }
                return try await settings.answer(request, made: id)
            } catch {
                return try await settings.answer(request, problems: try FormRefusal(endingIn: error).problems)
            }
        }.with {
            $0.body = .form(repeatable: ["contents"])
            $0.needsProof(thenAt: Self.place)
        }
    }

    private var remove: Endpoint {
        .diaryForm(Self.path + "/{id}/remove") { request in
            guard let id = ChangeID(text: request.parameter("id")) else { throw Problem(.notFound) }
            try await CalendarsAPI.remove(id, request, site.services)
            return .seeOther(CycleSettingsPages.path, .saved)
        }
    }

    private static func refusal(_ error: CycleError) -> FormRefusal {
        switch error {
        case .missing(.title), .tooLong(.title, _), .controlCharacter(.title), .cardNumber(.title):
            FormRefusal("title", localized("What every event is called"), CycleSentences.sentence(error))
        case .invalid(.contents):
            FormRefusal("contents", localized("What is in it"), localized("Choose at least one."))
        default: FormRefusal("name", localized("Which program"), CycleSentences.sentence(error))
        }
    }
}

/// The calendars of a diary on the page of its settings.
struct CycleFeedWords {
    let words: Words
    let problems: FormProblems
    let address: SiteAddress
    /// Whether she has shown lately who is there.
    let isProved: Bool

    /// - `made`: One that was just made, whose address is shown this once.
    func view(_ book: CycleBook, made: ChangeID?) -> CycleSettingsPage.FeedsView {
        var rows: [CycleSettingsPage.FeedRow] = []
        var shown: String?
        for row in book.itemRows {
            guard case .feed(let feed) = row.item else { continue }
            let contents = Self.contents.filter { feed.contents.contains($0.part) }.map { label($0.part) }
            rows.append(
                .init(
                    name: feed.name,
                    note: ([feed.title] + contents).joined(separator: " · "),
                    removePath: "\(CycleCalendarFeedPages.path)/\(row.id.text)/remove"
                )
            )
            if row.id == made { shown = CalendarsAPI.address(feed.secret, address) }
        }
        return .init(
            rows: rows,
            hasRows: !rows.isEmpty,
            name: TextField("name", words("Which program"), value: "", problems: problems),
            title: TextField("title", words("What every event is called"), value: words("Note"), problems: problems),
            contents: Self.contents.map {
                .init(value: $0.name, label: label($0.part), isChosen: $0.part == .periods)
            },
            made: shown,
            proofPath: isProved ? nil : Endpoint.proofPath(thenAt: CycleCalendarFeedPages.place)
        )
    }

    private static let contents: [(name: String, part: CalendarFeedContent.Contents)] = [
        ("periods", .periods), ("renewals", .renewals), ("appointments", .appointments),
    ]

    private func label(_ part: CalendarFeedContent.Contents) -> String {
        switch part {
        case .renewals: words("Renewals")
        case .appointments: words("Appointments")
        default: words("Next periods, as estimates")
        }
    }
}
