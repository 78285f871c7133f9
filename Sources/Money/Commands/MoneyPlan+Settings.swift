import Primitives

extension MoneyPlan {
    package mutating func setSettings(_ settings: MoneySettings) throws(MoneyError) {
        guard (1...7).contains(settings.weekStart) else { throw .invalid(.weekStart) }
        try append(.setSettings(settings))
    }

    /// Forgets everything undo could bring back; the next snapshot no longer holds it.
    package mutating func eraseHistory() throws(MoneyError) { try append(.eraseHistory) }
}
