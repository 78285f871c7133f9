import Primitives

/// What happens once or a few times a year: own work, a trip, the festival, what breaks and what is renewed.
extension DemoYear {
    /// The main day of Diwali by year; others fall late in October.
    private static let diwali = [
        2024: "2024-11-01", 2025: "2025-10-20", 2026: "2026-11-08", 2027: "2027-10-29", 2028: "2028-10-17",
        2029: "2029-11-05", 2030: "2030-10-26", 2031: "2031-11-14", 2032: "2032-11-02", 2033: "2033-10-22",
        2034: "2034-11-10", 2035: "2035-10-30",
    ]

    /// Rupees of invoices, by days since the first.
    private static let invoices = [
        38: 18_000, 91: 24_500, 133: 12_000, 188: 32_000, 240: 15_500, 268: 9_000, 317: 27_000, 352: 21_000,
        376: 14_000,
    ]

    mutating func addEvents(_ day: CalendarDay) {
        let number = number(of: day)
        if let invoice = Self.invoices[number] {
            let client = number % 2 == 0 ? "Banyan Studio" : "Lakeside Press"
            receive(day, client, "Freelance", invoice * 100, note: "Invoice \(number / 9 + 11)", tag: "freelance")
        }
        switch number {
        case 95: spend(day, .savings, "Health insurance", "Insurance", 18_640_00, note: "Renewed for a year")
        case 134:
            spend(day, .savings, "Advance tax", "Taxes", 9_400_00, note: "On own work", tag: "freelance")
        case 170:
            spend(day, .card, "Phone Bazaar", "Shopping:Electronics", 24_999_00, note: "Two years of warranty")
        case 210: spend(day, .upi, "Scooter insurance", "Insurance", 1_846_00)
        case 215: spend(day, .upi, "Scooter service", "Transport:Vehicle", 2_360_00, note: "Brake pads, oil")
        case 281: spend(day, .card, "Smile Dental", "Health:Doctor", 4_200_00)
        case 300: receive(day, "Income tax refund", "Refunds", 6_120_00)
        case 176: refund(day, "Linen House", "Shopping:Clothes", 1_499_00, note: "Sent back: too small")
        default: break
        }
        addFestival(day)
    }

    private mutating func refund(
        _ day: CalendarDay,
        _ payee: String,
        _ category: String,
        _ amount: Int,
        note: String
    ) {
        let part = DemoEntry.Part(.category(category), amount)
        add(DemoEntry(day: day, account: .card, payee: payee, parts: [part], note: note))
    }

    private mutating func addFestival(_ day: CalendarDay) {
        let year = day.parts.year
        guard let festival = CalendarDay(iso: Self.diwali[year] ?? "\(year)-10-28") else { return }
        let tag = "diwali"
        switch Int(day.daysSinceEpoch - festival.daysSinceEpoch) {
        case -14: receive(day, "Festival bonus", "Salary", 20_000_00, tag: tag)
        case -12: spend(day, .card, "Silk House", "Shopping:Clothes", 6_450_00, note: "Saris for Amma and me", tag: tag)
        case -9: spend(day, .upi, "Paint and brushes", "Household:Repairs", 1_280_00, tag: tag)
        case -6: spend(day, .upi, "Mithai Bhandar", "Gifts and donations", 2_340_00, note: "Six boxes", tag: tag)
        case -5: spend(day, .cash, "Meena", "Gifts and donations", 3_500_00, note: "Festival month", tag: tag)
        case -4: spend(day, .card, "Toy shop", "Gifts and donations", 1_899_00, note: "For the twins", tag: tag)
        case -2: spend(day, .cash, "Lamps and flowers", "Household:Supplies", 640_00, tag: tag)
        case -1: spend(day, .upi, "Mithai Bhandar", "Groceries", 980_00, tag: tag)
        case 0:
            receive(day, "Amma and Appa", "Gifts received", 5_001_00, tag: tag)
            spend(day, .upi, "Auto", "Transport:Taxi", 260_00, tag: tag)
        case 1: spend(day, .upi, "Children's home", "Gifts and donations", 2_100_00, note: "As every year", tag: tag)
        default: break
        }
    }

    /// Five days at the sea in the ninth month.
    ///
    /// - Returns: whether the household is away, and nothing else happens.
    mutating func addTrip(_ day: CalendarDay) -> Bool {
        let departure = firstDay.adding(days: 250 + (11 - firstDay.adding(days: 250).weekday) % 7)  // a Thursday
        let tag = "goa"
        let number = Int(day.daysSinceEpoch - departure.daysSinceEpoch)
        switch number {
        case -45: spend(day, .card, "Flights, two seats", "Travel", 9_840_00, tag: tag)
        case -30: spend(day, .card, "Palm Grove Rooms", "Travel", 3_000_00, note: "Deposit", tag: tag)
        case 0:
            spend(day, .upi, "Taxi to the airport", "Travel", 780_00, tag: tag)
            spend(day, .cash, "Scooter hire", "Travel", 1_600_00, note: "Four days", tag: tag)
        case 1...3:
            spend(day, .card, "Beach shack", "Eating out", random.price(620...1_340), tag: tag)
            spend(day, .cash, "Coconut and ferry", "Travel", random.rupees(120...340, step: 10), tag: tag)
        case 4:
            let parts = [
                DemoEntry.Part(.category("Travel"), -7_200_00), DemoEntry.Part(.category("Eating out"), -1_860_00),
            ]
            let payee = "Palm Grove Rooms"
            add(DemoEntry(day: day, account: .card, payee: payee, parts: parts, note: "Room, meals", tag: tag))
            spend(day, .upi, "Taxi home", "Travel", 840_00, tag: tag)
        default: break
        }
        return (0...4).contains(number)
    }
}
