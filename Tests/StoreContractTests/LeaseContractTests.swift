import Primitives
import Testing
import Vault

@Suite("Lease store contract")
struct LeaseContractTests {
    private let first = LeaseClaim(name: [1], holder: [UInt8](repeating: 1, count: 16))
    private let second = LeaseClaim(name: [1], holder: [UInt8](repeating: 2, count: 16))
    private let start = Timestamp(seconds: 1000)

    @Test("one holder at a time, until it expires", arguments: StoreUnderTest.allCases)
    func expiry(_ store: StoreUnderTest) async throws {
        let leases = try store.open().leases
        let lease = try #require(try await leases.acquire(first, seconds: 10, now: start))
        #expect(lease == Lease(fencingToken: 1, expires: start.adding(seconds: 10)))
        #expect(try await leases.acquire(second, seconds: 10, now: start) == nil)
        #expect(try await leases.acquire(second, seconds: 10, now: start.adding(seconds: 9)) == nil)
        let taken = try #require(try await leases.acquire(second, seconds: 10, now: start.adding(seconds: 10)))
        #expect(taken.fencingToken > lease.fencingToken)
        await #expect(throws: StoreError.conflict) {
            try await leases.renew(first, fencingToken: lease.fencingToken, seconds: 10, now: start.adding(seconds: 10))
        }
    }

    @Test("a renewed lease lasts longer under the same token", arguments: StoreUnderTest.allCases)
    func renewal(_ store: StoreUnderTest) async throws {
        let leases = try store.open().leases
        let lease = try #require(try await leases.acquire(first, seconds: 10, now: start))
        let renewed = try await leases.renew(
            first,
            fencingToken: lease.fencingToken,
            seconds: 10,
            now: start.adding(seconds: 5)
        )
        #expect(renewed == Lease(fencingToken: lease.fencingToken, expires: start.adding(seconds: 15)))
        #expect(try await leases.acquire(second, seconds: 1, now: start.adding(seconds: 12)) == nil)
        for (claim, token, seconds) in [
            (second, lease.fencingToken, 6), (first, 99, 6), (first, lease.fencingToken, 15),
        ] {
            await #expect(throws: StoreError.conflict) {
                try await leases.renew(
                    claim,
                    fencingToken: token,
                    seconds: 10,
                    now: start.adding(seconds: Int64(seconds))
                )
            }
        }
    }

    @Test("a released lease is free at once, and its token is never given again", arguments: StoreUnderTest.allCases)
    func release(_ store: StoreUnderTest) async throws {
        let leases = try store.open().leases
        let lease = try #require(try await leases.acquire(first, seconds: 10, now: start))
        try await leases.release(second, fencingToken: lease.fencingToken)
        try await leases.release(first, fencingToken: lease.fencingToken + 1)
        #expect(try await leases.acquire(second, seconds: 10, now: start) == nil)
        try await leases.release(first, fencingToken: lease.fencingToken)
        let next = try #require(try await leases.acquire(second, seconds: 10, now: start))
        #expect(next.fencingToken == lease.fencingToken + 1)
        let again = try #require(try await leases.acquire(second, seconds: 10, now: start))
        #expect(again.fencingToken == next.fencingToken + 1)
    }

    @Test("leases of different names do not meet", arguments: StoreUnderTest.allCases)
    func names(_ store: StoreUnderTest) async throws {
        let leases = try store.open().leases
        let elsewhere = LeaseClaim(name: [2], holder: second.holder)
        #expect(try await leases.acquire(first, seconds: 10, now: start) != nil)
        #expect(try await leases.acquire(elsewhere, seconds: 10, now: start)?.fencingToken == 1)
    }
}
