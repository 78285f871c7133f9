import AuditTrail
import HTTPTypes
import NIOCore
import Primitives
import TransparencyLog
import Vault

/// `/privacy/access`: every use of the key that opens a person's data.
struct AccessPages: Sendable {
    static let path = "/privacy/access"
    private static let pageLimit = 50
    /// Acts that the figures at the head look back over, at most.
    private static let countLimit = 1000
    private static let countDays: Int64 = 30
    /// Proofs in one archive, the newest.
    private static let archiveLimit = 500

    let site: PageSite

    private var audit: AuditTrail { site.services.audit }

    var endpoints: [Endpoint] { [show, archive] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { request in
            let subject = try request.auditSubject()
            let below = request.query["below"].flatMap { UInt64($0) }
            let acts = try await audit.history(of: subject, below: below, limit: Self.pageLimit)
            let oldest = acts.last?.entry.event.ordinal ?? 0
            let page = AccessPage(
                counts: try await counts(of: subject),
                standing: try await standing(),
                logKey: try audit.signerKey().text,
                days: days(of: acts),
                older: acts.count == Self.pageLimit && oldest > 0 ? "\(Self.path)?below=\(oldest)" : nil,
                isNewest: below == nil
            )
            return try await site.answer(page, request)
        }
    }

    private var archive: Endpoint {
        Endpoint(.get, Self.path + "/proofs.tar", surface: .page, access: .unlocked) { request in
            let subject = try request.auditSubject()
            let acts = try await audit.history(of: subject, limit: Self.archiveLimit)
            var tar = TapeArchive()
            for act in acts where act.isProven {
                let event = act.entry.event
                guard let file = try await audit.proof(of: subject, ordinal: event.ordinal) else { continue }
                tar.append("flowkeep-\(event.ordinal).tlog-proof", file.bytes, at: event.time)
            }
            let key = Array((try audit.signerKey().text + "\n").utf8)
            tar.append("log-key.txt", key, at: site.services.now())
            var answer = Answer(status: .ok, body: ByteBuffer(bytes: tar.finished()))
            answer.fields[.contentType] = "application/x-tar"
            return answer.adding(.contentDisposition, "attachment; filename=\"flowkeep-access-history.tar\"")
        }
    }

    /// How often each kind of key opened the vault lately.
    private func counts(of subject: LogSubjectID) async throws -> [AccessPage.Count] {
        let since = site.services.now().adding(seconds: -Self.countDays * 86_400)
        let events = try await audit.events(of: subject, since: since, limit: Self.countLimit)
        let kinds = events.compactMap { KeySlot.Kind(rawValue: $0.slotKind) }
        func count(_ label: String, _ isCounted: (KeySlot.Kind) -> Bool) -> AccessPage.Count {
            AccessPage.Count(number: Words.current.number(kinds.count(where: isCounted)), label: label)
        }
        return [
            count(localized("by you, signed in")) { $0 == .session || $0 == .passphrase || $0 == .passkey },
            count(localized("by a recovery code")) { $0 == .recoveryCode },
            count(localized("by staff")) { $0 == .escrow },
        ]
    }

    private func standing() async throws -> String {
        guard let checkpoint = try await audit.checkpoint() else {
            return localized(
                "The first checkpoint of the log comes in a few minutes; until then nothing is proved yet."
            )
        }
        return localized(
            "Every entry on this page was just compared with the public log, which has {count} entries.",
            ["count": Words.current.number(Int(checkpoint.head.size))]
        )
    }

    private func days(of acts: [AuditedAct]) -> [AccessPage.Day] {
        var days: [(day: CalendarDay, rows: [AccessPage.Row])] = []
        for act in acts {
            let day = act.entry.event.time.day(utcOffsetMinutes: site.utcOffsetMinutes())
            if days.last?.day != day { days.append((day, [])) }
            days[days.count - 1].rows.append(row(act))
        }
        return days.map { day, rows in
            let name = DayText.relative(day, today: site.today)
            let long = site.dayText(day).long
            let isNear = site.today.daysSinceEpoch - day.daysSinceEpoch < 2
            return AccessPage.Day(heading: isNear ? name : long, rows: rows)
        }
    }

    private func row(_ act: AuditedAct) -> AccessPage.Row {
        let event = act.entry.event
        let kind = KeySlot.Kind(rawValue: event.slotKind)
        return AccessPage.Row(
            ordinal: Int(event.ordinal),
            time: site.timeText(event.time),
            icon: event.act == .staffAct ? "staff" : AccessWords.icon(kind),
            slot: kind.map(AccessWords.slot),
            act: AccessWords.act(event.act),
            purpose: event.purpose.map(AccessWords.purpose),
            state: AccountEventWords.state(act.entry) ?? AccessWords.state(act.entry),
            entry: Words.current.number(Int(act.entry.index)),
            proof: act.isProven ? "\(AccessHistoryAPI.path)/\(event.ordinal)/proof" : nil
        )
    }
}
