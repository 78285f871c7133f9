import Assurance
import Identity
import Primitives
import Web

extension AppServices {
    /// What is promised of requests about rights, and of breaches.
    ///
    /// - `site`: how a stranger reaches the server; nil where this process serves no one.
    func rightsPromiseChecks(site: ServerProbe?) -> [any PromiseCheck] {
        [
            RightsCheck(
                counts: { [identity] in try await identity.requestCounts(on: SystemClock.today()) },
                probe: site,
                now: SystemClock.now
            ),
            BreachCheck(
                record: RecordedCheck(.law7, records: promiseRecords, today: SystemClock.today),
                standing: { [identity] in try await identity.breachStanding() }
            ),
        ]
    }
}
