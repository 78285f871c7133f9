import Money
import Primitives

/// Writes a book for ledger and hledger.
///
/// - Source: docs/spec/journal-formats.md §10.
struct LedgerWriter: ExportWriter {
    private let book: MoneyBook
    private let options: ExportOptions
    private let format: JournalFormat
    private let labels: JournalLabels
    private let transactions: TransactionsInOrder
    private var step = Step.head

    private enum Step {
        case head
        case transaction(Int)
    }

    /// The first year that ledger's calendar has.
    static let firstYear = 1400

    init(_ book: MoneyBook, _ options: ExportOptions, _ format: JournalFormat) {
        self.book = book
        self.options = options
        self.format = format
        labels = JournalLabels(book, .plain)
        transactions = book.transactionsInOrder
    }

    mutating func writeNext(to output: inout [UInt8]) -> Bool {
        switch step {
        case .head:
            writeHead(to: &output)
            step = .transaction(0)
        case .transaction(let place):
            guard place < transactions.count else { return false }
            write(transactions[place], to: &output)
            step = .transaction(place + 1)
        }
        return true
    }

    private func writeHead(to output: inout [UInt8]) {
        output.append(line: "; " + JournalHeader.text(book, options))
        output.append(0x0A)
        writeCommodities(to: &output)
        if format == .ledger { writeTagNames(to: &output) }
        writeAccounts(to: &output)
        writeRates(to: &output)
        writeOpenings(on: Self.written(transactions.first?.content.day ?? options.day), to: &output)
    }

    private func writeCommodities(to output: inout [UInt8]) {
        // Strict checks want those of rates declared as well.
        let currencies = Set(book.usedCurrencies).union(book.ratePairs.flatMap { [$0.from, $0.to] })
        for currency in currencies.sorted(by: { $0.code < $1.code }) {
            let sample = Amount(minorUnits: 1000 * currency.minorUnitsPerMajor, currency: currency).decimal
            if format == .hledger {
                output.append(line: "commodity \(currency.decimals == 0 ? "1000." : sample) \(currency.code)")
            } else {
                output.append(line: "commodity \(currency.code)")
                output.append(line: "    format \(sample) \(currency.code)")
            }
        }
        output.append(0x0A)
    }

    /// Strict checks of ledger take a tag for a slip unless it is declared.
    private func writeTagNames(to output: inout [UInt8]) {
        let receipts = options.receiptPaths.isEmpty ? [] : ["fk-receipt"]
        let own = ["fk-day", "fk-id", "fk-note", "fk-opening", "fk-payee", "fk-tags"] + receipts + partTags
        for tag in own + book.usedTags.filter(JournalDialect.isPlainTag) { output.append(line: "tag " + tag) }
        output.append(0x0A)
    }

    /// Those of values that need more than one line.
    private var partTags: [String] {
        // A short note is one line whatever is in it.
        let long = book.usedNotes(over: JournalEscape.partByteCount / 3).filter { !Self.isPlain($0) }
        let mixed = book.usedTagSets.filter { !$0.allSatisfy(JournalDialect.isPlainTag) }
        let notes = long.map { JournalEscape.parts($0).count }.max() ?? 1
        let tags = mixed.map { Self.lines($0).count }.max() ?? 1
        return (1..<notes).map { JournalEscape.tag("fk-note", part: $0) }
            + (1..<tags).map { JournalEscape.tag("fk-tags", part: $0) }
    }

    private func writeAccounts(to output: inout [UInt8]) {
        for account in book.liveAccounts.sorted(by: { $0.id < $1.id }) {
            guard let label = labels.accounts[account.id] else { continue }
            output.append(line: "account " + label.text)
            if let name = label.name { writeTag("fk-name", JournalEscape.escaped(name), to: &output) }
            writeTag("fk-id", account.id.text, to: &output)
            writeTag("fk-kind", account.content.kind.name, to: &output)
            writeTag("fk-currency", account.currency.code, to: &output)
            if account.content.isArchived { writeTag("fk-archived", "yes", to: &output) }
        }
        for category in book.liveCategories.sorted(by: { $0.id < $1.id }) {
            guard let label = labels.categories[category.id] else { continue }
            output.append(line: "account " + label.text)
            if let name = label.name { writeTag("fk-name", JournalEscape.escaped(name), to: &output) }
            writeTag("fk-id", category.id.text, to: &output)
        }
        output.append(line: "account Equity:" + JournalNames.opening)
        output.append(line: "account Equity:" + JournalNames.exchange)
        output.append(0x0A)
    }

    /// What is before the tools' calendar is left out: there is no entry it could be about.
    private func writeRates(to output: inout [UInt8]) {
        for dated in book.allRates where dated.id.day.parts.year >= Self.firstYear {
            let pair = dated.id.pair
            output.append(line: "P \(dated.id.day.iso) \(pair.from.code) \(dated.rate.text) \(pair.to.code)")
        }
        if book.rateCount > 0 { output.append(0x0A) }
    }

