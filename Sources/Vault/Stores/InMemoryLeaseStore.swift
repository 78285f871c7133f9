package import Primitives
import Synchronization

/// Leases among the parts of one process.
package final class InMemoryLeaseStore: LeaseStore {
    private struct Row {
        var holder: [UInt8]?
        var token: UInt64
        var expires: Timestamp
    }

    private let rows = Mutex<[[UInt8]: Row]>([:])

    package init() {}

    package func acquire(_ claim: LeaseClaim, seconds: Int64, now: Timestamp) async throws(StoreError) -> Lease? {
        rows.withLock { rows in
            let old = rows[claim.name]
            if let old, let holder = old.holder, holder != claim.holder, old.expires > now { return nil }
            let lease = Lease(fencingToken: (old?.token ?? 0) + 1, expires: now.adding(seconds: seconds))
            rows[claim.name] = Row(holder: claim.holder, token: lease.fencingToken, expires: lease.expires)
            return lease
        }
    }

    package func renew(
        _ claim: LeaseClaim,
        fencingToken: UInt64,
        seconds: Int64,
        now: Timestamp
    ) async throws(StoreError) -> Lease {
        try rows.withLock { (rows: inout sending [[UInt8]: Row]) throws(StoreError) in
            guard var row = rows[claim.name], row.holder == claim.holder, row.token == fencingToken, row.expires > now
            else { throw .conflict }
            row.expires = now.adding(seconds: seconds)
            rows[claim.name] = row
            return Lease(fencingToken: fencingToken, expires: row.expires)
        }
    }

    package func release(_ claim: LeaseClaim, fencingToken: UInt64) async throws(StoreError) {
        rows.withLock { rows in
            guard let row = rows[claim.name], row.holder == claim.holder, row.token == fencingToken else { return }
            rows[claim.name]?.holder = nil
        }
    }
}
