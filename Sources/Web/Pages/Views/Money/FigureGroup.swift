/// The figures of one currency; currencies are never added together.
package struct FigureGroup: Sendable {
    let currency: String
    let figures: [Figure]
    /// Shown only when there are several currencies.
    let isNamed: Bool

    /// `isNamed`: whether the code stands above the figures: true where there are several groups.
    package init(currency: String, isNamed: Bool, figures: [Figure]) {
        self.currency = currency
        self.isNamed = isNamed
        self.figures = figures
    }
}
