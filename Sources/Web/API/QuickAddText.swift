import JSON
import Money
import Primitives

/// Says in words what quick add understood of a line, and why.
struct QuickAddText {
    private let book: MoneyBook

    init(_ book: MoneyBook) { self.book = book }

    func write(_ token: QuickAddToken, of line: String, to writer: inout JSONWriter) {
        writer.member("text", Self.text(token.range, of: line))
        writer.member("meaning", name(token.meaning))
        writer.member("value", optional: value(token.meaning))
        writer.member("reason", sentence(token.reason))
        writer.member("alternative", optional: token.alternative.flatMap { value($0) })
    }

    static func text(_ range: Range<Int>, of line: String) -> String {
        let bytes = Array(line.utf8)
        guard range.upperBound <= bytes.count else { return "" }
        return String(decoding: bytes[range], as: UTF8.self)
    }

    func name(_ meaning: QuickAddMeaning) -> String {
        switch meaning {
        case .amount: "amount"
        case .day: "date"
        case .account: "account"
        case .source: "from"
        case .destination: "to"
        case .category: "category"
        case .part: "part"
        case .share: "share"
        case .repeats: "repeats"
        case .tag: "tag"
        case .payee: "payee"
        case .note: "note"
        case .link: "link"
        case .unclear: "unclear"
        }
    }

    func value(_ meaning: QuickAddMeaning) -> String? {
        switch meaning {
        case .amount(let amount): Self.text(amount)
        case .day(let day): day.iso
        case .account(let id), .source(let id), .destination(let id): book.account(id)?.name
        case .category(let id): book.categoryPath(id).joined(separator: ":")
        case .part(let id, let amount):
            book.categoryPath(id).joined(separator: ":") + " " + Self.text(amount)
        case .share(let id, let amount):
            [book.account(id)?.name, amount.map(Self.text)].compactMap(\.self).joined(separator: " ")
        case .repeats(let schedule):
            ScheduleWords(words: .current, today: schedule.start).text(schedule)
        case .tag(let text), .payee(let text), .note(let text): text
        case .link, .unclear: nil
        }
    }

    private static func text(_ amount: Amount) -> String { amount.decimal + " " + amount.currency.code }

    func sentence(_ reason: QuickAddReason) -> String {
        switch reason {
        case .written: localized("It stands there.")
        case .calculated: localized("It is the result of the sum.")
        case .rounded: localized("The sum does not come out even, so it was rounded.")
        case .unit: localized("Number and unit together.")
        case .relativeDay: localized("Counted from today.")
        case .latestWeekday: localized("The latest such weekday.")
        case .nextWeekday: localized("The next such weekday.")
        case .latestDayOfMonth: localized("The latest such day of a month.")
        case .nextDayOfMonth: localized("The next such day of a month, which is nearer.")
        case .firstOfSchedule: localized("The first day of what repeats.")
        case .namedMonth: localized("The day of that month.")
        case .dayOrder(.dayMonthYear): localized("Read as day, month, year.")
        case .dayOrder(.monthDayYear): localized("Read as month, day, year.")
        case .dayOrder(.yearMonthDay): localized("Read as year, month, day.")
        case .today: localized("No day was said, so it is today.")
        case .accountName: localized("It is the name of an account.")
        case .accountKind(let kind):
            localized(
                "It is the only account of the kind {kind}.",
                ["kind": AccountKindText(rawValue: kind.name)?.label ?? kind.name]
            )
        case .afterAt: localized("It follows @.")
        case .personName: localized("It is the name of a person.")
        case .equalPart(let count): localized("One of {count} equal parts.", ["count": "\(count)"])
        case .equalPartRounded(let count):
            localized("One of {count} equal parts; what is left over stays with you.", ["count": "\(count)"])
        case .sumOfParts: localized("It is what the parts come to.")
        case .restOfTotal: localized("It is what the other parts leave of the total.")
        case .categoryName: localized("It is the name of a category.")
        case .afterHash: localized("It follows #.")
        case .payeeMemory: localized("As in the last entry with this payee.")
        case .rule: localized("One of your rules says so.")
        case .commonWord: localized("The word is common for it.")
        case .verb: localized("It says whether money came in or went out.")
        case .lastUsedAccount: localized("It is the account used last.")
        case .onlyAccount: localized("It is the only account.")
        case .noCategory: localized("Nothing points to a category.")
        case .leftOver: localized("Nothing else claimed it.")
        }
    }

    func code(_ question: QuickAddQuestion) -> String {
        switch question {
        case .howMuch: "how-much"
        case .whichAmount: "which-amount"
        case .tooManyDecimals: "too-many-decimals"
        case .groupOrDecimals: "group-or-decimals"
        case .belowZero: "below-zero"
        case .tooLarge: "too-large"
        case .noAccount: "no-account"
        case .unknownAccount: "unknown-account"
        case .whichAccount: "which-account"
        case .fromWhere: "from-where"
        case .outOrIn: "out-or-in"
        case .sameAccount: "same-account"
        case .currencyOfAccount: "currency-of-account"
        case .noAccountIn: "no-account-in-currency"
        case .howMuchArrives: "how-much-arrives"
        case .oneCurrency: "one-currency"
        case .totalDiffers: "total-differs"
        case .whatFor: "what-for"
        case .whichSide: "which-side"
        case .mixedKinds: "mixed-kinds"
        case .unknownPerson: "unknown-person"
        case .noPerson: "no-person"
        case .whatOfPerson: "what-of-person"
        case .categoryOrPerson: "category-or-person"
        case .tooManyPeople: "too-many-people"
        case .payerShares: "payer-shares"
        case .noTotal: "no-total"
        case .whichDay: "which-day"
        case .howOften: "how-often"
        case .tooLong: "too-long"
        case .refused: "refused"
        }
    }

