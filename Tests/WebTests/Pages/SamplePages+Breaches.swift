import Primitives

@testable import Identity
@testable import Web

extension SamplePages {
    private var path: String { "/staff/breaches/0123456789abcdefghjkmnpqrs" }

    func breachPages() -> [(String, any Page)] {
        [
            ("breaches", breaches(isEmpty: false)), ("breaches-empty", breaches(isEmpty: true)),
        ]
    }

    private func breaches(isEmpty: Bool) -> BreachesPage {
        func row(isRead: Bool) -> BreachesPage.Row {
            BreachesPage.Row(
                path: "/privacy/breaches/0123456789abcdefghjkmnpqrs",
                number: isRead ? "0123-4567" : "89AB-CDEF",
                noticed: text("20 Nov 2026, 09:12:00 UTC"),
                what: text("A disk with a backup was stolen from the data centre.\nWhat is on it is sealed."),
                data: text("money entries and accounts, the diary"),
                consequences: text("None that we know of: whoever has the disk has no key."),
                measures: text("The backup key was destroyed, and the disk replaced."),
                isRead: isRead
            )
        }
        return BreachesPage(
            rows: isEmpty ? [] : [row(isRead: false), row(isRead: true)],
            advice: text(BreachWords.advice),
            contact: isEmpty ? nil : text("mailto:privacy@flowkeep.example")
        )
    }

    func staffBreachPages() -> [(String, any Page)] {
        [
            ("staff-breaches", staffBreaches(problem: nil)),
            ("staff-breaches-refused", staffBreaches(problem: text("Say which data it was."))),
            ("staff-breach", staffBreach()),
        ]
    }

    private func staffBreaches(problem: String?) -> StaffBreachesPage {
        func row(_ number: String, next: String?, isLate: Bool) -> StaffBreachesPage.Row {
            StaffBreachesPage.Row(
                path: path,
                number: text(number),
                noticed: text("20 November 2026, 09:12 UTC"),
                next: next.map(text),
                isLate: isLate
            )
        }
        var form = StaffBreachForm(day: "2026-11-20", time: "09:12")
        form.what = text("A disk was lost.")
        form.data = ["money"]
        return StaffBreachesPage(
            rows: [
                row("0123-4567", next: "Next: CERT-In, by 20 November 2026, 15:12 UTC", isLate: true),
                row("89AB-CDEF", next: "Next: the authority, by 23 November 2026, 09:12 UTC", isLate: false),
                row("GHJK-MNPQ", next: nil, isLate: false),
            ],
            form: form,
            today: today,
            problem: problem
        )
    }

    private func staffBreach() -> StaffBreachPage {
        StaffBreachPage(
            path: path,
            number: text("0123-4567"),
            noticed: text("20 November 2026, 09:12 UTC"),
            what: text("A disk with a backup was stolen."),
            consequences: text("None that we know of."),
            measures: text("The backup key was destroyed."),
            data: text("money entries and accounts, the diary"),
            rule: text("Everybody who has an account"),
            count: text("412 people"),
            told: text("In the histories of 100 so far"),
            duties: BreachDuty.allCases.sorted().map { duty in
                StaffBreachPage.Duty(
                    name: duty.name,
                    who: text(BreachWords.duty(duty)),
                    source: duty.source,
                    deadline: text("23 November 2026, 09:12 UTC"),
                    isOwn: duty.areHoursOwn,
                    mark: duty == .certIn ? text("20 November 2026, 11:00 UTC") : nil,
                    isLate: duty == .board,
                    isToPersons: duty == .persons,
                    texts: [.init(path: path + "/text/\(duty.name)/de", language: text("Deutsch"))]
                )
            },
            now: ("2026-11-20", "11:02")
        )
    }
}
