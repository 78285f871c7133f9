extension RecordKind {
    /// What becomes of the week's figures over all who agreed (docs/spec/aggregates.md).
    var ofAggregates: RetentionRule {
        switch self {
        case .contribution:
            RetentionRule(
                self,
                "what somebody adds to the week’s figures over all",
                of: "with consent, how often her vault was opened in the week, bounded, under a name that goes with it",
                owner: .installation,
                kept: .days(8, after: "its week began")
            )
        case .noisyFigure:
            RetentionRule(
                self,
                "a week’s figures over all, with noise",
                of: nil,
                owner: .installation,
                kept: .installation
            )
        default:
            RetentionRule(
                self,
                "how much the figures over all told so far",
                of: nil,
                owner: .installation,
                kept: .installation
            )
        }
    }
}
