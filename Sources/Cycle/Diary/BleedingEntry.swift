/// All that is kept of a bleeding day: what predictions read, and what only the person does.
///
/// - Source: docs/spec/cycle-diary.md §3, field 1.
package struct BleedingEntry: Hashable, Sendable {
    /// Raw values are on disk: never renumber, never reuse.
    package enum Clots: UInt8, Hashable, Sendable, CaseIterable {
        case none = 0
        case small = 1
        case large = 2
    }

    /// Raw values are on disk: never renumber, never reuse.
    package enum Product: UInt8, Hashable, Sendable, CaseIterable, Comparable {
        case liner = 1
        case pad = 2
        case tampon = 3
        case cup = 4
        case disc = 5
        case periodUnderwear = 6
        case sponge = 7
        case freeBleeding = 8
        case other = 9

        package static func < (left: Product, right: Product) -> Bool { left.rawValue < right.rawValue }
    }

    package var bleeding: Bleeding
    /// Nil where nothing is said.
    package var clots: Clots?
    /// How many of each that day, 1 to 50.
    package var products: [Product: Int]

    package init(_ bleeding: Bleeding, clots: Clots? = nil, products: [Product: Int] = [:]) {
        self.bleeding = bleeding
        self.clots = clots
        self.products = products
    }

    func check() throws(DayEntryError) {
        guard products.values.allSatisfy({ DayLimits.productCount.contains($0) }) else {
            throw .outOfRange(.bleeding)
        }
    }

    /// "No bleeding today" beside clots or products.
    var isContradictory: Bool { bleeding.level == .none && (clots.map { $0 != .none } ?? false || !products.isEmpty) }
}
