import Assurance
import Identity
import Primitives
import Vault
import Web

/// LAW-5: whether what people ask for about their rights is answered by its day, and whether that day is the right one.
struct RightsCheck: PromiseCheck {
    /// A request of a kind, the day of its filing, and the last day for an answer, worked out by hand.
    struct Known: Sendable {
        let kind: RightsKind
        let filed: String
        let due: String
        /// Once it is extended; nil where it cannot be.
        let extended: String?
    }

    private static let handle = "check-of-requests"
    private static let source = IdentityService.Source(address: [0])

    let promise = PromiseID.law5
    let method =
        "Counts the requests of this installation whose day has passed without an answer. Compares the clock of each "
        + "kind of request with days worked out by hand, with ends of months and weekends among them; files a request "
        + "of each kind for a person in memory, with the code that keeps everybody's, and looks whether it is overdue "
        + "on the right day and not before. Then asks for the page as a stranger: it must be there, and ask to sign in."
    /// Requests of this installation: how many wait, of how many the day has passed, and how many there are.
    let counts: @Sendable () async throws -> (open: Int, overdue: Int, all: Int)
    let probe: ServerProbe?
    let now: Now
    /// What works a day out; a test lets it be wrong.
    var deadline: @Sendable (RightsKind, CalendarDay) -> CalendarDay = { $0.deadline(from: $1) }
    var extended: @Sendable (RightsKind, CalendarDay) -> CalendarDay? = { $0.extendedDeadline(from: $1) }

    static let known = [
        Known(kind: .correction, filed: "2026-11-22", due: "2026-12-22", extended: "2027-02-20"),
        Known(kind: .correction, filed: "2027-01-31", due: "2027-02-28", extended: "2027-04-30"),
        Known(kind: .correction, filed: "2027-07-01", due: "2027-08-01", extended: "2027-09-29"),
        Known(kind: .access, filed: "2028-01-30", due: "2028-02-29", extended: "2028-04-29"),
        Known(kind: .objection, filed: "2027-12-31", due: "2028-01-31", extended: "2028-03-31"),
        Known(kind: .restriction, filed: "2027-11-30", due: "2027-12-30", extended: "2028-02-29"),
        Known(kind: .grievance, filed: "2027-03-31", due: "2027-04-30", extended: nil),
        Known(kind: .doNotSell, filed: "2026-11-20", due: "2026-12-11", extended: nil),
        Known(kind: .doNotSell, filed: "2026-11-22", due: "2026-12-11", extended: nil),
        Known(kind: .limitUse, filed: "2026-12-23", due: "2027-01-13", extended: nil),
    ]

    func run() async throws -> PromiseFinding {
        let (open, overdue, all) = try await counts()
        let right = Self.known.count(where: isRight)
        let walked = try await walk()
        var evidence = [
            Evidence(
                "Requests past their day without an answer",
                "\(overdue) of \(open) that wait, \(all) on record",
                isAsPromised: overdue == 0
            ),
            Evidence(
                "Days worked out by hand, and by the program",
                "\(right) of \(Self.known.count) the same",
                isAsPromised: right == Self.known.count
            ),
            Evidence(
                "A request of each kind, filed in memory",
                "\(walked) of \(RightsKind.allCases.count) late after their day and not before",
                isAsPromised: walked == RightsKind.allCases.count
            ),
        ]
        if let probe {
            let head = try await probe.head("GET", "/privacy/requests")
            let isThere = head.hasPrefix("HTTP/1.1 303")
            evidence.append(
                Evidence(
                    "The page of requests",
                    isThere ? "is there, and asks to sign in" : "is not there",
                    isAsPromised: isThere,
                    link: "/privacy/requests"
                )
            )
        }
        return PromiseFinding(evidence)
    }

    private func isRight(_ known: Known) -> Bool {
        guard let filed = CalendarDay(iso: known.filed) else { return false }
        return deadline(known.kind, filed).iso == known.due && extended(known.kind, filed)?.iso == known.extended
    }

    /// How many kinds of requests are late on the day after theirs and not on theirs, and not once they are answered.
    private func walk() async throws -> Int {
        try await CheckedStores.withIdentity(now: now) { identity in
            let token = try await identity.signUp(
                handle: Self.handle,
                passphrase: SecondStepCheck.passphrase,
                client: .program,
                from: Self.source
            ).session.token
            let today = now().day()
            var count = 0
            for kind in RightsKind.allCases {
                let wish = IdentityService.RightsWish(kind, words: "a check")
                let request = try await identity.file(wish, on: today, for: token)
                let due = deadline(kind, today)
                let before = try await identity.requestCounts(on: due).overdue
                let after = try await identity.requestCounts(on: due.adding(days: 1)).overdue
                if request.state.isOpen {
                    try await identity.decide(.answer(isDone: true, words: "done"), on: request.id, today: today) { _ in
                    }
                }
                let answered = try await identity.requestCounts(on: due.adding(days: 1)).overdue
                let isLate = after == (request.state.isOpen ? 1 : 0)
                if request.deadline == due, before == 0, isLate, answered == 0 { count += 1 }
            }
            return count
        }
    }
}
