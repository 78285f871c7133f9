import Primitives

/// A year of a household in an Indian city, made up from a seed: twelve whole months and the running one up to a day.
///
/// What an account holds is kept while entries are made, so that no purse goes below zero: UPI and cash are filled from
/// savings when they run low, and the card is paid in full.
struct DemoYear {
    let today: CalendarDay
    let firstDay: CalendarDay
    private(set) var entries: [DemoEntry] = []
    var random: DemoRandom

    private var balances: [DemoEntry.Account: Int] = [:]
    /// What the card owed when its month ended, to be paid on the fifth.
    private var cardBill = 0

    init(until today: CalendarDay, seed: UInt64) {
        self.today = today
        firstDay = today.firstOfMonth.adding(months: -12)
        random = DemoRandom(seed: seed, day: firstDay.daysSinceEpoch)
        for account in DemoEntry.Account.allCases { balances[account] = account.opening }
        var day = firstDay
        while day <= today {
            random = DemoRandom(seed: seed, day: day.daysSinceEpoch)
            if day.parts.day == 1 { cardBill = -(balances[.card] ?? 0) }
            addBills(day)
            addEvents(day)
            if !addTrip(day) { addEveryday(day) }
            day = day.adding(days: 1)
        }
    }

    /// Days since the first one.
    func number(of day: CalendarDay) -> Int { Int(day.daysSinceEpoch - firstDay.daysSinceEpoch) }

    /// Money spent on one thing.
    mutating func spend(
        _ day: CalendarDay,
        _ account: DemoEntry.Account,
        _ payee: String,
        _ category: String,
        _ amount: Int,
        note: String? = nil,
        tag: String? = nil
    ) {
        let part = DemoEntry.Part(.category(category), -amount)
        add(DemoEntry(day: day, account: account, payee: payee, parts: [part], note: note, tag: tag))
    }

    /// Money that comes in.
    mutating func receive(
        _ day: CalendarDay,
        _ payee: String,
        _ category: String,
        _ amount: Int,
        note: String? = nil,
        tag: String? = nil
    ) {
        let part = DemoEntry.Part(.category(category), amount)
        add(DemoEntry(day: day, account: .savings, payee: payee, parts: [part], note: note, tag: tag))
    }

    /// Money that moves out of savings to another account of the household.
    mutating func move(_ day: CalendarDay, to account: DemoEntry.Account, _ payee: String, _ amount: Int) {
        add(DemoEntry(day: day, account: .savings, payee: payee, parts: [.init(.account(account), -amount)]))
    }

    mutating func add(_ entry: DemoEntry) {
        fill(entry.account, for: -entry.total, on: entry.day)
        balances[entry.account, default: 0] += entry.total
        for part in entry.parts {
            if case .account(let other) = part.target { balances[other, default: 0] -= part.amount }
        }
        entries.append(entry)
    }

    /// Puts money into a purse that would not be enough.
    private mutating func fill(_ account: DemoEntry.Account, for amount: Int, on day: CalendarDay) {
        let payee: String
        let step: Int
        switch account {
        case .upi: (payee, step) = ("UPI top-up", 4_000_00)
        case .cash: (payee, step) = ("Cash machine", 3_000_00)
        case .savings, .card, .reserve, .fund, .loan: return
        }
        let missing = amount + 150_00 - (balances[account] ?? 0)
        guard missing > 0 else { return }
        move(day, to: account, payee, (missing + step - 1) / step * step)
    }

    /// Pays what the card owed when the month began.
    mutating func payCard(_ day: CalendarDay) {
        guard cardBill > 0 else { return }
        move(day, to: .card, "Card bill", cardBill)
    }

    /// Paise of the scooter each month, and the day they are due.
    static let instalment = 2_450_00
    static let instalmentDay = 7

    /// The instalment of the scooter: interest on what is left, to the nearest paisa, the rest pays it back.
    mutating func payLoan(_ day: CalendarDay) {
        let interest = (-(balances[.loan] ?? 0) * 9 + 500) / 1000
        guard interest > 0 else { return }
        let parts = [
            DemoEntry.Part(.account(.loan), interest - Self.instalment),
            DemoEntry.Part(.category("Fees and interest"), -interest),
        ]
        add(DemoEntry(day: day, account: .savings, payee: "Scooter instalment", parts: parts))
    }

    /// What the emergency fund earns in a quarter, at 6 % a year.
    mutating func receiveInterest(_ day: CalendarDay) {
        let interest = (balances[.reserve] ?? 0) * 15 / 1000
        let part = DemoEntry.Part(.category("Interest"), interest)
        add(DemoEntry(day: day, account: .reserve, payee: "Interest for the quarter", parts: [part]))
    }
}
