import Assurance
import CPlatform
import Keeper
import KeyService

/// KEY-3: who could have the root key.
struct RootKeyCheck: PromiseCheck {
    /// Where the root key is.
    enum Holder: Sendable {
        /// Asks keeper.
        case keeper(@Sendable () async throws -> KeeperStatus)
        /// Asks AWS KMS for the key of that region.
        case aws(region: String, @Sendable () async throws -> NamedKey)
        /// Another service that speaks its protocol: how that keeps its keys, nobody here can see.
        case elsewhere
    }

    let promise = PromiseID.key3
    let method =
        "Asks the key service how its root key is kept: in AWS KMS, or shared so that one officer cannot open it. "
        + "Looks whether the processes that hold keys can be dumped, and whether their key memory is locked."
    let holder: Holder

    func run() async throws -> PromiseFinding {
        switch holder {
        case .aws(let region, let key): Self.finding(try await key(), region: region, isHardened: Self.isHardened)
        case .elsewhere: PromiseFinding(.notInDeployment(.otherKeyService))
        case .keeper(let status): Self.finding(try await status(), isHardened: Self.isHardened)
        }
    }

    private static var isHardened: Bool { fk_is_hardened() == 1 }

    static func finding(_ key: NamedKey, region: String, isHardened: Bool) -> PromiseFinding {
        PromiseFinding([
            Evidence("Root key", "in AWS KMS, region \(region), which gives it to nobody", isAsPromised: true),
            Evidence("The key is enabled", key.isEnabled ? "yes" : "no", isAsPromised: key.isEnabled),
            Evidence("The app can be dumped", isHardened ? "no" : "yes", isAsPromised: isHardened),
        ])
    }

    static func finding(_ status: KeeperStatus, isHardened: Bool) -> PromiseFinding {
        switch status.protection {
        case .file: return PromiseFinding(.notInDeployment(.part(.keyHolder)))
        case .passphrase: return PromiseFinding(.notInDeployment(.onePassphrase))
        case .shares(let threshold, let count):
            let isUndumpable = status.isUndumpable && isHardened
            return PromiseFinding([
                Evidence("Root key", "any \(threshold) of \(count) officers open it", isAsPromised: threshold >= 2),
                Evidence("Keeper and app can be dumped", isUndumpable ? "no" : "yes", isAsPromised: isUndumpable),
                Evidence(
                    "Key memory is locked",
                    status.isMemoryLocked ? "yes" : "no",
                    isAsPromised: status.isMemoryLocked
                ),
            ])
        }
    }
}
