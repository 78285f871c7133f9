import HTTPTypes
import Money
import Primitives
import Vault

/// Who owes whom: `/money/people`, and the form for what goes between.
struct PeoplePages: Sendable {
    private static let path = "/money/people"

    let site: PageSite

    var endpoints: [Endpoint] { [show, move] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { request in
            let (today, words) = (site.today, site.words(request))
            let settling = request.query["settle"].flatMap { AccountID(text: $0) }
            return try await site.keptAnswer(at: .money(.people), request) { book throws(MoneyError) in
                try PeopleWords(book, today: today, words).page(settling: settling)
            }
        }
    }

    private var move: Endpoint {
        Endpoint.form(Self.path) { request in
            let (today, words) = (site.today, site.words(request))
            let sent = Self.form(sent: request.form)
            do {
                let (_, start) = try await MoneyVault(request, site.services).change(request) {
                    book,
                    start throws(FormRefusal) in
                    try Self.planned(sent, book, start, today: today)
                }
                return .seeOther(Self.path, .added, change: start)
            } catch {
                let refusal = try FormRefusal(endingIn: error)
                let page = try await MoneyVault(request, site.services).read { book, _ throws(MoneyError) in
                    try PeopleWords(book, today: today, words).page(form: sent, problems: refusal.problems)
                }
                return try await site.answer(page, request, status: .unprocessableContent)
            }
        }
    }

    private static func form(sent: FormFields) -> PersonMoveForm {
        var form = PersonMoveForm(date: sent["date"] ?? "")
        form.move = sent["move"] ?? ""
        form.person = sent["person"] ?? ""
        form.name = sent["name"] ?? ""
        form.amount = sent["amount"] ?? ""
        form.account = sent["account"] ?? ""
        form.note = sent["note"] ?? ""
        return form
    }

    private static func planned(
        _ sent: PersonMoveForm,
        _ book: MoneyBook,
        _ start: JournalIndex,
        today: CalendarDay
    ) throws(FormRefusal) -> Money.Planned<TransactionID> {
        guard let move = PersonMove(rawValue: sent.move) else {
            throw refusal(.invalid(.kind), sent)
        }
        guard let account = AccountID(text: sent.account).flatMap({ book.account($0) }) else {
            throw refusal(.notFound(.account), sent)
        }
        var name = sent.name
        if let person = AccountID(text: sent.person).flatMap({ book.account($0) }) {
            // A new name would make an account in the other currency; who was chosen has hers.
            guard person.currency == account.currency else { throw refusal(.currencyOfAccount(.account), sent) }
            name = person.name
        }
        guard let day = CalendarDay(iso: sent.date) else { throw refusal(.invalid(.date), sent) }
        do throws(MoneyError) {
            let amount = try TypedAmount.read(sent.amount, account.currency, book.settings.digitGrouping)
            return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                try plan.enter(
                    move,
                    person: name,
                    amount,
                    account: account.id,
                    day: day,
                    note: sent.note,
                    today: today
                )
            }
        } catch {
            throw refusal(error, sent)
        }
    }

    private static func refusal(_ error: MoneyError, _ sent: PersonMoveForm) -> FormRefusal {
        let message = Sentences.sentence(error)
        return switch error.field {
        case .account, .currency: FormRefusal("account", localized("Your account"), message)
        case .amount: FormRefusal("amount", localized("Amount"), message)
        case .date: FormRefusal("date", localized("Day"), message)
        case .note: FormRefusal("note", localized("Note"), message)
        case .kind: FormRefusal("move", localized("What happened"), message)
        default:
            sent.person.isEmpty
                ? FormRefusal("name", localized("Name, if new"), message)
                : FormRefusal("person", localized("Who"), message)
        }
    }
}
