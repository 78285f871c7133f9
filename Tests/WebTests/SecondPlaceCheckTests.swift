import Assurance
import Backup
import Primitives
import Testing

@testable import Composition

/// Goal: RUN-7 is broken by each thing that would let a copy be lost, and by nothing else.
@Suite("Promise of the second place")
struct SecondPlaceCheckTests {
    private static let made = Timestamp(seconds: 1_795_266_900)

    private static func entry(hoursBehind hours: Int64, isWhole: Bool = true) -> SecondCatalogue.Entry {
        SecondCatalogue.Entry(
            name: "20261121T131500Z-x",
            made: made.adding(seconds: -hours * 3600),
            byteCount: 5,
            isWhole: isWhole
        )
    }

    private func verdict(
        here: Timestamp? = made,
        there: SecondCatalogue.Entry? = entry(hoursBehind: 0),
        isElsewhere: Bool = true,
        areOthers: Bool? = true,
        probes: [Bool] = [true, true],
        failure: SecondPlaceError? = nil,
        unreachable: SecondPlaceError? = nil
    ) async throws -> Verdict {
        let subject = SecondPlaceCheck.Subject(
            newestHere: { here },
            newestThere: {
                if let unreachable { throw unreachable }
                return there
            },
            elsewhere: { ("somewhere", isElsewhere) },
            credentials: { areOthers.map { ("some", $0) } },
            probe: { probes.map { SecondProbe("to delete a file", wasRefused: $0) } },
            failure: { failure }
        )
        return try await SecondPlaceCheck(subject: subject).run().verdict
    }

    @Test("kept: whole, fresh, elsewhere, with other credentials or none, and every probe refused")
    func kept() async throws {
        #expect(try await verdict() == .kept)
        #expect(try await verdict(areOthers: nil) == .kept)
        #expect(try await verdict(there: Self.entry(hoursBehind: 26)) == .kept)
    }

    @Test("broken by each: none here, none there, too old, here, the same credentials, a probe that is done, a failure")
    func broken() async throws {
        #expect(try await verdict(here: nil) == .broken)
        #expect(try await verdict(there: nil) == .broken)
        #expect(try await verdict(there: Self.entry(hoursBehind: 27)) == .broken)
        #expect(try await verdict(isElsewhere: false) == .broken)
        #expect(try await verdict(areOthers: false) == .broken)
        #expect(try await verdict(probes: [true, false]) == .broken)
        for error in SecondPlaceError.allCases {
            #expect(try await verdict(failure: error) == .broken, "\(error)")
            #expect(try await verdict(unreachable: error) == .broken, "\(error)")
        }
    }

    @Test("where none is configured it has no part, and says how to change that")
    func absent() async throws {
        let found = try await SecondPlaceCheck(subject: nil).run()
        #expect(found.verdict == .notInDeployment(.noSecondPlace))
        #expect(Verdict.Absence.noSecondPlace.sentence.contains("backup-second"))
    }

    @Test("the record of the last copy comes back as it was, and a failure of a newer version is one")
    func records() throws {
        for failure in SecondPlaceError.allCases.map(Optional.some) + [nil] {
            let record = SecondRecord(
                place: [UInt8](repeating: 1, count: 32),
                at: Self.made,
                failure: failure,
                newest: failure == nil ? Self.made : nil
            )
            #expect(try SecondRecord(decoding: record.encode()) == record)
        }
    }
}
