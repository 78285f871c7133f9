package import Jobs
package import Primitives
import Synchronization

/// The queue of jobs in a table of `metadata.sqlite`, for the instances that share it.
///
/// - Source: docs/spec/jobs.md §3; docs/spec/store-schema.md §3.
package final class SQLiteJobStore: JobStore {
    /// What a write found, carried from the writer's queue to the caller.
    private final class Found<Value: Sendable>: Sendable {
        private let value: Mutex<Value>

        init(_ value: Value) { self.value = Mutex(value) }

        func set(_ new: Value) { value.withLock { $0 = new } }

        var taken: Value { value.withLock { $0 } }
    }

    private let database: StoreDatabase

    init(_ database: StoreDatabase) { self.database = database }

    package func add(_ job: Job) async throws(StoreError) {
        try await database.committer.write(byteCount: job.payload.count) { writer throws(StoreError) in
            try JobRows.insert(job, on: writer)
        }
    }

    package func job(_ id: JobID) async throws(StoreError) -> Job? {
        try database.points.first("SELECT \(JobRows.columns) FROM jobs WHERE id = ?1") {
            $0.bind(id.bytes, at: 1)
        } read: { row throws(StoreError) in
            try JobRows.job(of: row)
        }
    }

    package func jobs(after id: JobID?, limit: Int) async throws(StoreError) -> [Job] {
        try await database.read { reader throws(StoreError) in
            let select = try reader.statement("SELECT \(JobRows.columns) FROM jobs WHERE id > ?1 ORDER BY id LIMIT ?2")
            select.bind(id?.bytes ?? [], at: 1)
            select.bind(Int64(min(max(limit, 1), JobListing.limitMaximum)), at: 2)
            var jobs: [Job] = []
            while try select.step() { jobs.append(try JobRows.job(of: select)) }
            return jobs
        }
    }

    package func take(_ request: JobRequest, now: Timestamp) async throws(StoreError) -> [Job] {
        guard request.limit > 0, !request.kinds.isEmpty else { return [] }
        // A look first: an idle runner asks every second and must not write for it.
        guard try isAnythingDue(at: now) else { return [] }
        let found = Found<[Job]>([])
        try await database.committer.write(erasure: .none) { writer throws(StoreError) in
            found.set(try JobRows.take(request, now: now, on: writer))
        }
        return found.taken
    }

    package func renew(_ claim: JobClaim, expires: Timestamp) async throws(StoreError) {
        try await change("UPDATE jobs SET due = ?3 WHERE id = ?1 AND token = ?2 AND state = 2", claim) {
            $0.bind(expires.milliseconds, at: 3)
        }
    }

    package func save(_ claim: JobClaim, payload: [UInt8], expires: Timestamp) async throws(StoreError) {
        let sql = """
            UPDATE jobs SET due = ?3, payload = ?4, attempts = 1, failure = NULL
            WHERE id = ?1 AND token = ?2 AND state = 2
            """
        try await change(sql, claim, byteCount: payload.count, erasure: .soon) {
            $0.bind(expires.milliseconds, at: 3)
            $0.bind(payload, at: 4)
        }
    }

    package func settle(_ claim: JobClaim, _ settlement: JobSettlement) async throws(StoreError) {
        switch settlement {
        case .done:
            try await change("DELETE FROM jobs WHERE id = ?1 AND token = ?2 AND state = 2", claim, erasure: .soon)
        case .again(let at, let payload, let attempts, let failure):
            let sql = """
                UPDATE jobs SET state = 1, due = ?3, holder = NULL, payload = coalesce(?4, payload), attempts = ?5,
                    failure = ?6
                WHERE id = ?1 AND token = ?2 AND state = 2
                """
            try await change(sql, claim, byteCount: payload?.count ?? 0, erasure: .soon) {
                $0.bind(at.milliseconds, at: 3)
                if let payload { $0.bind(payload, at: 4) } else { $0.bindNull(at: 4) }
                $0.bind(Int64(attempts), at: 5)
                JobRows.bind(failure, to: $0, at: 6)
            }
        case .waitForOpening(let payload):
            let sql = """
                UPDATE jobs SET state = 3, due = NULL, holder = NULL, payload = ?3, attempts = 0, failure = NULL
                WHERE id = ?1 AND token = ?2 AND state = 2
                """
            try await change(sql, claim, byteCount: payload.count, erasure: .soon) { $0.bind(payload, at: 3) }
        case .dead(let failure):
            let sql = """
                UPDATE jobs SET state = 4, due = NULL, holder = NULL, failure = ?3
                WHERE id = ?1 AND token = ?2 AND state = 2
                """
            try await change(sql, claim) { JobRows.bind(failure, to: $0, at: 3) }
        }
    }

    package func wake(_ subject: VaultID, now: Timestamp) async throws(StoreError) -> Int {
        let isWaiting = try database.points.first("SELECT 1 FROM jobs WHERE subject = ?1 AND state = 3 LIMIT 1") {
            $0.bind(subject.bytes, at: 1)
        } read: { _ in
            true
        }
        guard isWaiting == true else { return 0 }
        return try await count(
            "UPDATE jobs SET state = 1, due = ?2 WHERE subject = ?1 AND state = 3 RETURNING 1"
        ) {
            $0.bind(subject.bytes, at: 1)
            $0.bind(now.milliseconds, at: 2)
        }
    }

    package func revive(_ id: JobID, now: Timestamp) async throws(StoreError) -> Bool {
        try await count("UPDATE jobs SET state = 1, due = ?2, attempts = 0 WHERE id = ?1 AND state = 4 RETURNING 1") {
            $0.bind(id.bytes, at: 1)
            $0.bind(now.milliseconds, at: 2)
        } > 0
    }

    package func deleteAll(of subject: VaultID) async throws(StoreError) {
        try await database.committer.write(erasure: .beforeReturn) { writer throws(StoreError) in
            let delete = try writer.statement("DELETE FROM jobs WHERE subject = ?1")
            delete.bind(subject.bytes, at: 1)
            try delete.run()
        }
    }

    private func isAnythingDue(at moment: Timestamp) throws(StoreError) -> Bool {
        try database.points.first("SELECT 1 FROM jobs WHERE due <= ?1 LIMIT 1") {
            $0.bind(moment.milliseconds, at: 1)
        } read: { _ in
            true
        } ?? false
    }

    /// Runs one statement that changes a job under its newest token.
    private func change(
        _ sql: String,
        _ claim: JobClaim,
        byteCount: Int = 0,
        erasure: StoreWrite.Erasure = .none,
        _ bind: @escaping @Sendable (Statement) -> Void = { _ in }
    ) async throws(StoreError) {
        try await database.committer.write(byteCount: byteCount, erasure: erasure) { writer throws(StoreError) in
            let change = try writer.statement(sql + " RETURNING 1")
            defer { change.reset() }
            change.bind(claim.id.bytes, at: 1)
            change.bind(Int64(bitPattern: claim.fencingToken), at: 2)
            bind(change)
            guard try change.step() else { throw .conflict }
            while try change.step() {}
        }
    }

    /// Runs one statement that gives back a row for each it changed.
    private func count(
        _ sql: String,
        _ bind: @escaping @Sendable (Statement) -> Void
    ) async throws(StoreError) -> Int {
        let found = Found(0)
        try await database.committer.write { writer throws(StoreError) in
            let update = try writer.statement(sql)
            defer { update.reset() }
            bind(update)
            var count = 0
            while try update.step() { count += 1 }
            found.set(count)
        }
        return found.taken
    }
}
