import Primitives

/// The dense keys of an axis: 0 is "none", others stand for a month, category, account, payee, tag or person.
struct AxisKeys {
    let axis: ReportAxis
    let count: Int
    /// For months: key by day since ``firstDay``.
    private let monthKeys: [Int32]
    private let months: [CalendarDay]
    private let firstDay: Int32

    /// - `days`: Every day that will be asked for.
    init(_ axis: ReportAxis, _ book: MoneyBook, days: ClosedRange<Int32>) {
        self.axis = axis
        firstDay = days.lowerBound
        var monthKeys: [Int32] = []
        var months: [CalendarDay] = []
        switch axis {
        case .month:
            monthKeys.reserveCapacity(days.count)
            var next = Int32.min
            for day in days {
                if day >= next {
                    let first = CalendarDay(daysSinceEpoch: day).firstOfMonth
                    months.append(first)
                    next = first.adding(months: 1).daysSinceEpoch
                    if next <= day { next = .max }  // December 9999 has no month after it
                }
                monthKeys.append(Int32(months.count))
            }
            count = months.count + 1
        case .category: count = book.categories.count + 1
        case .account, .person: count = book.accounts.count + 1
        case .payee: count = book.payees.count + 1
        case .tag: count = book.tags.count + 1
        }
        self.monthKeys = monthKeys
        self.months = months
    }

    @inline(__always)
    func month(_ day: Int32) -> Int { Int(monthKeys[Int(day - firstDay)]) }

    /// The labels of the keys that are used, in order, and the place of each key among them.
    func labels(used: [Bool], _ book: MoneyBook) -> (labels: [ReportLabel], places: [Int]) {
        var places = [Int](repeating: -1, count: count)
        var labels: [ReportLabel] = []
        if axis == .category {
            for (category, depth, parent) in book.categoryTree(containing: used) {
                let parentPlace = parent.map { places[$0 + 1] }
                places[category + 1] = labels.count
                let key = ReportKey.category(book.categories[category].id)
                labels.append(
                    ReportLabel(key: key, name: book.categories[category].name, depth: depth, parent: parentPlace)
                )
            }
            return (labels, places)
        }
        var keys = used.indices.filter { used[$0] }
        if axis != .month {
            let names = Dictionary(uniqueKeysWithValues: keys.map { ($0, TextFold.folded(name($0, book))) })
            keys.sort { left, right in
                guard left != 0, right != 0 else { return right == 0 && left != 0 }  // "none" comes last
                let (leftName, rightName) = (names[left] ?? [], names[right] ?? [])
                return leftName == rightName ? left < right : leftName.lexicographicallyPrecedes(rightName)
            }
        }
        for key in keys {
            places[key] = labels.count
            labels.append(ReportLabel(key: reportKey(key, book), name: name(key, book), depth: 0, parent: nil))
        }
        return (labels, places)
    }

    private func reportKey(_ key: Int, _ book: MoneyBook) -> ReportKey {
        guard key > 0 else { return .none }
        switch axis {
        case .month: return .month(months[key - 1])
        case .category: return .category(book.categories[key - 1].id)
        case .account, .person: return .account(book.accounts[key - 1].id)
        case .payee: return .payee(name(key, book))
        case .tag: return .tag(name(key, book))
        }
    }

    private func name(_ key: Int, _ book: MoneyBook) -> String {
        guard key > 0 else { return "" }
        switch axis {
        case .month: return String(months[key - 1].iso.prefix(7))
        case .category: return book.categories[key - 1].name
        case .account, .person: return book.accounts[key - 1].name
        case .payee: return book.payees.text(UInt32(key)) ?? ""
        case .tag: return book.tags.text(UInt32(key)) ?? ""
        }
    }
}

extension MoneyBook {
    /// The categories that are used and their ancestors, each parent before its children, siblings by name.
    ///
    /// - `used`: By key, place + 1.
    func categoryTree(containing used: [Bool]) -> [(category: Int, depth: Int, parent: Int?)] {
        var isShown = [Bool](repeating: false, count: categories.count)
        for place in categories.indices where used[place + 1] {
            var next: Int? = place
            while let current = next, !isShown[current] {
                isShown[current] = true
                next = categories[current].content.parent.flatMap { categoryPlaces[$0] }
            }
        }
        var children: [Int: [Int]] = [:]
        for place in categories.indices where isShown[place] {
            let parent = categories[place].content.parent.flatMap { categoryPlaces[$0] } ?? -1
            children[parent, default: []].append(place)
        }
        var result: [(category: Int, depth: Int, parent: Int?)] = []
        var stack: [(Int, Int, Int?)] = []
        func push(_ parent: Int, _ depth: Int) {
            let sorted = (children[parent] ?? []).sorted {
                let (left, right) = (TextFold.folded(categories[$0].name), TextFold.folded(categories[$1].name))
                return left == right ? $0 < $1 : left.lexicographicallyPrecedes(right)
            }
            for child in sorted.reversed() { stack.append((child, depth, parent < 0 ? nil : parent)) }
        }
        push(-1, 0)
        while let (category, depth, parent) = stack.popLast() {
            result.append((category, depth, parent))
            push(category, depth + 1)
        }
        return result
    }
}
