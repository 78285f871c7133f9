import Assurance
import KeyService
import Primitives
import SQLiteStore
import Sealing
import Vault

/// ENC-1: what lies in the stores.
struct StoredBytesCheck: PromiseCheck {
    let promise = PromiseID.enc1
    let method =
        "Takes records, segments, snapshots and files from anywhere in each store: each must be a box of AES-256-GCM "
        + "under a key that exists, and its bytes must look like chance. Each record must open at its place, and the "
        + "journals of those vaults must end in their heads; `flowkeep doctor` looks at all of them. Tests plant "
        + "marked text by every way in and search every file that is written (CanaryTests)."
    let samples: @Sendable () async throws -> [Sample]
    /// Looks whether what was taken is unchanged.
    let integrity: @Sendable () async throws -> [Evidence]

    /// Something stored, with the versions of the key that it may be sealed under; nil where only its owner knows.
    struct Sample: Sendable {
        let store: String
        let bytes: [UInt8]
        let versions: [UInt32]?
    }

    func run() async throws -> PromiseFinding { Self.finding(try await samples(), try await integrity()) }

    static func finding(_ samples: [Sample], _ integrity: [Evidence] = []) -> PromiseFinding {
        var evidence: [Evidence] = []
        for store in ["metadata", "activity", "vaults", "files"] {
            // A small store gives the same ones from wherever one begins; bytes that repeat do not look like chance.
            var seen: Set<[UInt8]> = []
            let mine = samples.filter { $0.store == store && seen.insert($0.bytes).inserted }
            guard !mine.isEmpty else {
                evidence.append(Evidence("The \(store) store", "nothing is stored yet", isAsPromised: true))
                continue
            }
            let sealed = mine.count(where: isSealed)
            evidence.append(
                Evidence(
                    "The \(store) store",
                    "\(sealed) of \(mine.count) taken are sealed",
                    isAsPromised: sealed == mine.count
                )
            )
            let bytes = mine.flatMap { $0.bytes.dropFirst(SealedBox.overheadByteCount - 16) }
            guard bytes.count >= 5 * 256 else { continue }
            let looksRandom = chiSquare(bytes) <= chiSquareMaximum
            evidence.append(
                Evidence(
                    "Their \(bytes.count) bytes",
                    looksRandom ? "look like chance" : "do not look like chance",
                    isAsPromised: looksRandom
                )
            )
        }
        return PromiseFinding(samples.isEmpty ? [] : evidence + integrity)
    }

    private static func isSealed(_ sample: Sample) -> Bool {
        let version: UInt32
        do { version = try SealedBox.keyVersion(of: sample.bytes[...]) } catch { return false }
        if let versions = sample.versions, !versions.contains(version) { return false }
        return longestReadableRun(sample.bytes[...]) < readableRunMaximum
    }

    /// As many printable bytes in a row come up by chance once in 10^17 places.
    private static let readableRunMaximum = 40

    private static func longestReadableRun(_ bytes: ArraySlice<UInt8>) -> Int {
        var (longest, run) = (0, 0)
        for byte in bytes {
            run = (0x20...0x7E).contains(byte) ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }

    /// Eight standard deviations above what 256 equally likely values give (255 degrees of freedom).
    private static let chiSquareMaximum = 255 + 8 * 22.6

    private static func chiSquare(_ bytes: [UInt8]) -> Double {
        var counts = [Int](repeating: 0, count: 256)
        for byte in bytes { counts[Int(byte)] += 1 }
        let expected = Double(bytes.count) / 256
        return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    }
}

extension CheckedInstallation {
    private static let sampleLimit = 20
    /// Of each file, enough to look like chance or not.
    private static let fileSampleByteCount = 4096

    /// Records and journals from anywhere, opened and walked.
    ///
    /// What does not fit is counted by what it is: ids are for the operator alone, who asks `flowkeep doctor`.
    func sampledIntegrity() async throws -> [Evidence] {
        var (openedCount, damaged) = (0, [String]())
        for (kind, _) in Self.recordStores {
            let inspection = inspection(of: kind)
            for record in try await sample(kind, limit: Self.sampleLimit) {
                switch try await inspection.opens(record) {
                case true?: openedCount += 1
                case false?: damaged.append("a \(record.key.kind.words) does not")
                case nil: break
                }
            }
        }
        let records = damaged.isEmpty ? "all \(openedCount) open" : Set(damaged).sorted().joined(separator: ", ")
        var (wholeCount, brokenCount) = (0, 0)
        var vaults: Set<VaultID> = []
        for start in [VaultID(bytes: Self.anywhere()), nil] {
            vaults.formUnion(try await stores.vaults.vaults(after: start, limit: Self.sampleLimit))
        }
        for vault in vaults {
            if try await stores.vaults.damage(of: vault) == nil { wholeCount += 1 } else { brokenCount += 1 }
        }
        let journals = brokenCount == 0 ? "all \(wholeCount) end in their heads" : "\(brokenCount) do not"
        return [
            Evidence("Records opened at their places", records, isAsPromised: damaged.isEmpty),
            Evidence("Journals walked", journals, isAsPromised: brokenCount == 0),
        ]
    }

    func storedSamples() async throws -> [StoredBytesCheck.Sample] {
        var samples: [StoredBytesCheck.Sample] = []
        for (kind, use) in Self.recordStores {
            for record in try await sample(kind, limit: Self.sampleLimit) {
                // The keys of the log lie in the activity store under a key of their own.
                let versions = try await ring.versions(record.key.kind.sealingUse ?? use)
                samples.append(.init(store: kind.rawValue, bytes: record.bytes, versions: versions))
            }
        }
        for start in [Self.anywhere(), RecordKey.nobody] {
            samples += try await stores.vaults.sample(from: start, limit: Self.sampleLimit).map {
                StoredBytesCheck.Sample(store: "vaults", bytes: $0, versions: nil)
            }
            let files = try await stores.files.sample(
                from: start,
                limit: Self.sampleLimit,
                byteCount: Self.fileSampleByteCount
            )
            samples += files.map { StoredBytesCheck.Sample(store: "files", bytes: $0, versions: nil) }
        }
        return samples
    }
}
