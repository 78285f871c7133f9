/// The calendar of one currency.
package struct CalendarPart: Sendable {
    let currency: String
    let isNamed: Bool
    /// What the sum is of.
    let label: String
    let total: MoneyText
    let months: [Month]
    let largest: [Largest]
    let hasLargest: Bool

    package struct Month: Sendable {
        let label: String
        /// The entries of the month.
        let path: String
        let total: MoneyText
        let weeks: [Week]

        package init(label: String, path: String, total: MoneyText, weeks: [[Day]]) {
            self.label = label
            self.path = path
            self.total = total
            self.weeks = weeks.map(Week.init)
        }
    }

    struct Week: Sendable {
        let days: [Day]
    }

    /// A year has hundreds of them, so they name their own parts: reflection is not free.
    package struct Day: Sendable, NamedParts {
        /// Empty beside the days of the month.
        let number: String
        /// `h0` to `h4`, with `hn` below zero; nil beside the days of the span.
        let level: String?
        /// What the colour stands for, for whoever does not see it; nil for nothing.
        let sum: String?

        package static let blank = Day(number: "", level: Int?.none)

        /// `level`: 0 for nothing, 1 to 4 for more; nil for a day that is not asked for.
        package init(number: String, level: Int?, sum: String? = nil, isBelowZero: Bool = false) {
            self.number = number
            self.level = level.map { "h\($0)" + (isBelowZero ? " hn" : "") }
            self.sum = sum
        }

        func part(_ name: String) -> Any? {
            switch name {
            case "number": number
            case "level": level
            case "sum": sum
            default: nil
            }
        }
    }

    /// A day that stands out.
    package struct Largest: Sendable {
        let day: String
        let money: MoneyText

        package init(day: String, money: MoneyText) {
            self.day = day
            self.money = money
        }
    }

    package init(
        currency: String,
        isNamed: Bool,
        label: String,
        total: MoneyText,
        months: [Month],
        largest: [Largest]
    ) {
        self.currency = currency
        self.isNamed = isNamed
        self.label = label
        self.total = total
        self.months = months
        self.largest = largest
        hasLargest = !largest.isEmpty
    }
}