    func sentence(_ question: QuickAddQuestion, of line: String) -> String {
        switch question {
        case .howMuch: localized("How much?")
        case .whichAmount(let ranges):
            localized(
                "Which is the amount: {choices}?",
                ["choices": Self.choices(ranges.map { Self.text($0, of: line) })]
            )
        case .tooManyDecimals(_, 0):
            localized("This currency has no decimals. If the dot or comma divides thousands, leave it out.")
        case .tooManyDecimals(let range, _):
            localized(
                "{part} has more decimals than its currency. If the dot divides thousands, leave it out.",
                ["part": Self.text(range, of: line)]
            )
        case .groupOrDecimals(let range):
            localized(
                "Does {part} have thousands or decimals? Write thousands without a mark, or at most two decimals.",
                ["part": Self.text(range, of: line)]
            )
        case .belowZero(let range):
            localized("{part} comes to less than nothing. How much was it?", ["part": Self.text(range, of: line)])
        case .tooLarge(let range):
            localized("{part} is larger than can be stored.", ["part": Self.text(range, of: line)])
        case .noAccount: localized("There is no account yet. Add one first.")
        case .unknownAccount(let range): localized("No account is called {part}.", ["part": Self.text(range, of: line)])
        case .whichAccount(let range, let ids) where range.isEmpty:
            localized("Which account: {choices}?", ["choices": Self.choices(ids.map(name))])
        case .whichAccount(let range, let ids):
            localized(
                "Which account is {part}: {choices}?",
                [
                    "part": Self.text(range, of: line),
                    "choices": Self.choices(ids.map(name)),
                ]
            )
        case .fromWhere(let id, let offered): directionSentence(to: name(id), offered: offered.map(name))
        case .outOrIn(let id):
            localized(
                "{category} is for money that comes in, and this was paid. Write “received”, or another category.",
                ["category": book.categoryPath(id).last ?? "?"]
            )
        case .sameAccount: localized("Money moves between two different accounts; both are the same here.")
        case .currencyOfAccount(let id):
            localized("{account} holds another currency.", ["account": book.account(id)?.name ?? "?"])
        case .howMuchArrives: localized("The accounts hold different currencies. How much arrives?")
        case .noAccountIn(let currency):
            localized("No account holds {currency}. Write what left your account as well.", ["currency": currency.code])
        case .oneCurrency, .totalDiffers, .whatFor, .whichSide, .mixedKinds, .noTotal:
            partSentence(question, of: line)
        case .unknownPerson, .noPerson, .whatOfPerson, .categoryOrPerson, .tooManyPeople, .payerShares:
            personSentence(question, of: line)
        case .whichDay(let range):
            localized("Which day was it? “{part}” is longer than one.", ["part": Self.text(range, of: line)])
        case .howOften(let range):
            localized(
                "How often is “{part}”? Write it like “every month on the 31st” or “every 2 weeks on Friday”.",
                ["part": Self.text(range, of: line)]
            )
        case .tooLong(let maximum):
            localized("The line may have at most {maximum} characters.", ["maximum": "\(maximum)"])
        case .refused(let error): Sentences.sentence(error)
        }
    }

    private func directionSentence(to account: String, offered: String?) -> String {
        guard let offered else {
            return localized(
                "Where does the money for {account} come from? Write “from” and the account, or “received” for income.",
                ["account": account]
            )
        }
        return localized(
            "Where does the money for {account} come from? Write “from {offered}”, or “received” for income.",
            ["account": account, "offered": offered]
        )
    }

    private func partSentence(_ question: QuickAddQuestion, of line: String) -> String {
        switch question {
        case .oneCurrency: localized("All parts have to be in one currency.")
        case .totalDiffers(let range):
            localized("The parts do not come to {part}.", ["part": Self.text(range, of: line)])
        case .whatFor(let range):
            localized(
                "What is {part} for? Write the category right behind each amount.",
                ["part": Self.text(range, of: line)]
            )
        case .whichSide:
            localized("Does each category stand before its amount or behind it? Leave out what belongs to neither.")
        case .mixedKinds: localized("Some parts come in and others go out. Write them as two lines.")
        default: localized("How much was it in all? Write the total first, as in “1240: 900 groceries, 340 medicine”.")
        }
    }

    private func personSentence(_ question: QuickAddQuestion, of line: String) -> String {
        switch question {
        case .unknownPerson(let range):
            localized("No person is called {part}.", ["part": Self.text(range, of: line)])
        case .noPerson: localized("With whom? Write the name of a person.")
        case .whatOfPerson(_, let id):
            localized(
                "What about {person}? Write “to {person}”, “from {person}”, “split with {person}” or “for {person}”.",
                ["person": name(id)]
            )
        case .categoryOrPerson(let category, let person):
            localized(
                "Is it spending on {category}, or money between you and {person}? Leave out one of the two.",
                ["category": book.categoryPath(category).last ?? "?", "person": name(person)]
            )
        case .payerShares(let id):
            localized("{person} paid, so write only your own part.", ["person": name(id)])
        default: localized("One line can say this of one person only. Write a line for each.")
        }
    }

    private func name(_ id: AccountID) -> String { book.account(id)?.name ?? "?" }

    /// Names to choose from, as they are said.
    private static func choices(_ names: [String]) -> String { names.joined(separator: localized(" or ")) }
}
