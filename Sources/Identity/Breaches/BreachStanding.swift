package import Primitives

/// How breaches stand, in figures that anyone may read: nothing of one that is not told yet, unless a deadline passed.
package struct BreachStanding: Sendable, Hashable {
    /// Those that people were told of, or that nobody has to be told of any more.
    package let toldCount: Int
    /// Of those, where everybody was told in time.
    package let inTimeCount: Int
    /// Deadlines that passed without a word, of all.
    package let missedCount: Int
    /// Of those that people were told of: how many have somebody left to tell, and by when.
    package let openCount: Int
    package let next: Timestamp?

    package init(_ breaches: [Breach], at now: Timestamp) {
        let told = breaches.filter { $0.isShown || $0.open.isEmpty }
        toldCount = told.count
        inTimeCount = told.count { $0.missed(at: now).isEmpty && $0.wasInTime }
        missedCount = breaches.reduce(0) { $0 + $1.missed(at: now).count }
        let open = told.filter { !$0.open.isEmpty }
        openCount = open.count
        next = open.flatMap { breach in breach.open.map(breach.deadline) }.min()
    }
}

extension IdentityService {
    package func breachStanding() async throws(IdentityError) -> BreachStanding {
        BreachStanding(try await breaches(), at: now())
    }
}
