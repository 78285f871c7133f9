import Assurance
import Identity
import Primitives

/// LAW-7: whether whoever has to be told of a breach is told in time; people’s record, and the breaches themselves.
struct BreachCheck: PromiseCheck {
    let promise = PromiseID.law7
    var method: String {
        record.method
            + " Then reads every breach of this installation: a deadline that passed without a mark breaks it."
    }
    let record: RecordedCheck
    let standing: @Sendable () async throws -> BreachStanding

    func run() async throws -> PromiseFinding {
        let recorded = try await record.run()
        let standing = try await standing()
        let evidence = recorded.evidence + Self.evidence(standing)
        guard standing.missedCount == 0 else { return PromiseFinding(.broken, evidence, due: recorded.due) }
        return PromiseFinding(recorded.verdict, evidence, due: recorded.due, warning: recorded.warning)
    }

    /// Nothing of a breach that nobody was told of yet, unless a deadline passed.
    static func evidence(_ standing: BreachStanding) -> [Evidence] {
        let next = standing.next.map { ", the next deadline is \($0.iso)" } ?? ""
        return [
            Evidence(
                "Deadlines that passed without a word",
                "\(standing.missedCount)",
                isAsPromised: standing.missedCount == 0
            ),
            Evidence(
                "Breaches that people were told of",
                "\(standing.toldCount), \(standing.inTimeCount) of them in time",
                isAsPromised: true
            ),
            Evidence("Of these still open", "\(standing.openCount)\(next)", isAsPromised: true),
        ]
    }
}
