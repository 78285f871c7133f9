// swift-tools-version: 6.2
import PackageDescription

// One list for every target (docs/decisions/0002-compiler-settings.md): a warning anywhere stops the build.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

// Modules in floor order (ARCHITECTURE.md §4). `Tests/ArchitectureTests` reads this file's dump and fails on an
// edge that goes up or sideways.
let package = Package(
    name: "flowkeep",
    products: [.executable(name: "flowkeep", targets: ["flowkeep"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // System libraries and the few lines of C that Swift cannot say.
        .systemLibrary(
            name: "CSodium",
            path: "Sources/CSodium",
            pkgConfig: "libsodium",
            providers: [.apt(["libsodium-dev"])]
        ),
        .systemLibrary(
            name: "CPango",
            path: "Sources/CPango",
            pkgConfig: "pangocairo",
            providers: [.apt(["libpango1.0-dev"])]
        ),
        .systemLibrary(
            name: "CQRCode",
            path: "Sources/CQRCode",
            pkgConfig: "libqrencode",
            providers: [.apt(["libqrencode-dev"])]
        ),
        .systemLibrary(name: "CZstd", path: "Sources/CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .target(
            name: "CCipher",
            dependencies: [.product(name: "Crypto", package: "swift-crypto")],
            path: "Sources/CCipher"
        ),
        .target(name: "CPlatform", path: "Sources/CPlatform"),
        .target(name: "CWipingAllocator", path: "Sources/CWipingAllocator"),

        // F0
        .target(name: "Primitives", swiftSettings: strict),
        .target(name: "JSON", swiftSettings: strict),
        .target(name: "Delimited", swiftSettings: strict),
        // F1
        .target(
            name: "Sealing",
            dependencies: [
                "Primitives", "CCipher", "CPlatform", "CSodium", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: strict
        ),
        // F2
        .target(
            name: "Vault",
            dependencies: ["Primitives", "Sealing", "CZstd"],
            swiftSettings: strict
        ),
        .target(name: "KeyService", dependencies: ["Primitives", "Sealing"], swiftSettings: strict),
        .target(name: "TransparencyLog", dependencies: ["Primitives", "Sealing"], swiftSettings: strict),
        .target(name: "Jobs", dependencies: ["Primitives"], swiftSettings: strict),
        .target(name: "WebAuthn", dependencies: ["Primitives", "JSON", "Sealing"], swiftSettings: strict),
        .target(name: "Escrow", dependencies: ["Primitives", "Sealing"], swiftSettings: strict),
        .target(name: "Aggregates", dependencies: ["Primitives"], swiftSettings: strict),
        .target(name: "AWSSignature", dependencies: ["Primitives", "Sealing"], swiftSettings: strict),
        // F3
        .target(
            name: "Identity",
            dependencies: [
                "Primitives", "Sealing", "Vault", "KeyService", "WebAuthn", "Escrow", "Aggregates",
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "AuditTrail",
            dependencies: ["Primitives", "Sealing", "Vault", "KeyService", "TransparencyLog"],
            swiftSettings: strict
        ),
        .target(
            name: "Staff",
            dependencies: ["Primitives", "Sealing", "KeyService", "WebAuthn", "Escrow"],
            swiftSettings: strict
        ),
        .target(name: "Assurance", dependencies: ["Primitives", "Sealing"], swiftSettings: strict),
        .target(
            name: "Payments",
            dependencies: [
                "Primitives", "JSON", "Sealing", "KeyService",
                .product(name: "SwiftASN1", package: "swift-asn1"),
            ],
            swiftSettings: strict
        ),
        // F4
        .target(
            name: "Money",
            dependencies: ["Primitives", "Vault", .product(name: "SwiftProtobuf", package: "swift-protobuf")],
            exclude: ["Wire/money_changes.proto"],
            swiftSettings: strict
        ),
        .target(
            name: "Cycle",
            dependencies: ["Primitives", "JSON", "Vault", .product(name: "SwiftProtobuf", package: "swift-protobuf")],
            exclude: ["Wire/cycle_changes.proto"],
            swiftSettings: strict
        ),
        // F5
        .target(
            name: "CycleFormats",
            dependencies: [
                "Primitives", "JSON", "Delimited", "Cycle", .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict
        ),
        .target(name: "ReportPDF", dependencies: ["Primitives", "Cycle", "CPango"], swiftSettings: strict),
        .target(
            name: "MoneyFormats",
            dependencies: ["Primitives", "Delimited", "Money", "CPlatform"],
            swiftSettings: strict
        ),
        .target(
            name: "SQLiteStore",
            dependencies: [
                "Primitives", "Vault", "KeyService", "TransparencyLog", "Identity", "Jobs",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Backup",
            dependencies: ["Primitives", "Sealing", "KeyService", "CPlatform", "CZstd"],
            swiftSettings: strict
        ),
        .target(
            name: "Keeper",
            dependencies: [
                "Primitives", "Sealing", "KeyService", "TransparencyLog", "WebAuthn", "Escrow", "AWSSignature",
                "CPlatform",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOFoundationCompat", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "ObjectStore",
            dependencies: ["Primitives", "Sealing", "AWSSignature"],
            swiftSettings: strict
        ),
        .target(
            name: "Egress",
            dependencies: [
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Web",
            dependencies: [
                "Primitives", "JSON", "Sealing", "Vault", "KeyService", "TransparencyLog", "Identity", "AuditTrail",
                "Assurance", "Staff", "Payments", "WebAuthn", "Escrow", "Aggregates", "Money", "Cycle", "CPlatform",
                "CQRCode",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdHTTP2", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCertificateReloading", package: "swift-nio-extras"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ],
            resources: [.copy("Resources")],
            swiftSettings: strict
        ),
        // F6
        .target(
            name: "Composition",
            dependencies: [
                "Primitives", "JSON", "Sealing", "Vault", "KeyService", "Identity", "Money", "Cycle", "MoneyFormats",
                "CycleFormats", "ReportPDF",
                "SQLiteStore", "Backup", "Keeper", "Egress", "Web", "AuditTrail", "Assurance", "Staff", "Payments",
                "WebAuthn", "TransparencyLog", "Escrow", "Aggregates", "AWSSignature", "ObjectStore",
                "Jobs", "CPlatform",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict
        ),
        // F7
        .executableTarget(
            name: "flowkeep",
            dependencies: [
                "Composition", "Assurance", "Cycle", "JSON", "Primitives", "CWipingAllocator",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),

        // Beside the product: what `make bench` cannot measure from outside.
        .executableTarget(
            name: "flowkeep-bench",
            dependencies: [
                "CPlatform", "Primitives", "Sealing", "Vault", "KeyService", "TransparencyLog", "AuditTrail",
                "Identity", "Staff", "SQLiteStore", "Cycle", "CycleSimulation",
            ],
            path: "Benchmarks/FlowkeepBench",
            swiftSettings: strict
        ),

        // Tests
        .target(
            name: "TestSupport",
            dependencies: [
                "Primitives", "Sealing", "Vault", "KeyService", "TransparencyLog", "WebAuthn",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            path: "Tests/TestSupport",
            swiftSettings: strict
        ),
        // People whose cycles are known, because a law made them.
        .target(
            name: "CycleSimulation",
            dependencies: ["Primitives", "Cycle"],
            path: "Tests/CycleSimulation",
            swiftSettings: strict
        ),
        // A store of objects in memory that checks who writes and what.
        .target(
            name: "ObjectStandIn",
            dependencies: ["ObjectStore", .product(name: "Crypto", package: "swift-crypto")],
            path: "Tests/ObjectStandIn",
            swiftSettings: strict
        ),
        // A second process for the store tests: it appends against the first, and is killed.
        .executableTarget(
            name: "StoreProbe",
            dependencies: ["Primitives", "Vault", "KeyService", "SQLiteStore", "TestSupport"],
            path: "Tests/StoreProbe",
            swiftSettings: strict
        ),
    ]
        + ([
            ("PrimitivesTests", ["Primitives", "TestSupport"]),
            ("JSONTests", ["JSON", "TestSupport"]),
            (
                "SealingTests",
                [
                    "Primitives", "Sealing", "TestSupport", .product(name: "Crypto", package: "swift-crypto"),
                    .product(name: "CryptoExtras", package: "swift-crypto"),
                ]
            ),
            ("VaultTests", ["Primitives", "Sealing", "Vault", "KeyService", "TestSupport"]),
            ("KeyServiceTests", ["Primitives", "Sealing", "KeyService", "TestSupport"]),
            ("JobsTests", ["Primitives", "Jobs", "TestSupport"]),
            ("WebAuthnTests", ["Primitives", "Sealing", "WebAuthn", "TestSupport"]),
            ("AggregatesTests", ["Primitives", "Aggregates", "TestSupport"]),
            ("EscrowTests", ["Primitives", "Sealing", "Escrow", "TestSupport"]),
            ("TransparencyLogTests", ["Primitives", "Sealing", "TransparencyLog", "TestSupport"]),
            (
                "IdentityTests",
                [
                    "Primitives", "Sealing", "Vault", "KeyService", "WebAuthn", "Aggregates", "Identity", "TestSupport",
                ]
            ),
            (
                "AuditTrailTests",
                ["Primitives", "Sealing", "Vault", "KeyService", "TransparencyLog", "AuditTrail", "TestSupport"]
            ),
            ("StaffTests", ["Primitives", "Sealing", "KeyService", "WebAuthn", "Staff", "TestSupport"]),
            ("PaymentsTests", ["Primitives", "KeyService", "Payments", "TestSupport"]),
            ("AssuranceTests", ["Primitives", "Assurance", "TestSupport"]),
            ("MoneyTests", ["Primitives", "Vault", "Money", "TestSupport"]),
            ("CycleTests", ["Primitives", "JSON", "Vault", "Cycle", "CycleSimulation", "Composition", "TestSupport"]),
            ("CycleFormatsTests", ["Primitives", "JSON", "Cycle", "CycleSimulation", "CycleFormats", "TestSupport"]),
            ("ReportPDFTests", ["Primitives", "Cycle", "CycleSimulation", "ReportPDF"]),
            ("MoneyFormatsTests", ["Primitives", "Delimited", "Money", "MoneyFormats", "TestSupport"]),
            (
                "StoreContractTests",
                [
                    "Primitives", "Sealing", "Vault", "KeyService", "TransparencyLog", "Identity", "Jobs",
                    "AuditTrail", "SQLiteStore", "StoreProbe",
                    "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
                ]
            ),
            (
                "ObjectStoreTests",
                [
                    "Primitives", "Sealing", "AWSSignature", "ObjectStore", "ObjectStandIn",
                ]
            ),
            ("BackupTests", ["Primitives", "Sealing", "KeyService", "Backup", "TestSupport"]),
            (
                "KeeperTests",
                [
                    "Primitives", "Sealing", "KeyService", "Keeper", "AWSSignature", "Egress", "TestSupport",
                    .product(name: "Logging", package: "swift-log"),
                    .product(name: "NIOPosix", package: "swift-nio"),
                ]
            ),
            (
                "EgressTests",
                [
                    "Egress", "TestSupport",
                    .product(name: "NIOCore", package: "swift-nio"),
                    .product(name: "NIOPosix", package: "swift-nio"),
                    .product(name: "NIOSSL", package: "swift-nio-ssl"),
                ]
            ),
            (
                "WebTests",
                [
                    "Primitives", "JSON", "Sealing", "Vault", "KeyService", "TransparencyLog", "Jobs", "Identity",
                    "AuditTrail", "Assurance", "Staff", "Payments", "WebAuthn", "Escrow", "Aggregates", "Money",
                    "Cycle",
                    "MoneyFormats", "CycleFormats", "ReportPDF", "Backup", "Web", "Egress", "Composition", "Keeper",
                    "SQLiteStore", "ObjectStore", "AWSSignature", "ObjectStandIn", "CycleSimulation", "TestSupport",
                    .product(name: "HTTPTypes", package: "swift-http-types"),
                    .product(name: "Logging", package: "swift-log"),
                    .product(name: "NIOCore", package: "swift-nio"),
                    .product(name: "NIOHTTP1", package: "swift-nio"),
                    .product(name: "NIOPosix", package: "swift-nio"),
                    .product(name: "NIOSSL", package: "swift-nio-ssl"),
                    .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                ]
            ),
            (
                "FaultTests",
                [
                    "Primitives", "Sealing", "Vault", "KeyService", "TransparencyLog", "Identity", "Money",
                    "SQLiteStore", "Egress", "ObjectStore", "Composition", "TestSupport",
                    .product(name: "GRDB", package: "GRDB.swift"),
                    .product(name: "NIOPosix", package: "swift-nio"),
                ]
            ),
            (
                "LogToolTests",
                [
                    "Primitives", "Sealing", "TransparencyLog", "Web", "Composition", "TestSupport",
                    .product(name: "Logging", package: "swift-log"),
                ]
            ),
            ("ArchitectureTests", ["TestSupport"]),
        ] as [(String, [Target.Dependency])]).map { name, dependencies in
            .testTarget(name: name, dependencies: dependencies, resources: [], swiftSettings: strict)
        }
)
