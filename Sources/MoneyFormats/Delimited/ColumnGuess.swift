import Money

/// Gives columns roles by what they hold, where there is no header or it leaves a role open.
///
/// Says nothing rather than guess: of two number columns one is the amount only if the other runs along with it
/// as a balance.
enum ColumnGuess {
    /// Fills in date, amount and payee where `roles` has none.
    static func complete(_ roles: [ColumnRole], kinds: ColumnKinds) -> [ColumnRole] {
        var roles = roles
        let free = { (kind: ColumnKinds.Kind) in
            kinds.kinds.indices.filter { kinds.kinds[$0] == kind && $0 < roles.count && roles[$0] == .ignored }
        }
        if !roles.contains(.date), let column = free(.date).first { roles[column] = .date }
        if !roles.contains(.amount), !roles.contains(.debit), !roles.contains(.credit) {
            place(free(.number), kinds.numbers, in: &roles)
        }
        if !roles.contains(.payee) {
            let texts = free(.text).sorted { kinds.textLengths[$0] > kinds.textLengths[$1] }
            if let column = texts.first { roles[column] = .payee }
            for column in texts.dropFirst().sorted() { roles[column] = .note }
        }
        return roles
    }

    private static func place(_ columns: [Int], _ numbers: [[StatementAmount?]], in roles: inout [ColumnRole]) {
        if columns.count == 1 {
            roles[columns[0]] = .amount
            return
        }
        for balance in columns.reversed() {
            for amount in columns where amount != balance {
                if runsAlong(balance: numbers[balance], with: numbers[amount]) {
                    roles[amount] = .amount
                    roles[balance] = .balance
                    return
                }
            }
            for debit in columns where debit != balance {
                for credit in columns where credit != balance && credit != debit {
                    guard let net = net(debit: numbers[debit], credit: numbers[credit]) else { continue }
                    if runsAlong(balance: numbers[balance], with: net) {
                        roles[debit] = .debit
                        roles[credit] = .credit
                        roles[balance] = .balance
                        return
                    }
                }
            }
        }
    }

    /// Credit less debit; nil when some row fills both or neither.
    private static func net(debit: [StatementAmount?], credit: [StatementAmount?]) -> [StatementAmount?]? {
        var result: [StatementAmount?] = []
        for (debit, credit) in zip(debit, credit) {
            let (out, into) = (debit ?? .zero, credit ?? .zero)
            guard out.isZero != into.isZero else { return nil }
            result.append(into.isZero ? out.magnitude.negated : into)
        }
        return result
    }

    /// Whether each balance is the one before (or after) it plus the amount, for at least three rows and nine in ten.
    private static func runsAlong(balance: [StatementAmount?], with amount: [StatementAmount?]) -> Bool {
        guard balance.count >= 3, balance.count == amount.count else { return false }
        var fits = (rising: 0, falling: 0)
        for index in 1..<balance.count {
            guard let before = balance[index - 1], let after = balance[index] else { continue }
            if let step = amount[index], before.adding(step) == after { fits.rising += 1 }
            if let step = amount[index - 1], after.adding(step) == before { fits.falling += 1 }
        }
        return max(fits.rising, fits.falling) * 10 >= (balance.count - 1) * 9
    }
}
