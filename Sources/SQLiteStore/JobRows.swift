import Jobs
import Primitives

/// The statements of the job store that run inside a write, and how a row becomes a job.
enum JobRows {
    static let columns = """
        id, kind, subject, unique_key, created, payload, state, due, holder, attempts, token, failure
        """

    static func insert(_ job: Job, on writer: Connection) throws(StoreError) {
        guard case .ready(let notBefore) = job.state else { throw .conflict }
        let insert = try writer.statement(
            """
            INSERT INTO jobs (id, kind, subject, unique_key, created, payload, state, due, attempts, token)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7, 0, 0)
            """
        )
        insert.bind(job.id.bytes, at: 1)
        insert.bind(job.kind.bytes, at: 2)
        if let subject = job.subject { insert.bind(subject.bytes, at: 3) } else { insert.bindNull(at: 3) }
        if let unique = job.unique { insert.bind(unique, at: 4) } else { insert.bindNull(at: 4) }
        insert.bind(job.created.milliseconds, at: 5)
        insert.bind(job.payload, at: 6)
        insert.bind(notBefore.milliseconds, at: 7)
        try insert.run()
    }

    static func take(_ request: JobRequest, now: Timestamp, on writer: Connection) throws(StoreError) -> [Job] {
        let due = try dueJobs(request, now: now, on: writer)
        let expires = now.adding(seconds: request.leaseSeconds)
        var jobs: [Job] = []
        for id in due {
            let take = try writer.statement(
                """
                UPDATE jobs SET state = 2, due = ?2, holder = ?3, token = token + 1, attempts = attempts + 1
                WHERE id = ?1 RETURNING \(columns)
                """
            )
            defer { take.reset() }
            take.bind(id, at: 1)
            take.bind(expires.milliseconds, at: 2)
            take.bind(request.holder, at: 3)
            guard try take.step() else { throw .corrupt }
            jobs.append(try job(of: take))
            while try take.step() {}
        }
        return jobs
    }

    private static func dueJobs(
        _ request: JobRequest,
        now: Timestamp,
        on writer: Connection
    ) throws(StoreError) -> [[UInt8]] {
        // As many places as kinds are registered: few, and the same in every call of a process.
        let places = request.kinds.indices.map { "?\($0 + 3)" }.joined(separator: ", ")
        let select = try writer.statement(
            "SELECT id FROM jobs WHERE due <= ?1 AND kind IN (\(places)) ORDER BY due, id LIMIT ?2"
        )
        defer { select.reset() }
        select.bind(now.milliseconds, at: 1)
        select.bind(Int64(request.limit), at: 2)
        for (index, kind) in request.kinds.enumerated() { select.bind(kind.bytes, at: Int32(index + 3)) }
        var ids: [[UInt8]] = []
        while try select.step() { ids.append(select.bytes(0)) }
        return ids
    }

    /// Reads ``columns``.
    static func job(of row: Statement) throws(StoreError) -> Job {
        let payload = row.bytes(5)
        let unique = row.isNull(3) ? nil : row.bytes(3)
        guard let id = JobID(bytes: row.bytes(0)), let kind = JobKind(String(decoding: row.bytes(1), as: UTF8.self)),
            payload.count <= Job.payloadByteCountMaximum, (1...Job.uniqueByteCountMaximum).contains(unique?.count ?? 1),
            let attempts = UInt32(exactly: row.integer(9))
        else { throw .corrupt }
        var subject: VaultID?
        if !row.isNull(2) {
            guard let vault = VaultID(bytes: row.bytes(2)) else { throw .corrupt }
            subject = vault
        }
        let due = Timestamp(milliseconds: row.integer(7))
        var job = Job(
            id: id,
            kind: kind,
            subject: subject,
            unique: unique,
            payload: payload,
            notBefore: due,
            created: Timestamp(milliseconds: row.integer(4))
        )
        job.attempts = attempts
        job.fencingToken = UInt64(bitPattern: row.integer(10))
        job.failure = try failure(of: row)
        switch row.integer(6) {
        case 1: job.state = .ready(notBefore: due)
        case 2: job.state = .leased(JobLease(holder: row.bytes(8), expires: due))
        case 3: job.state = .waitingForOpening
        case 4:
            guard let failure = job.failure else { throw .corrupt }
            job.state = .dead(failure)
        default: throw .corrupt
        }
        return job
    }

    static func bind(_ failure: JobFailure?, to statement: Statement, at index: Int32) {
        if let failure { statement.bind(Int64(failure.rawValue), at: index) } else { statement.bindNull(at: index) }
    }

    private static func failure(of row: Statement) throws(StoreError) -> JobFailure? {
        guard !row.isNull(11) else { return nil }
        guard let raw = UInt8(exactly: row.integer(11)), let failure = JobFailure(rawValue: raw) else { throw .corrupt }
        return failure
    }
}
