import Identity
import JSON
import Payments
import Primitives
import Vault

/// The account in an archive: what is kept of it beside the vault, and its consents.
///
/// - Source: docs/spec/archives.md §6.
struct ArchivedAccount {
    let services: WebServices

    func write(_ unit: ArchivePoint.Unit, to writing: inout ArchiveWriting) async throws {
        var sections = try await services.identity.accountSections(of: writing.archive)
        sections.append(try await plans(of: writing.archive))
        try await writing.file(unit.folder + "account.json", Self.json(sections))
        let inbox = try await services.identity.inbox(writing.archive.access)
        let waiting = JSONWriter.object { writer in
            writer.memberArray("items", inbox) { Self.write($1, to: &$0) }
        }
        try await writing.file(unit.folder + "inbox.json", waiting)
        let (standings, changes) = try await services.identity.archivedConsents(of: writing.archive)
        let consents = JSONWriter.object { writer in
            writer.memberArray("consents", standings) { Self.write($1, to: &$0) }
            writer.memberArray("changes", changes) { Self.write($1, to: &$0) }
        }
        try await writing.file(unit.folder + "consents.json", consents)
    }

    private func plans(of archive: OpenedArchive) async throws -> AccountSection {
        guard let payments = services.payments else { return AccountSection("plans", []) }
        let found = try await payments.ledger.entitlements(of: archive.record.account)
        return AccountSection(
            "plans",
            found.map { plan in
                [
                    plan.standing.end.map { AccountSection.Fact("end", .time($0)) },
                    AccountSection.Fact("provider", .text(String(describing: plan.provider))),
                    AccountSection.Fact("state", .text(String(describing: plan.standing.state))),
                    AccountSection.Fact("asOf", .time(plan.moment)),
                ].compactMap(\.self)
            }
        )
    }

    static func json(_ sections: [AccountSection]) -> [UInt8] {
        JSONWriter.object { writer in
            for section in sections {
                writer.memberArray(section.name, section.rows) { writer, row in
                    writer.object { writer in for fact in row { Self.write(fact, to: &writer) } }
                }
            }
        }
    }

    private static func write(_ fact: AccountSection.Fact, to writer: inout JSONWriter) {
        switch fact.value {
        case .text(let text): writer.member(fact.name, text)
        case .texts(let texts): writer.memberArray(fact.name, texts) { $0.string($1) }
        case .number(let number): writer.member(fact.name, number)
        case .flag(let flag): writer.member(fact.name, flag)
        case .time(let time): writer.member(fact.name, time.iso)
        case .day(let day): writer.member(fact.name, day.iso)
        }
    }

    private static func write(_ item: InboxItem, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("received", item.received.iso)
            writer.member("from", optional: item.sender?.name)
            writer.member("kind", optional: item.content?.kind.name)
            writer.member("made", optional: item.content?.made.iso)
            writer.member("body", optional: item.content?.body)
        }
    }

    private static func write(_ standing: ConsentStanding, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("purpose", standing.purpose.name)
            writer.member("given", standing.given.iso)
            writer.member("withdrawn", optional: standing.withdrawn?.iso)
            writer.member("version", Int(standing.noticeVersion))
            writer.member("isInForce", standing.isInForce)
            guard let notice = ConsentNotices.shown(standing.purpose, standing.noticeVersion) else { return }
            writer.memberObject("notice") { writer in
                writer.member("heading", notice.heading)
                writer.member("used", notice.used)
                writer.member("reason", notice.reason)
                writer.member("kept", notice.kept)
                writer.member("seen", notice.seen)
            }
        }
    }

    private static func write(_ change: ConsentChange, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("purpose", change.purpose.name)
            writer.member("given", change.isGiven)
            writer.member("version", Int(change.noticeVersion))
            writer.member("at", change.time.iso)
        }
    }
}
