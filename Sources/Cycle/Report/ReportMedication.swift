package import Primitives

/// Contraception and medicines in use in the span, and what was logged of taking them.
///
/// - Source: docs/spec/doctor-report.md §6.
package struct ReportMedication: Hashable, Sendable {
    package struct Row: Hashable, Sendable {
        /// Nil of a medicine.
        package let kind: MethodContent.Kind?
        /// Nil where it was removed from the diary since.
        package let name: String?
        package let from: CalendarDay?
        package let to: CalendarDay?
        /// Days of the span on which something was logged of it.
        package let taken: Int
        package let late: Int
        package let missed: Int
        package let doubled: Int
    }

    /// Methods first, each kind in the order it was made.
    package let rows: [Row]

    /// Nil where none was in use.
    init?(_ scope: ReportScope) {
        var states: [UInt64: [IntakeEntry.State: Int]] = [:]
        for day in scope.days {
            for intake in day.entry.intakes ?? [] { states[intake.item, default: [:]][intake.state, default: 0] += 1 }
        }
        var rows: [Row] = []
        for (id, item) in scope.diary.items.sorted(by: { $0.key < $1.key }) {
            let logged = states.removeValue(forKey: id)
            switch item {
            case .method(let method) where logged != nil || Self.overlaps(method.from, method.to, scope.span):
                rows.append(Self.row(method.kind, method.name, method.from, method.to, logged))
            case .medicine(let medicine) where logged != nil || Self.overlaps(medicine.from, medicine.to, scope.span):
                rows.append(Self.row(nil, medicine.name, medicine.from, medicine.to, logged))
            default: break
            }
        }
        for (_, logged) in states.sorted(by: { $0.key < $1.key }) { rows.append(Self.row(nil, nil, nil, nil, logged)) }
        guard !rows.isEmpty else { return nil }
        self.rows = rows.filter { $0.kind != nil } + rows.filter { $0.kind == nil }
    }

    private static func overlaps(_ from: CalendarDay, _ to: CalendarDay?, _ span: ClosedRange<CalendarDay>) -> Bool {
        from <= span.upperBound && (to.map { $0 >= span.lowerBound } ?? true)
    }

    private static func row(
        _ kind: MethodContent.Kind?,
        _ name: String?,
        _ from: CalendarDay?,
        _ to: CalendarDay?,
        _ states: [IntakeEntry.State: Int]?
    ) -> Row {
        Row(
            kind: kind,
            name: name,
            from: from,
            to: to,
            taken: states?[.taken] ?? 0,
            late: states?[.late] ?? 0,
            missed: states?[.missed] ?? 0,
            doubled: states?[.doubled] ?? 0
        )
    }
}

/// Weight.
package struct ReportWeight: Hashable, Sendable {
    package struct Point: Hashable, Sendable {
        package let day: CalendarDay
        package let grams: Int
    }

    package let first: Point
    package let last: Point
    /// Of ``count`` days.
    package let range: ClosedRange<Int>
    package let count: Int

    /// Nil where none was logged.
    init?(_ scope: ReportScope) {
        let points = scope.days.compactMap { day in day.entry.weight.map { Point(day: day.day, grams: $0) } }
        let grams = points.map(\.grams)
        guard let first = points.first, let last = points.last, let low = grams.min(), let high = grams.max() else {
            return nil
        }
        self.first = first
        self.last = last
        range = low...high
        count = points.count
    }
}

/// Sex, by what was said of protection.
package struct ReportSex: Hashable, Sendable {
    /// Days with sex of any kind, and those with a partner.
    package let days: Int
    package let partnerDays: Int
    /// Of ``partnerDays``.
    package let protected: Int
    package let unprotected: Int
    /// Days on which she noted pain with it.
    package let painDays: Int

    /// Nil where none was logged.
    init?(_ scope: ReportScope) {
        let days = scope.days.filter { $0.entry.sex?.isEmpty == false }
        guard !days.isEmpty else { return nil }
        let partner = days.map { day in (day.entry.sex ?? []).filter { $0.kind == .withPartner } }.filter {
            !$0.isEmpty
        }
        self.days = days.count
        partnerDays = partner.count
        // Once unprotected is unprotected that day.
        unprotected = partner.count { $0.contains { $0.protection?.isEmpty == true } }
        protected = partner.count { entries in
            entries.allSatisfy { $0.protection?.isEmpty == false }
        }
        painDays = scope.days.count { $0.entry.symptoms?[SymptomID(.painWithSex)] != nil }
    }
}
