import AuditTrail
import Identity
import KeyService
import Logging
import Primitives
import SQLiteStore

extension AppServices {
    /// The rotation of this installation's keys.
    var rotation: KeyRotation {
        let logger = Diagnostics.logger("keys")
        func header(_ kind: StoreHeader.Kind) -> StoreHeader {
            StoreHeader(kind: kind, environment: configuration.environment, region: configuration.region)
        }
        return KeyRotation(
            ring: ring,
            stores: [
                RotatingStore(
                    stores.metadata,
                    ring: ring,
                    header: header(.metadata),
                    inner: SlotInnerLocks.byKind(ring: ring)
                ),
                RotatingStore(stores.activity, ring: ring, header: header(.activity)),
            ],
            holds: backups.ledger,
            recorded: { [audit] act in
                try await audit.record(AuditAct(AuditParticulars(act), at: SystemClock.now()))
                Self.log(act, logger)
            }
        )
    }

    private static func log(_ act: KeyAct, _ logger: Logger) {
        let (message, use, version): (Logger.Message, KEKUse, UInt32) =
            switch act {
            case .rotation(let use, let version): ("a key is rotated", use, version)
            case .destruction(let use, let version): ("an old key is destroyed", use, version)
            }
        logger.notice(message, metadata: ["use": .string(use.name), "version": .stringConvertible(version)])
    }
}

extension AuditParticulars {
    fileprivate init(_ act: KeyAct) {
        switch act {
        case .rotation(let use, let version): self = .rotation(use, version: version)
        case .destruction(let use, let version): self = .destruction(use, version: version)
        }
    }
}
