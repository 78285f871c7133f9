import Primitives

/// The tables of each store, version by version.
///
/// - Source: docs/spec/store-schema.md §3 and §6.
///
/// Append-only: a list of statements that has shipped never changes.
enum StoreSchema {
    /// "FLKP": says of any SQLite file whether it is one of ours.
    static let applicationID: Int64 = 0x464C_4B50

    static let header = """
        CREATE TABLE store_header (
            field TEXT NOT NULL PRIMARY KEY CHECK (length(field) BETWEEN 1 AND 32),
            value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 128)
        ) STRICT, WITHOUT ROWID
        """

    /// Element *n* leads from version *n* to *n + 1*.
    static func migrations(of kind: StoreHeader.Kind) -> [[String]] {
        switch kind {
        case .vaults: [[vaults, segments, snapshots]]
        case .metadata: [[records, recordsUnique, leases], [jobs, jobsUnique, jobsDue, jobsSubject]]
        case .activity: [[records, recordsUnique], [logSequence, logResources, logState, logEvents]]
        case .files: []
        }
    }

    private static let vaults = """
        CREATE TABLE vaults (
            vault BLOB NOT NULL PRIMARY KEY CHECK (length(vault) = 16),
            head_index INTEGER NOT NULL CHECK (head_index >= 0),
            head_hash BLOB NOT NULL CHECK (length(head_hash) = 32),
            base_index INTEGER NOT NULL CHECK (base_index BETWEEN 0 AND head_index),
            base_hash BLOB NOT NULL CHECK (length(base_hash) = 32)
        ) STRICT, WITHOUT ROWID
        """

    private static let segments = """
        CREATE TABLE segments (
            number INTEGER PRIMARY KEY,
            vault BLOB NOT NULL REFERENCES vaults (vault),
            position INTEGER NOT NULL CHECK (position >= 1),
            bytes BLOB NOT NULL CHECK (length(bytes) >= 1),
            UNIQUE (vault, position)
        ) STRICT
        """

    private static let snapshots = """
        CREATE TABLE snapshots (
            vault BLOB NOT NULL REFERENCES vaults (vault),
            name BLOB NOT NULL CHECK (length(name) = 16),
            position INTEGER NOT NULL CHECK (position >= 0),
            bytes BLOB NOT NULL CHECK (length(bytes) >= 1),
            UNIQUE (vault, name)
        ) STRICT
        """

    private static let records = """
        CREATE TABLE records (
            kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 255),
            owner BLOB NOT NULL CHECK (length(owner) = 16),
            name BLOB NOT NULL CHECK (length(name) <= 64),
            version INTEGER NOT NULL CHECK (version >= 1),
            unique_value BLOB,
            bytes BLOB NOT NULL,
            PRIMARY KEY (kind, owner, name)
        ) STRICT, WITHOUT ROWID
        """

    private static let recordsUnique = """
        CREATE UNIQUE INDEX records_unique ON records (kind, unique_value) WHERE unique_value IS NOT NULL
        """

    private static let logSequence = """
        CREATE TABLE log_sequence (
            position INTEGER PRIMARY KEY CHECK (position >= 0),
            entry BLOB NOT NULL
        ) STRICT
        """

    private static let logResources = """
        CREATE TABLE log_resources (
            level INTEGER NOT NULL CHECK (level BETWEEN -1 AND 63),
            tile INTEGER NOT NULL CHECK (tile >= 0),
            width INTEGER NOT NULL CHECK (width BETWEEN 1 AND 256),
            bytes BLOB NOT NULL,
            UNIQUE (level, tile, width)
        ) STRICT
        """

    private static let logState = """
        CREATE TABLE log_state (
            name BLOB NOT NULL PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 32),
            bytes BLOB NOT NULL
        ) STRICT, WITHOUT ROWID
        """

    private static let logEvents = """
        CREATE TABLE log_events (
            subject BLOB NOT NULL CHECK (length(subject) = 16),
            ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
            bytes BLOB NOT NULL,
            PRIMARY KEY (subject, ordinal)
        ) STRICT, WITHOUT ROWID
        """

    private static let leases = """
        CREATE TABLE leases (
            name BLOB NOT NULL PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 64),
            holder BLOB CHECK (holder IS NULL OR length(holder) = 16),
            token INTEGER NOT NULL CHECK (token >= 1),
            expires INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
        """

    private static let jobs = """
        CREATE TABLE jobs (
            id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
            kind BLOB NOT NULL CHECK (length(kind) BETWEEN 1 AND 64),
            subject BLOB CHECK (subject IS NULL OR length(subject) = 16),
            unique_key BLOB CHECK (unique_key IS NULL OR length(unique_key) BETWEEN 1 AND 64),
            created INTEGER NOT NULL,
            payload BLOB NOT NULL CHECK (length(payload) <= 65536),
            state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4),
            due INTEGER CHECK ((due IS NULL) = (state > 2)),
            holder BLOB CHECK (holder IS NULL OR length(holder) = 16),
            attempts INTEGER NOT NULL CHECK (attempts >= 0),
            token INTEGER NOT NULL CHECK (token >= 0),
            failure INTEGER CHECK (failure IS NULL OR failure BETWEEN 1 AND 255)
        ) STRICT, WITHOUT ROWID
        """

    private static let jobsUnique = """
        CREATE UNIQUE INDEX jobs_unique ON jobs (kind, unique_key) WHERE unique_key IS NOT NULL
        """

    private static let jobsDue = "CREATE INDEX jobs_due ON jobs (due) WHERE due IS NOT NULL"

    private static let jobsSubject = "CREATE INDEX jobs_subject ON jobs (subject) WHERE subject IS NOT NULL"
}
