package import Identity
package import Primitives

/// The purposes as rows of a page, whoever shows it.
package struct ConsentWords: Sendable {
    /// What an account is for; the others are extra.
    private static let main: [Purpose] = [.moneyTracking, .cycleDiary]

    let notices: NoticeVersions
    /// A moment as people read it.
    let day: @Sendable (Timestamp) -> String

    package init(notices: NoticeVersions, day: @escaping @Sendable (Timestamp) -> String) {
        self.notices = notices
        self.day = day
    }

    package func groups(_ standings: [ConsentStanding]) -> [ConsentsPage.Group] {
        let extra = Purpose.allCases.filter { $0.isAsked && !Self.main.contains($0) }
        let always = Purpose.allCases.filter { !$0.isAsked }
        return [
            group("for", localized("What Flowkeep is for"), Self.main, standings),
            group("extra", localized("What else you may want"), extra, standings),
            group("always", localized("Part of every account"), always, standings),
        ]
    }

    private func group(
        _ id: String,
        _ heading: String,
        _ purposes: [Purpose],
        _ standings: [ConsentStanding]
    ) -> ConsentsPage.Group {
        let rows = purposes.compactMap { purpose in row(purpose, standings.first { $0.purpose == purpose }) }
        return ConsentsPage.Group(id: "g-" + id, heading: heading, rows: rows)
    }

    private func row(_ purpose: Purpose, _ standing: ConsentStanding?) -> ConsentsPage.Row? {
        guard let notice = ConsentNotices.shown(purpose, notices.version(of: purpose)) else { return nil }
        let isElsewhere = purpose == .supportAccess
        let path = "\(ConsentPages.path)/\(purpose.name)"
        return ConsentsPage.Row(
            id: purpose.name,
            notice: notice,
            isOn: standing?.isInForce ?? !purpose.isAsked,
            isOutdated: standing?.isOutdated ?? false,
            since: standing.map(since),
            action: purpose.isAsked && !isElsewhere ? path : nil,
            elsewhere: isElsewhere ? SupportPages.path : nil,
            path: purpose.isAsked ? path : nil
        )
    }

    private func since(_ standing: ConsentStanding) -> String {
        if standing.isInForce { return localized("On since {day}.", ["day": day(standing.given)]) }
        return localized("Off since {day}.", ["day": day(standing.withdrawn ?? standing.given)])
    }
}

extension ConsentNotices {
    /// The notice to show where a version is today's; the newest there is where that has no text (only tests raise one
    /// without writing it).
    static func shown(_ purpose: Purpose, _ version: UInt32) -> ConsentNotice? {
        notice(of: purpose, version: version) ?? notice(of: purpose, version: NoticeVersions.today.version(of: purpose))
    }
}
