/// The floors of the codebase: a module imports only floors below its own (ARCHITECTURE.md, code map).
///
/// A module that is missing here fails the test, so a new one cannot slip in without a floor.
enum Floors {
    static let modules: [String: Int] = [
        "Primitives": 0,
        "JSON": 0,
        "Delimited": 0,
        "Sealing": 1,
        "Vault": 2,
        "KeyService": 2,
        "TransparencyLog": 2,
        "Jobs": 2,
        "WebAuthn": 2, "Escrow": 2, "Aggregates": 2, "AWSSignature": 2,
        "Identity": 3,
        "AuditTrail": 3,
        "Staff": 3,
        "Assurance": 3,
        "Payments": 3,
        "Money": 4,
        "Cycle": 4,
        "MoneyFormats": 5,
        "ReportPDF": 5,
        "CycleFormats": 5,
        "SQLiteStore": 5,
        "Backup": 5,
        "Keeper": 5,
        "Egress": 5,
        "ObjectStore": 5,
        "Web": 5,
        "Composition": 6,
        "flowkeep": 7,
    ]

    /// C modules stand below all floors: they import nothing of ours.
    static let foreign: Set<String> = [
        "CCipher", "CPango", "CPlatform", "CQRCode", "CSodium", "CWipingAllocator", "CZstd",
    ]

    /// Frameworks that one module has to itself, so that another may replace it without the rest knowing.
    static let owners: [String: Set<String>] = [
        // For keeper's Unix socket; to other hosts speaks Egress alone.
        "AsyncHTTPClient": ["Keeper"],
        "CCipher": ["Sealing"],
        "CPango": ["ReportPDF"],
        "CQRCode": ["Web"],
        "CSodium": ["Sealing"],
        // Web makes hashes of assets, the local certificate's key and the tokens of forms with it, CycleFormats the
        // names of what leaves; neither seals anything.
        "Crypto": ["Sealing", "Web", "CycleFormats"],
        "CryptoExtras": ["Sealing"],
        "_CryptoExtras": ["Sealing"],
        "GRDB": ["SQLiteStore"],
        "Hummingbird": ["Web"],
        "HummingbirdCore": ["Web"],
        "HummingbirdHTTP2": ["Web"],
        "HummingbirdTLS": ["Web"],
        "CWipingAllocator": ["flowkeep"],
        "ArgumentParser": ["flowkeep"],
        "Yams": ["Composition"],
    ]

    /// What F0 to F4 must not see: databases, HTTP, sockets, loggers.
    static let adapterFrameworks: Set<String> = [
        "AsyncHTTPClient", "GRDB", "HTTPTypes", "Hummingbird", "HummingbirdCore", "Logging", "Metrics", "NIOHTTP1",
        "NIOHTTP2", "NIOSSL", "ServiceLifecycle", "X509", "Yams",
    ]
    static let highestPureFloor = 4
}
