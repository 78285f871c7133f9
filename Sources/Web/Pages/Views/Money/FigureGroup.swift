/// The figures of one currency; currencies are never added together.
package struct FigureGroup: Sendable {
    let currency: String
    let figures: [Figure]
    /// Shown only when there are several currencies.
    let isNamed: Bool
    /// The same month in charts; nil where the figures are of something else.
    let monthPath: String?

    /// `isNamed`: whether the code stands above the figures: true where there are several groups.
    package init(currency: String, isNamed: Bool, figures: [Figure], monthPath: String? = nil) {
        self.currency = currency
        self.isNamed = isNamed
        self.figures = figures
        self.monthPath = monthPath
    }
}
