package import Primitives
import Synchronization
package import Vault

/// Leases in a table of `metadata.sqlite`, for the instances that share it.
///
/// - Source: docs/spec/store-schema.md §3.
package final class SQLiteLeaseStore: LeaseStore {
    /// What a write found, carried from the writer's queue to the caller.
    private final class Finding: Sendable {
        let token = Mutex<Int64?>(nil)
    }

    private let database: StoreDatabase

    init(_ database: StoreDatabase) { self.database = database }

    package func acquire(_ claim: LeaseClaim, seconds: Int64, now: Timestamp) async throws(StoreError) -> Lease? {
        let expires = now.adding(seconds: seconds)
        let finding = Finding()
        try await database.committer.write { writer throws(StoreError) in
            let take = try writer.statement(
                """
                INSERT INTO leases (name, holder, token, expires) VALUES (?1, ?2, 1, ?3)
                ON CONFLICT (name) DO UPDATE SET holder = ?2, token = token + 1, expires = ?3
                WHERE holder IS NULL OR holder = ?2 OR expires <= ?4
                RETURNING token
                """
            )
            defer { take.reset() }
            Self.bind(claim, to: take)
            take.bind(expires.milliseconds, at: 3)
            take.bind(now.milliseconds, at: 4)
            let token = try take.step() ? take.integer(0) : nil
            finding.token.withLock { $0 = token }
        }
        return finding.token.withLock { $0 }.map { token in
            Lease(fencingToken: UInt64(bitPattern: token), expires: expires)
        }
    }

    package func renew(
        _ claim: LeaseClaim,
        fencingToken: UInt64,
        seconds: Int64,
        now: Timestamp
    ) async throws(StoreError) -> Lease {
        let expires = now.adding(seconds: seconds)
        try await database.committer.write { writer throws(StoreError) in
            let extend = try writer.statement(
                """
                UPDATE leases SET expires = ?3 WHERE name = ?1 AND holder = ?2 AND token = ?4 AND expires > ?5
                RETURNING token
                """
            )
            defer { extend.reset() }
            Self.bind(claim, to: extend)
            extend.bind(expires.milliseconds, at: 3)
            extend.bind(Int64(bitPattern: fencingToken), at: 4)
            extend.bind(now.milliseconds, at: 5)
            guard try extend.step() else { throw .conflict }
        }
        return Lease(fencingToken: fencingToken, expires: expires)
    }

    package func release(_ claim: LeaseClaim, fencingToken: UInt64) async throws(StoreError) {
        try await database.committer.write { writer throws(StoreError) in
            // The row stays, so that its token is never given again.
            let release = try writer.statement(
                "UPDATE leases SET holder = NULL WHERE name = ?1 AND holder = ?2 AND token = ?3"
            )
            Self.bind(claim, to: release)
            release.bind(Int64(bitPattern: fencingToken), at: 3)
            try release.run()
        }
    }

    private static func bind(_ claim: LeaseClaim, to statement: Statement) {
        statement.bind(claim.name, at: 1)
        statement.bind(claim.holder, at: 2)
    }
}
