import Primitives

extension MoneyBook {
    /// The balances of the days to come; nothing is written.
    ///
    /// - Errors: the field of the question that is out of range, `.overflow(.amount)`.
    package func forecast(_ question: ForecastQuestion) throws(MoneyError) -> Forecast {
        try question.check(self)
        var moves = ForecastMoves(self, question)
        try moves.addEntries(self)
        let expected = try moves.addExpected(self) + moves.addLoans(self)
        try moves.addWhatIf(self)
        var pace = PaceSums(question)
        try pace.add(self)
        return try moves.forecast(self, pace.paces(self), pace.transfers(self), expectedCount: expected)
    }
}
