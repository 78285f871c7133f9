import Cycle
import Escrow
import HTTPTypes
import Identity
import Money
import Primitives
import Staff
import Vault

/// What two officers let somebody of the staff see: read-only, marked, and each page in the log before it is shown.
struct StaffReadingPages: Sendable {
    private static let entryCount = 50
    private static let dayCount = 60

    let site: StaffSite

    private var access: AccessService { site.services.access }

    var endpoints: [Endpoint] { [money, diary] }

    /// The vault for one page that is in the log by now.
    private func opened(
        _ request: WebRequest,
        _ staff: StaffAdmission,
        _ tracker: TrackerID
    ) async throws -> (access: VaultAccess, page: AccessService.Page, request: AccessRequest) {
        let id = try StaffAccessPages.id(request)
        let page = try await access.read(id, tracker: tracker.rawValue, by: staff.member.id)
        let vault: VaultAccess
        do throws(IdentityError) {
            vault = try await site.services.identity.enterEscrow(
                page.request,
                TrackerID(rawValue: page.tracker)
            )
        } catch {
            guard case .support = error else { throw error }
            throw StaffError.refused(.accessNotOpen)
        }
        return (vault, page, try await access.request(id))
    }

    private func shown(
        _ sections: [StaffReadingPage.Section],
        next: String?,
        _ tracker: TrackerID,
        _ opened: (access: VaultAccess, page: AccessService.Page, request: AccessRequest),
        _ staff: StaffAdmission
    ) -> StaffReadingPage {
        let path = "\(StaffAccessPages.path(of: opened.request.id))/\(SupportWords.name(tracker))"
        return StaffReadingPage(
            what: localized("Only to read: {what}", ["what": SupportWords.tracker(tracker)]),
            mark: localized(
                "{name} · {ticket} · page {page} · {moment}",
                [
                    "name": staff.member.name, "ticket": opened.request.ticket,
                    "page": Words.current.number(opened.page.number), "moment": site.moment(site.services.now()),
                ]
            ),
            until: site.moment(opened.page.until),
            back: StaffAccessPages.path(of: opened.request.id),
            sections: sections,
            next: next.map { "\(path)?after=\($0)" }
        )
    }

    // MARK: Money

    private var money: Endpoint {
        Endpoint.staff(.get, StaffAccessPages.path + "/{id}/money", needs: .askAccess) { request, staff in
            let opened = try await opened(request, staff, MoneyTracker.id)
            let cursor = request.query["after"].flatMap { try? TransactionCursor(text: $0) }
            let words = Words.current
            let today = site.today
            let read = try await opened.access.read(MoneyTracker.self) { book, _ in
                Self.read(copy book, after: cursor, words, today)
            }
            return site.answer(shown(read.sections, next: read.next, MoneyTracker.id, opened, staff), request)
        }
    }

    private static func read(
        _ book: MoneyBook,
        after cursor: TransactionCursor?,
        _ words: Words,
        _ today: CalendarDay
    ) -> (sections: [StaffReadingPage.Section], next: String?) {
        let entry = EntryWords(book, words: words)
        var sections: [StaffReadingPage.Section] = []
        if cursor == nil, let balances = try? book.balances() {
            let rows = balances.rows.map { row in
                StaffReadingPage.Row(
                    lead: AccountKindText(rawValue: row.account.content.kind.name)?.label ?? "",
                    text: row.account.content.name,
                    money: entry.money(row.minorUnits, row.account.content.currency)
                )
            }
            sections.append(StaffReadingPage.Section(words("Accounts"), rows))
        }
        guard let list = try? book.list(limit: entryCount, after: cursor) else { return (sections, nil) }
        let rows = list.transactions.map { transaction in
            let content = transaction.content
            return StaffReadingPage.Row(
                lead: DayText(content.day, today: today, locale: words.locale).medium,
                text: entry.title(content),
                detail: [entry.category(content), entry.accounts(content), content.note].compactMap(\.self)
                    .filter { !$0.isEmpty }.joined(separator: " · "),
                money: entry.money(content)
            )
        }
        sections.append(StaffReadingPage.Section(words("Entries"), rows))
        return (sections, list.next?.text)
    }

    // MARK: Diary

    private var diary: Endpoint {
        Endpoint.staff(.get, StaffAccessPages.path + "/{id}/diary", needs: .askAccess) { request, staff in
            let opened = try await opened(request, staff, CycleTracker.id)
            let before = request.query["after"].flatMap { CalendarDay(iso: $0) }
            let words = Words.current
            let today = site.today
            let read = try await opened.access.read(CycleTracker.self) { book, _ in
                Self.read(copy book, before: before, words, today)
            }
            return site.answer(shown(read.sections, next: read.next, CycleTracker.id, opened, staff), request)
        }
    }

    private static func read(
        _ book: CycleBook,
        before day: CalendarDay?,
        _ words: Words,
        _ today: CalendarDay
    ) -> (sections: [StaffReadingPage.Section], next: String?) {
        let names = BookNames(book)
        let text = EntryText(
            text: BodyText(words: words, today: today),
            units: BodyUnits(book.settings),
            symptom: { names.name(FeelingKey(.symptom, $0.rawValue)) ?? "" },
            mood: { names.name(FeelingKey(.mood, $0.rawValue)) ?? "" }
        )
        let days = book.diaryDays.reversed().filter { row in day.map { row.day < $0 } ?? true }
        let shown = days.prefix(dayCount)
        let rows = shown.map { row in
            StaffReadingPage.Row(
                lead: DayText(row.day, today: today, locale: words.locale).medium,
                text: DayField.allCases.compactMap { field in
                    let value = text.words(field, of: row.entry)
                    return value.isEmpty ? nil : "\(field.label): \(value)"
                }.joined(separator: " · ")
            )
        }
        let next = days.count > shown.count ? shown.last?.day.iso : nil
        return ([StaffReadingPage.Section(words("Days"), rows)], next)
    }
}
