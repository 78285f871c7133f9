import Primitives

/// What comes every month, on its day.
extension DemoYear {
    /// Rupees of electricity from January: fans and coolers from April on.
    private static let electricity = [980, 890, 1_240, 2_080, 2_690, 2_240, 1_490, 1_380, 1_410, 1_520, 1_120, 1_010]

    mutating func addBills(_ day: CalendarDay) {
        let (year, month, number) = day.parts
        switch number {
        case 1:
            spend(day, .cash, "Meena", "Household:House help", 3_500_00, note: "For the month")
            if month % 3 == 1 { receiveInterest(day) }
        case 2: spend(day, .card, "Fibre broadband", "Household:Phone and internet", 826_00)
        case 3: spend(day, .savings, "Mrs. Kulkarni", "Rent", 24_500_00, note: "Maintenance is included")
        case 4: move(day, to: .fund, "Index fund, monthly", hasRaise(day) ? 14_000_00 : 8_000_00)
        case 5: payCard(day)
        case Self.instalmentDay: payLoan(day)
        case 8: move(day, to: .reserve, "Put aside", hasRaise(day) ? 8_000_00 : 5_000_00)
        case 10: spend(day, .card, "Cinema at home", "Entertainment:Subscriptions", 299_00)
        case 12: spend(day, .card, "Music, family plan", "Entertainment:Subscriptions", 149_00)
        case 14:
            let amount = Self.electricity[month - 1] * 100 + random.rupees(-90...90)
            spend(day, .savings, "Electricity board", "Household:Electricity", amount)
        case 16: spend(day, .upi, "Water can, monthly", "Household:Water", 360_00)
        case 18: spend(day, .upi, "Mobile recharge", "Household:Phone and internet", 299_00)
        case 28: spend(day, .upi, "Dairy", "Groceries", random.rupees(1_320...1_580, step: 20), note: "Milk and curd")
        default: break
        }
        if day == Self.payday(year: year, month: month) {
            receive(day, "Salary", "Salary", hasRaise(day) ? 84_200_00 : 78_400_00)
        }
    }

    /// The raise of April.
    private func hasRaise(_ day: CalendarDay) -> Bool {
        let (year, month, _) = day.parts
        let (firstYear, firstMonth, _) = firstDay.parts
        let aprilYear = firstMonth <= 4 ? firstYear : firstYear + 1
        return year > aprilYear || (year == aprilYear && month >= 4)
    }

    /// The first day of a month that is not at a weekend.
    private static func payday(year: Int, month: Int) -> CalendarDay? {
        let first = CalendarDay(year: year, month: month, day: 1)
        return first.map { $0.adding(days: $0.weekday > 5 ? 8 - $0.weekday : 0) }
    }
}
