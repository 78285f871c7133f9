import Escrow
import Primitives
import Sealing
import TestSupport
import Testing

@Suite("Escrow formats")
struct EscrowFormatTests {
    @Test("a policy and a statement read back as they were")
    func roundTrip() throws {
        let policy = try TestPolicy.make()
        #expect(try EscrowPolicy(decoding: policy.encoded()) == policy)
        let statement = try TestPolicy.statement(policy, trackers: [2, 1])
        #expect(statement.trackers == [1, 2])
        #expect(try AccessStatement(decoding: statement.encoded()) == statement)
    }

    @Test("version 1 is frozen")
    func frozen() throws {
        let policy = try TestPolicy.make()
        let statement = try TestPolicy.statement(policy)
        #expect(Hex.encode(policy.digest) == "863dab8232d6cd2aa24b3c1b144dfee0c02a0146b0313951d832d36a81bc6f92")
        #expect(Hex.encode(statement.digest) == "e72e130c710f9d118c3015d1e07b057c731d3b0a802fac4ef906387e224713d2")
        #expect(
            Hex.encode(statement.challenge(for: TestPolicy.id(1)))
                == "06cd2827aaf1d1b2df0d4ad4f333240af7db02ef9c7978e9abb1edf7fb68a855"
        )
    }

    @Test("officers are in order, and their order does not matter to who makes it")
    func order() throws {
        #expect(try TestPolicy.make([3, 1, 2]) == TestPolicy.make([1, 2, 3]))
        let policy = try TestPolicy.make([3, 1])
        #expect(policy.number(of: TestPolicy.id(1)) == 1)
        #expect(policy.number(of: TestPolicy.id(3)) == 2)
        #expect(policy.number(of: TestPolicy.id(2)) == nil)
    }

    @Test("one officer, or one twice, is no policy", arguments: [[1], [1, 1], [], Array(1...17)] as [[UInt8]])
    func officerCounts(_ numbers: [UInt8]) {
        #expect(throws: EscrowError.malformed) { try TestPolicy.make(numbers) }
    }

    @Test("every byte of a policy counts, and nothing stands behind it")
    func policyBytes() throws {
        let policy = try TestPolicy.make()
        let bytes = policy.encoded()
        #expect(throws: EscrowError.malformed) { try EscrowPolicy(decoding: bytes + [0]) }
        for count in stride(from: 0, to: bytes.count, by: 7) {
            #expect(throws: EscrowError.malformed) { try EscrowPolicy(decoding: Array(bytes.prefix(count))) }
        }
        for index in bytes.indices {
            var altered = bytes
            altered[index] ^= 1
            let other = try? EscrowPolicy(decoding: altered)
            #expect(other?.digest != policy.digest)
        }
    }

    @Test("a statement beyond its limits is none")
    func statementLimits() throws {
        let policy = try TestPolicy.make()
        let good = try TestPolicy.statement(policy)
        for (minutes, trackers) in [(0, [1]), (61, [1]), (30, []), (30, [1, 1]), (30, Array(1...9))] {
            #expect(throws: EscrowError.malformed) {
                try AccessStatement(
                    id: good.id,
                    vault: good.vault,
                    requester: good.requester,
                    made: good.made,
                    minutes: minutes,
                    policy: good.policy,
                    words: good.words,
                    trackers: trackers.map { UInt16($0) }
                )
            }
        }
        #expect(throws: EscrowError.malformed) { try AccessStatement(decoding: good.encoded() + [0]) }
        var reversed = try TestPolicy.statement(policy, trackers: [1, 2]).encoded()
        reversed.swapAt(reversed.count - 1, reversed.count - 3)
        #expect(throws: EscrowError.malformed) { try AccessStatement(decoding: reversed) }
    }

    @Test("what an officer signs is this request, by her")
    func challenges() throws {
        let policy = try TestPolicy.make()
        let statement = try TestPolicy.statement(policy)
        let other = try TestPolicy.statement(policy, trackers: [2])
        let challenges = [
            statement.challenge(for: TestPolicy.id(1)), statement.challenge(for: TestPolicy.id(2)),
            other.challenge(for: TestPolicy.id(1)),
        ]
        #expect(Set(challenges).count == challenges.count)
    }
}
