import Primitives

/// Makes transactions of statement rows: where the money went, by the file's own words, then by what the person did
/// with the same payee before, else uncategorised.
struct ImportDrafts {
    private let accounts: AccountNames
    private let rules: RuleSet
    /// The category last used with a payee, by normalised payee and direction.
    private var memory: [MemoryKey: CategoryID] = [:]
    /// Categories of the file that were looked up or made; nil where the book has no room for another.
    private var named: [NameKey: CategoryID?] = [:]

    private struct MemoryKey: Hashable {
        let payee: [UInt8]
        let isIncome: Bool
    }

    private struct NameKey: Hashable {
        let name: String
        let isIncome: Bool
    }

    init(book: MoneyBook) {
        accounts = AccountNames(book)
        rules = RuleSet(book)
        var lastByPayee: [UInt64: UInt32] = [:]
        let columns = book.transactions
        for slot in 0..<columns.count where !columns.isRemoved[slot] && columns.payees[slot] != 0 {
            let categories = columns.postings(slot).filter { columns.targets[$0] & TransactionColumns.categoryBit != 0 }
            // A split says nothing about the next purchase.
            guard categories.count == 1 else { continue }
            let isIncome: UInt64 = columns.minorUnits[categories[0]] < 0 ? 1 : 0
            lastByPayee[UInt64(columns.payees[slot]) << 1 | isIncome] = columns.targets[categories[0]]
        }
        for (side, target) in lastByPayee.sorted(by: { $0.key < $1.key }) {
            guard let payee = book.payees.text(UInt32(side >> 1)) else { continue }
            let category = book.categories[Int(target & ~TransactionColumns.categoryBit)]
            guard !category.isRemoved, !category.isBuiltIn else { continue }
            // Only punctuation: nothing to recognise it by.
            let key = TransactionFingerprint.normalized(payee)
            if key.isEmpty { continue }
            memory[MemoryKey(payee: key, isIncome: side & 1 == 1)] = category.id
        }
    }

    /// The draft of a row after the person's rules, and the rules that changed it.
    mutating func ruled(
        _ row: StatementRow,
        minorUnits: Int64,
        account: LedgerAccount,
        plan: inout MoneyPlan
    ) throws(MoneyError) -> (draft: TransactionDraft, rules: [RuleID]) {
        let draft = try draft(of: row, minorUnits: minorUnits, account: account, plan: &plan)
        return rules.applied(to: draft, isImported: true, in: plan.book)
    }

    /// The draft of a row; categories that the file names and the book lacks are added to the plan.
    mutating func draft(
        of row: StatementRow,
        minorUnits: Int64,
        account: LedgerAccount,
        plan: inout MoneyPlan
    ) throws(MoneyError) -> TransactionDraft {
        let currency = account.currency
        var postings = [Posting(.account(account.id), Amount(minorUnits: minorUnits, currency: currency))]
        if row.splits.isEmpty {
            let target = target(
                category: row.category,
                transfer: row.transferAccount,
                payee: row.payee,
                isIncome: minorUnits > 0,
                account: account,
                plan: &plan
            )
            postings.append(Posting(target, Amount(minorUnits: -minorUnits, currency: currency)))
        }
        for split in row.splits where !split.amount.isZero {
            let units: Int64
            do { units = try split.amount.minorUnits(in: currency) } catch { throw .invalid(.amount) }
            let target = target(
                category: split.category,
                transfer: split.transferAccount,
                payee: "",
                isIncome: units > 0,
                account: account,
                plan: &plan
            )
            postings.append(Posting(target, Amount(minorUnits: -units, currency: currency)))
        }
        let texts = Self.texts(of: row)
        return TransactionDraft(
            day: row.day,
            payee: texts.payee,
            note: texts.note,
            tags: row.tags.prefix(MoneyLimits.tagsPerTransaction).map {
                Self.clipped($0.hasPrefix("#") ? String($0.dropFirst()) : $0, MoneyLimits.nameCharacters)
            },
            postings: postings
        )
    }

    private mutating func target(
        category: String,
        transfer: String,
        payee: String,
        isIncome: Bool,
        account: LedgerAccount,
        plan: inout MoneyPlan
    ) -> PostingTarget {
        if let other = accounts[transfer], other.id != account.id, other.currency == account.currency {
            return .account(other.id)
        }
        if !category.isEmpty, let id = self.category(named: category, isIncome: isIncome, plan: &plan) {
            return .category(id)
        }
        if !memory.isEmpty, !payee.isEmpty {
            let key = MemoryKey(payee: TransactionFingerprint.normalized(payee), isIncome: isIncome)
            if let id = memory[key] { return .category(id) }
        }
        return .category(isIncome ? .uncategorisedIncome : .uncategorisedExpense)
    }

    /// The category at a path such as `Food:Groceries`: of the row's direction, else of the other (a refund), else new.
    private mutating func category(named name: String, isIncome: Bool, plan: inout MoneyPlan) -> CategoryID? {
        let key = NameKey(name: name, isIncome: isIncome)
        if let known = named[key] { return known }
        let path = name.split(separator: ":").map { Self.clipped(String($0), MoneyLimits.nameCharacters) }
        let kind: CategoryKind = isIncome ? .income : .expense
        let found: CategoryID?
        if let existing = Self.existing(path, kind, in: plan.book) {
            found = existing
        } else if let existing = Self.existing(path, isIncome ? .expense : .income, in: plan.book) {
            found = existing
        } else {
            do { found = try plan.category(path: path, kind: kind) } catch { found = nil }
        }
        named[key] = .some(found)
        return found
    }

    private static func existing(_ path: [String], _ kind: CategoryKind, in book: MoneyBook) -> CategoryID? {
        var parent: CategoryID?
        for name in path {
            guard let next = book.category(named: name, kind: kind, under: parent) else { return nil }
            parent = next
        }
        return parent
    }

    /// Payee and note within the limits of the book; what a payee cannot hold moves to the note.
    private static func texts(of row: StatementRow) -> (payee: String?, note: String?) {
        var parts: [String] = []
        let payee = masked(row.payee)
        let short = clipped(payee, MoneyLimits.nameCharacters)
        if short != payee { parts.append(payee) }
        if !row.memo.isEmpty { parts.append(row.memo) }
        if !row.checkNumber.isEmpty { parts.append("Ref " + row.checkNumber) }
        let note = clipped(masked(parts.joined(separator: "\n")), MoneyLimits.noteCharacters)
        return (short.isEmpty ? nil : short, note.isEmpty ? nil : note)
    }

    /// Joined columns could make a card number of two harmless halves.
    private static func masked(_ text: String) -> String { CardNumber.masked(text) ?? text }

    private static func clipped(_ text: String, _ maximum: Int) -> String {
        guard text.utf8.count > maximum, text.unicodeScalars.count > maximum else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(maximum)))
    }
}
