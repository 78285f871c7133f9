import Assurance
import Identity
import Primitives
import Vault

/// DEL-1: what an account holds while it is kept.
struct KeepingCheck: PromiseCheck {
    let promise = PromiseID.del1
    let method =
        "Makes a person in memory with an entry, with the code that keeps everybody's, turns the clock on by two years "
        + "with everything that deletes by itself running each quarter, and signs in: her entry must be there."
    let now: Now
    /// What deletes by itself; a test lets it take too much.
    var upkeep: @Sendable (CheckedPerson, Timestamp) async throws -> Void = { person, time in
        try await person.identity.sweepSessions()
        try await person.identity.sweepTokens()
        try await person.identity.settleDeletions { _, _ in }
        _ = await person.registry.maintain(at: time)
    }

    private static let quarters = 8
    private static let quarterSeconds: Int64 = 91 * 86_400

    func run() async throws -> PromiseFinding {
        let clock = CheckedClock(now())
        let person = try await CheckedPerson(now: { clock.now })
        defer { person.close() }
        for _ in 0..<Self.quarters {
            clock.turn(seconds: Self.quarterSeconds)
            try await upkeep(person, clock.now)
        }
        let found = try await person.accountCount()
        return PromiseFinding([
            Evidence(
                "Her entry after two years without a sign-in",
                found == nil ? "nobody gets in" : found == 1 ? "there" : "gone",
                isAsPromised: found == 1
            )
        ])
    }
}