    private func writeOpenings(on day: CalendarDay, to output: inout [UInt8]) {
        for account in book.liveAccounts.sorted(by: { $0.id < $1.id }) where account.content.openingMinorUnits != 0 {
            guard let label = labels.accounts[account.id] else { continue }
            let amount = Amount(minorUnits: account.content.openingMinorUnits, currency: account.currency)
            output.append(line: "\(day.iso) Opening balance")
            writeTag("fk-opening", "yes", to: &output)
            output.append(line: "    \(label.text)  \(amount.decimal) \(amount.currency.code)")
            output.append(
                line: "    Equity:\(JournalNames.opening)  \(negated(amount).decimal) \(amount.currency.code)"
            )
            output.append(0x0A)
        }
    }

    private func write(_ transaction: MoneyTransaction, to output: inout [UInt8]) {
        let content = transaction.content
        let day = Self.written(content.day)
        output.append(text: day.iso)
        let payee = JournalDialect.payee(content.payee ?? "")
        if !payee.isEmpty { output.append(text: " " + payee) }
        output.append(0x0A)
        writeTag("fk-id", transaction.id.text, to: &output)
        if day != content.day { writeTag("fk-day", content.day.iso, to: &output) }
        if let whole = content.payee, whole != payee { writeTag("fk-payee", JournalEscape.escaped(whole), to: &output) }
        if let note = content.note { write(note: note, to: &output) }
        write(tags: content.tags, to: &output)
        for path in options.receiptPaths[transaction.id] ?? [] { writeTag("fk-receipt", path, to: &output) }
        let exchange = ExchangedPostings(content.postings)
        for (place, posting) in content.postings.enumerated() {
            output.append(
                text: "    \(label(of: posting.target))  \(posting.amount.decimal) \(posting.amount.currency.code)"
            )
            if let priced = exchange.priced, priced.place == place {
                output.append(text: " @@ \(priced.total.decimal) \(priced.total.currency.code)")
            }
            output.append(0x0A)
        }
        for amount in exchange.exchanged {
            output.append(line: "    Equity:\(JournalNames.exchange)  \(amount.decimal) \(amount.currency.code)")
        }
        output.append(0x0A)
    }

    private func write(note: String, to output: inout [UInt8]) {
        guard Self.isPlain(note) else { return write("fk-note", JournalEscape.parts(note), to: &output) }
        for line in Self.lines(of: note) { output.append(line: "    ; " + line) }
    }

    /// At line feeds only: every other break is escaped.
    private static func lines(of note: String) -> [Substring] {
        note.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { Substring($0) }
    }

    /// Whether a note may stand as comments.
    private static func isPlain(_ note: String) -> Bool {
        lines(of: note).allSatisfy {
            $0.utf8.count <= JournalEscape.partByteCount && JournalDialect.isPlainComment($0)
        }
    }

    /// The lines of `fk-tags`; no tag is in two.
    private static func lines(_ tags: [String]) -> [String] {
        JournalEscape.lines(tags.map(JournalEscape.escaped), between: "|")
    }

    private func write(tags: [String], to output: inout [UInt8]) {
        guard !tags.isEmpty else { return }
        let plain = tags.filter(JournalDialect.isPlainTag)
        if !plain.isEmpty {
            let text =
                format == .hledger
                ? plain.map { $0 + ":" }.joined(separator: ", ") : ":" + plain.joined(separator: ":") + ":"
            output.append(line: "    ; " + text)
        }
        if plain.count < tags.count { write("fk-tags", Self.lines(tags), to: &output) }
    }

    private func write(_ name: String, _ parts: [String], to output: inout [UInt8]) {
        for (part, value) in parts.enumerated() { writeTag(JournalEscape.tag(name, part: part), value, to: &output) }
    }

    private func writeTag(_ name: String, _ value: String, to output: inout [UInt8]) {
        output.append(line: "    ; \(name): \(value)")
    }

    private func label(of target: PostingTarget) -> String {
        switch target {
        case .account(let id): labels.accounts[id]?.text ?? "Equity:Unknown"
        case .category(let id): labels.categories[id]?.text ?? "Equity:Unknown"
        }
    }

    private func negated(_ amount: Amount) -> Amount {
        // Within the book's limit, so it can be negated.
        Amount(minorUnits: -amount.minorUnits, currency: amount.currency)
    }

    /// The day as written: what is before the tool's calendar is put at its beginning, with the day beside it.
    private static func written(_ day: CalendarDay) -> CalendarDay {
        guard day.parts.year < firstYear, let first = CalendarDay(year: firstYear, month: 1, day: 1) else { return day }
        return first
    }
}
