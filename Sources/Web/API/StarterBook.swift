import Money
import Primitives
import Vault

/// Gives a new person accounts and categories to begin with; she can rename and remove all of it.
///
/// They are in the language of the page she signs up on and in the money that is usual where it is spoken; outside
/// pages everything speaks the house's own.
struct StarterBook: Sendable {
    let services: WebServices

    func prepare(_ access: VaultAccess) async throws {
        let set = Self.set(.current)
        _ = try await access.commit(MoneyTracker.self, at: services.now()) { book, start throws(MoneyError) in
            guard book.isEmpty, !book.hasSettings else { return Vault.Planned(changes: [], outcome: ()) }
            let planned = try MoneyCommands.starterSet(set, in: copy book, batchStart: start)
            return Vault.Planned(changes: planned.changes, outcome: ())
        }
    }

    static func set(_ words: Words) -> StarterSet {
        StarterSet(settings(words.locale)) { text($0, words) }
    }

    private static func settings(_ locale: PageLocale) -> MoneySettings {
        switch locale {
        case .englishIndia, .hindi: MoneySettings(baseCurrency: .inr, digitGrouping: .indian)
        case .englishBritain: MoneySettings(baseCurrency: .gbp, digitGrouping: .western)
        case .englishAmerica: MoneySettings(baseCurrency: .usd, digitGrouping: .western, weekStart: 7)
        case .german: MoneySettings(baseCurrency: .eur, digitGrouping: .continental)
        }
    }

    private static func text(_ name: StarterName, _ words: Words) -> String {
        switch name {
        case .cash: words("Cash")
        case .savings: words("Savings")
        case .upi: words("UPI")
        case .bank: words("Bank")
        case .card: words("Card")
        case .groceries: words("Groceries")
        case .eatingOut: words("Eating out")
        case .rent: words("Rent")
        case .household: words("Household")
        case .electricity: words("Electricity")
        case .water: words("Water")
        case .gas: words("Gas")
        case .phone: words("Phone and internet")
        case .repairs: words("Repairs")
        case .houseHelp: words("House help")
        case .transport: words("Transport")
        case .fuel: words("Fuel")
        case .publicTransport: words("Public transport")
        case .taxi: words("Taxi")
        case .vehicle: words("Vehicle")
        case .shopping: words("Shopping")
        case .clothes: words("Clothes")
        case .electronics: words("Electronics")
        case .health: words("Health")
        case .doctor: words("Doctor")
        case .medicine: words("Medicine")
        case .personalCare: words("Personal care")
        case .education: words("Education")
        case .entertainment: words("Entertainment")
        case .subscriptions: words("Subscriptions")
        case .travel: words("Travel")
        case .gifts: words("Gifts and donations")
        case .insurance: words("Insurance")
        case .taxes: words("Taxes")
        case .fees: words("Fees and interest")
        case .salary: words("Salary")
        case .interest: words("Interest")
        case .refunds: words("Refunds")
        case .giftsReceived: words("Gifts received")
        case .otherIncome: words("Other income")
        }
    }
}
