import Assurance
import KeyService
import Primitives
import SQLiteStore

/// KEY-1: what every use of a key has to name.
struct KeyContextCheck: PromiseCheck {
    let promise = PromiseID.key1
    let method =
        "Asks the key service for each key-encryption key while naming another store, another use or another version: "
        + "it must refuse each time. With the right names it must give the key."
    let ring: KeyEncryptionKeyRing

    func run() async throws -> PromiseFinding {
        var evidence: [Evidence] = []
        for part in [KeyContextPart.store, .use, .version] {
            evidence.append(try await ring.evidence("another \(part.rawValue)", elsewhere: part, KEKUse.allCases))
        }
        let given = try await ring.key(.metadata).version
        evidence.append(Evidence("Under the right names", "version \(given) is given", isAsPromised: true))
        return PromiseFinding(evidence)
    }
}

/// NET-1 and NET-5: the installation's region and environment, in keys and in stores.
struct BoundaryCheck: PromiseCheck {
    let promise: PromiseID
    private let part: KeyContextPart
    private let value: String
    private let installation: CheckedInstallation

    var method: String {
        "Asks the key service for keys while naming another \(part.rawValue): it must refuse each time. Asks the "
            + "header of every database what it would answer a process of another \(part.rawValue): it must refuse."
    }

    static func region(_ installation: CheckedInstallation) -> BoundaryCheck {
        BoundaryCheck(.net1, .region, installation.region, installation)
    }

    static func environment(_ installation: CheckedInstallation) -> BoundaryCheck {
        BoundaryCheck(.net5, .environment, installation.environment, installation)
    }

    private init(_ promise: PromiseID, _ part: KeyContextPart, _ value: String, _ installation: CheckedInstallation) {
        self.promise = promise
        self.part = part
        self.value = value
        self.installation = installation
    }

    func run() async throws -> PromiseFinding {
        let other = "elsewhere"
        let refusals = try await installation.stores.refusals(
            environment: part == .environment ? other : installation.environment,
            region: part == .region ? other : installation.region
        )
        let expected = StoreError.wrongStore(part == .region ? .region : .environment)
        return PromiseFinding(
            [
                Evidence("Declared \(part.rawValue)", value, isAsPromised: !value.isEmpty),
                try await installation.ring.evidence("another \(part.rawValue)", elsewhere: part, KEKUse.allCases),
                Self.evidence(refusals, expected),
            ]
        )
    }

    static func evidence(_ refusals: [StoreError?], _ expected: StoreError) -> Evidence {
        let refusedCount = refusals.count { $0 == expected }
        return Evidence(
            "Databases opened from there",
            "\(refusals.count) tried, \(refusedCount) refused",
            isAsPromised: !refusals.isEmpty && refusedCount == refusals.count
        )
    }
}

extension KeyEncryptionKeyRing {
    fileprivate func evidence(
        _ name: String,
        elsewhere part: KeyContextPart,
        _ uses: [KEKUse]
    ) async throws(KeyRingError) -> Evidence {
        var refusedCount = 0
        for use in uses where try await isRefused(use, elsewhere: part) { refusedCount += 1 }
        return Evidence(
            "Keys asked for under \(name)",
            "\(uses.count) tried, \(refusedCount) refused",
            isAsPromised: refusedCount == uses.count
        )
    }
}
