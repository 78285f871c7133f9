import Assurance
import Backup
import KeyService
import Primitives
import Testing

@testable import Composition

/// Goal: a drill that failed, or that nobody made, breaks RUN-6; and nobody is blamed before there was time for one.
@Suite("Promise of the drill")
struct DrillPromiseTests {
    private func place() async throws -> BackedUpPlace {
        let place = try BackedUpPlace()
        try await place.prepare()
        _ = try await place.backUp()
        return place
    }

    @Test("a drill keeps it for 26 hours, one that failed breaks it at once, one of tomorrow says nothing")
    func ages() async throws {
        let place = try await place()
        #expect(try await place.check(hoursLater: 1, drill: (0, nil)).verdict == .kept)
        #expect(try await place.check(hoursLater: 25, drill: (-1, nil)).verdict == .kept)
        #expect(try await place.check(hoursLater: 25, drill: (-2, nil)).verdict == .broken)
        #expect(try await place.check(drill: (1, nil)).verdict == .broken)
        for failure in DrillFailure.allCases {
            let found = try await place.check(drill: (0, failure))
            #expect(found.verdict == .broken && found.evidence.contains { $0.found == failure.sentence }, "\(failure)")
        }
    }

    @Test("before the first drill there are 26 hours from the making of the canary vault")
    func grace() async throws {
        let place = try await place()
        #expect(try await place.check(drill: nil, canary: nil).verdict == .kept)
        #expect(try await place.check(drill: nil, canary: -26).verdict == .kept)
        #expect(try await place.check(drill: nil, canary: -27).verdict == .broken)
    }

    @Test("a drill is due after a day, after an hour where it failed, and at once by a clock that was set back")
    func due() {
        let now = Timestamp(seconds: 1_795_266_900)
        func isDue(_ secondsAgo: Int64, _ failure: DrillFailure? = nil) -> Bool {
            let last = DrillRecord(
                at: now.adding(seconds: -secondsAgo),
                backup: BackupID(high: 1, low: 2),
                backupMade: now,
                failure: failure
            )
            return DrillStanding(last: last, since: now).isDue(at: now)
        }
        #expect(DrillStanding(last: nil, since: nil).isDue(at: now))
        #expect(!isDue(86_399) && isDue(86_400))
        #expect(!isDue(3599, .keys) && isDue(3600, .keys))
        #expect(isDue(-1))
    }

    @Test("the record of a drill comes back as it was, and a failure of a newer version is one")
    func records() throws {
        for failure in DrillFailure.allCases.map(Optional.some) + [nil] {
            let record = DrillRecord(
                at: Timestamp(seconds: 5),
                backup: BackupID(high: 1, low: 2),
                backupMade: Timestamp(seconds: 4),
                failure: failure
            )
            #expect(try DrillRecord(decoding: record.encode()) == record)
        }
        var newer = DrillRecord(
            at: Timestamp(seconds: 5),
            backup: BackupID(high: 1, low: 2),
            backupMade: Timestamp(seconds: 4),
            failure: .altered
        ).encode()
        newer[newer.count - 1] = 200
        #expect(try DrillRecord(decoding: newer).failure == .system)
    }
}
