import Money

/// What the forms of reports offer.
enum ReportChoices {
    static func measure(_ measure: FlowMeasure) -> String {
        switch measure {
        case .spending: localized("Spending")
        case .income: localized("Income")
        case .kept: localized("Kept")
        }
    }

    static func axis(_ axis: ReportAxis) -> String {
        switch axis {
        case .month: localized("Month")
        case .category: localized("Category")
        case .account: localized("Account")
        case .payee: localized("Payee")
        case .tag: localized("Tag")
        case .person: localized("Person")
        }
    }

    static func comparison(_ comparison: SpanComparison) -> String {
        switch comparison {
        case .before: localized("The time before")
        case .yearBefore: localized("A year earlier")
        }
    }

    static var measures: [Choice] { FlowMeasure.allCases.map { Choice(value: $0.rawValue, label: measure($0)) } }
    static func step(_ step: TrendStep) -> String {
        switch step {
        case .week: localized("Week")
        case .month: localized("Month")
        case .year: localized("Year")
        }
    }

    static var steps: [Choice] { TrendStep.allCases.map { Choice(value: $0.rawValue, label: step($0)) } }
    static var axes: [Choice] { ReportAxis.allCases.map { Choice(value: $0.rawValue, label: axis($0)) } }
    static var comparisons: [Choice] {
        SpanComparison.allCases.map { Choice(value: $0.rawValue, label: comparison($0)) }
    }
}
