import Primitives
import Web

/// Every page with believable content, for tests and for looking at.
///
/// `text` turns each free text into what a test needs: itself for looking, something hostile for escaping.
struct SamplePages {
    let text: (String) -> String
    let today = CalendarDay(daysSinceEpoch: 20_777)  // Friday 20 November 2026

    init(text: @escaping (String) -> String = { $0 }) { self.text = text }

    struct Sample {
        let name: String
        let page: any Page
        let frame: PageFrame
    }

    func all(theme: Theme = .auto) -> [Sample] {
        let outside = PageFrame(handle: nil, csrf: text("token-of-the-form"), path: "/sign-in", theme: theme)
        let inside = frame(theme: theme)
        let beforeTheDoor =
            [("processing", ProcessingPage(ProcessingRegister()))] + door() + deletedPages() + bookDoor()
            + factorsAtTheDoor()
            + numbersPages() + errors()
        return beforeTheDoor.map { Sample(name: $0.0, page: $0.1, frame: outside) }
            + (money() + accountPages() + receipts() + months()
            + planning() + debts() + cyclePages() + sorting() + reports() + desk()
            + cycleReading() + importing() + security() + factors() + tokens() + books() + sharing() + privacy()
            + deletionPages() + rightsPages() + breachPages() + archivePages()).map {
                Sample(name: $0.0, page: $0.1, frame: inside)
            }
            + staffDoor().map { Sample(name: $0.0, page: $0.1, frame: outside) }
            + (staffPages() + staffRightsPages() + staffBreachPages()).map {
                Sample(name: $0.0, page: $0.1, frame: staffFrame(theme: theme))
            }
            + flashes().map { Sample(name: $0.0, page: todayPage(), frame: frame(theme: theme, flash: $0.1)) }
            + [
                Sample(
                    name: "today-covered",
                    page: todayPage(),
                    frame: PageFrame(
                        handle: text("asha"),
                        csrf: text("token"),
                        path: "/today",
                        theme: theme,
                        areFiguresCovered: true
                    )
                ),
                Sample(name: "today-in-book", page: todayPage(), frame: bookFrame(theme: theme)),
                Sample(
                    name: "today-recovery-wait",
                    page: todayPage(),
                    frame: frame(theme: theme, recoveryWait: text("They asked yesterday."))
                ),
            ]
    }

    func frame(theme: Theme = .auto, flash: Flash? = nil, recoveryWait: String? = nil) -> PageFrame {
        PageFrame(
            handle: text("asha"),
            recoveryWait: recoveryWait,
            csrf: text("token-of-the-form"),
            path: "/today",
            theme: theme,
            flash: flash,
            receipt: ReceiptLine(
                purpose: .moneyTracking,
                openedAt: TimeText(Timestamp(seconds: 1_795_205_527), utcOffsetMinutes: 330)
            ),
            idleLockSeconds: 1800,
            views: [
                KeptView(
                    id: text("v1"),
                    label: text("Food this month"),
                    path: text("/money/reports/spending?span=this-month")
                ),
                KeptView(id: text("v2"), label: text("Trips"), path: "/today", isSearch: true),
            ]
        )
    }

    // MARK: Parts

    func money(_ decimal: String, _ sign: MoneyText.Sign = .negative, _ currency: Currency = .inr) -> MoneyText {
        let amount = (try? Amount(decimal: decimal, currency: currency)) ?? Amount(minorUnits: 0, currency: currency)
        return MoneyText(amount, grouping: .indian, sign: sign)
    }

    func day(_ iso: String) -> DayText { DayText(CalendarDay(iso: iso) ?? today, today: today) }

    func problems(_ field: String, _ label: String, _ message: String) -> FormProblems {
        FormProblems(errors: [FieldError(field: field, label: label, message: text(message))])
    }

    var accounts: [Choice] {
        [
            Choice(value: text("a1"), label: text("Salary")), Choice(value: "a2", label: text("UPI wallet")),
            Choice(value: "a3", label: text("Cash")),
        ]
    }

    var categories: [Choice] {
        [
            Choice(value: "c1", label: text("Food")), Choice(value: "c2", label: text("Groceries"), depth: 1),
            Choice(value: "c3", label: text("Eating out"), depth: 1),
        ]
    }

    func month() -> [FigureGroup] {
        [
            FigureGroup(
                currency: "INR",
                isNamed: false,
                figures: [
                    Figure("Out", money("41340.50", .none)), Figure("In", money("90900", .income)),
                    Figure("Kept", money("49559.50")),
                ]
            )
        ]
    }

    private func flashes() -> [(String, Flash)] {
        [
            (
                "flash-done",
                Flash(.done, text("Added Corner Coffee, ₹120.00, to Thursday."), undo: .change(text("c-81")))
            ),
            ("flash-quiet", Flash(.quiet, text("196 rows saved."))),
            ("flash-failed", Flash(.failed, text("Not saved: November has 30 days."))),
        ]
    }
}
