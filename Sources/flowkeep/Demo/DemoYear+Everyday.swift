import Primitives

/// What happens on an ordinary day.
extension DemoYear {
    private static let places = ["Udupi Corner", "Tandoor Lane", "Chaat Junction", "Wok Street", "Malabar Kitchen"]
    /// The weekday of the large shopping, week after week: mostly at the weekend, as people do.
    private static let shoppingDays = [6, 7, 6, 5, 6, 7, 2]
    private static let company = ["With Devika", "With Devika and Rohan", "Team dinner", "Rohan paid the cab"]

    mutating func addEveryday(_ day: CalendarDay) {
        let isWorkday = day.weekday <= 5
        if isWorkday { addWorkday(day) }
        addFood(day)
        addNowAndThen(day)
        addRare(day)
    }

    private mutating func addWorkday(_ day: CalendarDay) {
        if day.weekday == 1 { spend(day, .upi, "Metro card", "Transport:Public transport", 300_00) }
        if random.happens(38) { spend(day, .upi, "Corner Coffee", "Eating out", random.rupees(90...190, step: 10)) }
        if random.happens(24) { spend(day, .upi, "Office canteen", "Eating out", random.rupees(80...150, step: 5)) }
        if random.happens(16) {
            spend(day, random.pick([.cash, .upi]), "Auto", "Transport:Taxi", random.rupees(50...180, step: 5))
        }
    }

    private mutating func addFood(_ day: CalendarDay) {
        if day.weekday == 3 || day.weekday == 7 {
            spend(day, .cash, "Vegetable market", "Groceries", random.rupees(140...380, step: 10))
        }
        if day.weekday == Self.shoppingDays[number(of: day) / 7 % Self.shoppingDays.count] { addWeeklyShop(day) }
        if day.weekday >= 5, random.happens(34) {
            let note = random.happens(30) ? random.pick(Self.company) : nil
            spend(day, .card, random.pick(Self.places), "Eating out", random.price(340...1_480), note: note)
        }
    }

    /// Every third one is split over what was in the bag.
    private mutating func addWeeklyShop(_ day: CalendarDay) {
        let groceries = random.price(820...1_900)
        guard random.happens(34) else {
            return spend(day, .upi, "Annapurna Stores", "Groceries", groceries)
        }
        let parts = [
            DemoEntry.Part(.category("Groceries"), -groceries),
            DemoEntry.Part(.category("Household:Supplies"), -random.price(140...420)),
            DemoEntry.Part(.category("Personal care"), -random.price(110...380)),
        ]
        add(DemoEntry(day: day, account: .upi, payee: "Annapurna Stores", parts: parts))
    }

    private mutating func addNowAndThen(_ day: CalendarDay) {
        let number = number(of: day)
        if number % 11 == 4 { spend(day, .upi, "Petrol pump", "Transport:Fuel", random.rupees(420...560, step: 10)) }
        if number % 33 == 20 { spend(day, .upi, "Salon", "Personal care", 450_00) }
        if number % 52 == 9 { spend(day, .upi, "Gas cylinder", "Household:Gas", 1_103_00) }
        if random.happens(5) { spend(day, .upi, "Wellness Chemist", "Health:Medicine", random.price(110...840)) }
        if day.weekday == 6, random.happens(20) {
            spend(day, .card, "City Cinema", "Entertainment", random.rupees(420...760, step: 20))
        }
        // Names alone say nothing: these wait for somebody to put them where they belong.
        if random.happens(4) {
            let payee = random.pick(["UPI R SHARMA", "UPI 98XX11", "POS 4417 MKTPLACE", "UPI S IYER"])
            let account: DemoEntry.Account = payee.hasPrefix("POS") ? .card : .upi
            let part = DemoEntry.Part(.uncategorised, -random.rupees(90...1_400, step: 10))
            add(DemoEntry(day: day, account: account, payee: payee, parts: [part]))
        }
    }

    private mutating func addRare(_ day: CalendarDay) {
        if random.happens(3) {
            let shop = random.pick(["Cotton Street", "Linen House", "Footpath Shoes"])
            spend(day, .card, shop, "Shopping:Clothes", random.rupees(799...3_199, step: 100))
        }
        if random.happens(2) { spend(day, .card, "Station Books", "Education", random.rupees(249...899, step: 50)) }
        if random.happens(2) {
            spend(day, .upi, "Gift shop", "Gifts and donations", random.rupees(400...1_500, step: 50))
        }
        if random.happens(1) { spend(day, .upi, "Dr. Rao", "Health:Doctor", 700_00, note: "Follow-up in two weeks") }
    }
}
