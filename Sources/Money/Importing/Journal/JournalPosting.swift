import Primitives

/// A posting as a journal writes it: the amount may be left to the others, and it may have a price.
package struct JournalPosting: Sendable {
    package var account: Int
    /// Nil: what the others leave over.
    package var amount: Quantity?
    /// What all of it is worth, sign of the amount included; beside a cost, the cost.
    package var weight: Quantity?

    /// A number of something.
    package struct Quantity: Hashable, Sendable {
        package var number: StatementAmount
        /// A currency's code in upper case where it is one, else as written.
        package var commodity: String

        package init(number: StatementAmount, commodity: String) {
            self.number = number
            self.commodity = commodity
        }

        /// This number of units at a price each; nil when it leaves what a number can hold.
        package func priced(at unit: Quantity) -> Quantity? {
            var product = Int128(number.units) * Int128(unit.number.units)
            var scale = number.scale + unit.number.scale
            // Half a unit of the eighteenth decimal is nothing: no currency has more than four.
            while scale > 0, product % 10 == 0 || scale > 9 || Int64(exactly: product) == nil {
                let rest = product % 10
                product /= 10
                if rest.magnitude >= 5 { product += rest < 0 ? -1 : 1 }
                scale -= 1
            }
            guard let units = Int64(exactly: product), let number = StatementAmount(units: units, scale: scale) else {
                return nil
            }
            return Quantity(number: number, commodity: unit.commodity)
        }
    }

    package init(account: Int, amount: Quantity?, weight: Quantity? = nil) {
        self.account = account
        self.amount = amount
        self.weight = weight
    }
}
