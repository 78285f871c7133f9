import Assurance
import Cycle
import Identity
import Money
import Primitives
import Web

/// PAY-2: types card numbers wherever a person writes, and brings files that hold them.
struct CardNumberCheck: PromiseCheck {
    let promise = PromiseID.pay2
    let method =
        "Writes test card numbers of six networks in every usual way and in other scripts' digits, and types them "
        + "into the texts of both trackers and every text field of every operation: each must be refused. Brings "
        + "statements, journals and diaries that hold them: only their last four digits may be left."
    /// The operations of the API.
    let endpoints: [Endpoint]
    /// Whether the trackers take a text in a place.
    var takes: @Sendable (TypedText, String) -> Bool = { place, text in place.takes(text) }
    /// Whether a field of an operation takes a text.
    var admits: @Sendable (TypedField, String) -> Bool = { field, text in field.admits(text) }
    /// What is left of the texts of a file, as it would be kept.
    var texts: @Sendable (BroughtFile, [String]) throws -> [String] = { file, planted in try file.texts(planted) }

    /// Where a person writes.
    enum TypedText: CaseIterable, Sendable {
        case payee, note, tag, account, category, quickLine
        case dayNote, feeling, medicine, handle, name
    }

    /// Numbers that the networks publish for tests; no card has them.
    static let numbers = [
        "4111 1111 1111 1111", "5555-5555-5555-4444", "378282246310005", "6011111111111117", "6200000000000005",
        "6521500000000006",
    ]

    /// The same, as people and programs write them.
    static let spellings: [String] = numbers.flatMap { number in
        let digits = number.filter(\.isNumber)
        let groups = stride(from: 0, to: digits.count, by: 4).map { String(digits.dropFirst($0).prefix(4)) }
        let gaps = [" ", "-", ".", "  ", " - ", "\u{A0}", "\u{2009}", "\u{2011}", "\u{2013}"]
        let zeros: [UInt32] = [0x0660, 0x06F0, 0x0966, 0x09E6, 0x0BE6, 0xFF10]
        let scripts = zeros.map { zero in
            String(
                String.UnicodeScalarView(
                    digits.unicodeScalars.compactMap { Unicode.Scalar(zero + $0.value - 0x30) }
                )
            )
        }
        return [number, digits, digits.map(String.init).joined(separator: "\u{200B}")]
            + gaps.map { groups.joined(separator: $0) } + scripts
    }

    func run() async throws -> PromiseFinding {
        PromiseFinding([typed, fields] + (try files()) + [ordinary])
    }

    /// What the trackers themselves refuse.
    var typed: Evidence {
        let tries = TypedText.allCases.flatMap { place in Self.spellings.map { (place, $0) } }
        let taken = tries.filter { takes($0.0, $0.1) }.map { "\($0.0)" }
        let places = Set(taken).sorted().joined(separator: ", ")
        return Evidence(
            "Card numbers typed",
            "\(tries.count) tried, \(taken.count) taken" + (places.isEmpty ? "" : " (\(places))"),
            isAsPromised: taken.isEmpty
        )
    }

    /// What the schemas of operations refuse.
    private var fields: Evidence {
        let fields = endpoints.flatMap(TypedField.fields)
        let open = fields.filter { field in Self.spellings.contains { admits(field, $0) } }
        let names = Set(open.map(\.name)).sorted().prefix(8).joined(separator: ", ")
        return Evidence(
            "Text fields of all operations",
            "\(fields.count) tried, \(open.count) take one" + (names.isEmpty ? "" : " (\(names))"),
            isAsPromised: open.isEmpty && !fields.isEmpty
        )
    }

    /// What importing leaves.
    private func files() throws -> [Evidence] {
        try BroughtFile.allCases.map { file in
            // One that is not read at all keeps nothing, which would show nothing.
            let kept = try texts(file, Self.spellings)
            let isRead = Self.numbers.allSatisfy { number in
                kept.contains { $0.contains(number.filter(\.isNumber).suffix(4)) }
            }
            let left = kept.count(where: CardNumber.isIn)
            let found = isRead ? "\(left) left of \(Self.spellings.count)" : "not read"
            return Evidence("Brought in \(file.words)", found, isAsPromised: isRead && left == 0)
        }
    }

    var ordinary: Evidence {
        let isTaken = takes(.payee, "Corner Coffee 42") && takes(.dayNote, "slept 7.5 hours, 2026-11-20 06:40")
        return Evidence("Ordinary text", isTaken ? "taken" : "refused", isAsPromised: isTaken)
    }
}

extension CardNumberCheck.TypedText {
    /// Asks the tracker itself, with a book that nobody owns and one account in it.
    func takes(_ text: String) -> Bool {
        do throws(MoneyError) {
            var plan = MoneyPlan(MoneyBook(), batchStart: 1)
            let account = try plan.addAccount(AccountContent(name: "Cash", kind: .cash, currency: .inr))
            switch self {
            case .payee, .note, .tag: _ = try plan.addTransaction(draft(text, account))
            case .account: _ = try plan.addAccount(AccountContent(name: text, kind: .bank, currency: .inr))
            case .category: _ = try plan.addCategory(CategoryContent(name: text, kind: .expense))
            case .quickLine:
                let reading = QuickAdd.read("coffee 120 " + text, book: plan.book, today: Self.day)
                return !reading.questions.contains(.refused(.cardNumber(.text)))
            case .dayNote, .feeling, .medicine: return takesInDiary(text)
            case .handle: return takesAsHandle(text)
            case .name: return takesAsName(text)
            }
            return true
        } catch {
            // Another fault than a card number means that the text itself was taken.
            if case .cardNumber = error { return false }
            return true
        }
    }

    /// The same of a diary that nobody owns.
    private func takesInDiary(_ text: String) -> Bool {
        do throws(CycleError) {
            var plan = CyclePlan(CycleBook(), batchStart: 1)
            switch self {
            case .feeling:
                _ = try plan.addFeeling(.symptom, FeelingDefinition(name: text), builtInNames: [])
            case .medicine: _ = try plan.addItem(.medicine(MedicineContent(name: text, from: Self.day)))
            default:
                var entry = DayEntry()
                entry.note = text
                _ = try plan.record(DayPatch(entry), on: Self.day, today: Self.day)
            }
            return true
        } catch {
            if case .cardNumber = error { return false }
            return true
        }
    }

    private func takesAsHandle(_ text: String) -> Bool {
        do throws(IdentityError) {
            _ = try Handle(text)
            return true
        } catch {
            return false
        }
    }

    /// Of tokens, passkeys, books, browsers and members of the staff.
    private func takesAsName(_ text: String) -> Bool {
        do throws(PlainText.Fault) {
            return try PlainText.checked(text, maximum: 200, takesLines: false) != nil
        } catch {
            return error != .cardNumber
        }
    }

    private static let day = CalendarDay(daysSinceEpoch: 20_000)

    private func draft(_ text: String, _ account: AccountID) -> TransactionDraft {
        TransactionDraft(
            day: Self.day,
            payee: self == .payee ? text : nil,
            note: self == .note ? text : nil,
            tags: self == .tag ? [text] : [],
            postings: [
                Posting(.account(account), Amount(minorUnits: -1_00, currency: .inr)),
                Posting(.category(.uncategorisedExpense), Amount(minorUnits: 1_00, currency: .inr)),
            ]
        )
    }
}
