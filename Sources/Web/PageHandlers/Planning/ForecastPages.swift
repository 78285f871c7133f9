import HTTPTypes
import Money
import Primitives
import Vault

/// The forecast: `/money/forecast`, and "what if" on the same page.
///
/// What if is a form that is sent and never written: amounts stay out of addresses, which browsers remember.
struct ForecastPages: Sendable {
    private static let path = "/money/forecast"
    private static let repeats = ["once", "week", "month", "year"]

    let site: PageSite

    var endpoints: [Endpoint] { [show, wonder] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { request in
            let (today, words) = (site.today, site.words(request))
            let asked = Self.question(request.query)
            return try await site.keptAnswer(at: .money(.forecast), request) { book throws(MoneyError) in
                try ForecastWords(book, today: today, words).page(asked)
            }
        }
    }

    private var wonder: Endpoint {
        Endpoint(.post, Self.path, surface: .page, access: .unlocked) { request in
            let (today, words) = (site.today, site.words(request))
            let typed = (1...ForecastPage.wonderCount).map { Self.typed(request.form, $0) }
            let page = try await MoneyVault(request, site.services).read { book, _ throws(MoneyError) in
                var asked = Self.question(request.form)
                asked.typed = typed
                let last = today.adding(days: asked.days - 1)
                do throws(FormRefusal) {
                    asked.whatIf = try Self.rows(typed, book, from: today, to: last)
                } catch {
                    asked.problems = error.problems
                }
                return try ForecastWords(book, today: today, words).page(asked)
            }
            return try await site.answer(page, request, status: page.problems.isShown ? .unprocessableContent : .ok)
        }.with { $0.body = .form() }
    }

    private static func question(_ fields: FormFields) -> ForecastWords.Question {
        var asked = ForecastWords.Question()
        if let days = fields["days"].flatMap({ Int($0) }), ForecastWords.spans.contains(days) { asked.days = days }
        asked.account = fields["account"].flatMap { AccountID(text: $0) }
        return asked
    }

    private static func typed(_ form: FormFields, _ number: Int) -> ForecastPage.WonderForm {
        var row = ForecastPage.WonderForm()
        row.account = form["account.\(number)"] ?? ""
        row.date = form["date.\(number)"] ?? ""
        row.amount = form["amount.\(number)"] ?? ""
        row.repeats = form["repeats.\(number)"] ?? "once"
        return row
    }

    /// Rows without an amount were not used; without a day they begin today.
    private static func rows(
        _ typed: [ForecastPage.WonderForm],
        _ book: MoneyBook,
        from today: CalendarDay,
        to last: CalendarDay
    ) throws(FormRefusal) -> [ForecastQuestion.WhatIf] {
        var rows: [ForecastQuestion.WhatIf] = []
        var errors: [FieldError] = []
        for (index, row) in typed.enumerated() where !row.amount.trimmingWhitespace().isEmpty {
            func refuse(_ field: String, _ label: String, _ message: String) {
                errors.append(FieldError(field: "\(field).\(index + 1)", label: label, message: message))
            }
            guard let account = AccountID(text: row.account).flatMap({ book.account($0) }) else {
                refuse("account", localized("Account"), localized("Choose an account."))
                continue
            }
            guard let day = row.date.isEmpty ? today : CalendarDay(iso: row.date), day >= today, day <= last else {
                refuse(
                    "date",
                    localized("Day"),
                    localized("It must be a day between today and the end of the forecast.")
                )
                continue
            }
            do throws(MoneyError) {
                let amount = try TypedAmount.read(row.amount, account.currency, book.settings.digitGrouping)
                guard amount.minorUnits != 0 else { throw .zero(.amount) }
                guard amount.minorUnits.magnitude <= UInt64(MoneyLimits.minorUnits) else { throw .overflow(.amount) }
                rows.append(
                    ForecastQuestion.WhatIf(
                        account: account.id,
                        day: day,
                        minorUnits: amount.minorUnits,
                        pattern: pattern(row.repeats, day)
                    )
                )
            } catch {
                refuse("amount", localized("Amount"), Sentences.sentence(error))
            }
        }
        guard errors.isEmpty else { throw FormRefusal(errors) }
        return rows
    }

    private static func pattern(_ repeats: String, _ day: CalendarDay) -> Schedule.Pattern? {
        switch repeats {
        case "week": .weeks(every: 1, WeekdaySet(weekdays: [day.weekday]))
        case "month": .months(every: 1, [.day(day.parts.day)])
        case "year": .years(every: 1, month: day.parts.month, [.day(day.parts.day)])
        default: nil
        }
    }
}
