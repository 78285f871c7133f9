import Primitives

/// Where a customer key is in its life.
///
/// - Source: docs/spec/key-service.md §2.
enum KeyState: Hashable, Sendable {
    case enabled
    case disabled
    /// Destroyed at this moment, unless that is cancelled before.
    case pendingDeletion(Timestamp)

    enum Change: Sendable {
        case enable
        case disable
        case scheduleDeletion(Timestamp)
        case cancelDeletion
    }

    /// The name AWS KMS has for it.
    var name: String {
        switch self {
        case .enabled: "Enabled"
        case .disabled: "Disabled"
        case .pendingDeletion: "PendingDeletion"
        }
    }

    /// Every change there is; what is not here is refused.
    ///
    /// - Throws: ``KMSException/invalidState``.
    func after(_ change: Change) throws(KMSException) -> KeyState {
        switch (self, change) {
        case (.enabled, .enable), (.disabled, .enable): .enabled
        case (.enabled, .disable), (.disabled, .disable): .disabled
        case (.enabled, .scheduleDeletion(let moment)), (.disabled, .scheduleDeletion(let moment)):
            .pendingDeletion(moment)
        // As AWS: a key that was nearly lost is not in use again before somebody says so.
        case (.pendingDeletion, .cancelDeletion): .disabled
        case (.pendingDeletion, _), (_, .cancelDeletion): throw .invalidState
        }
    }

    /// - Throws: ``KMSException/disabled`` or ``KMSException/invalidState`` unless the key may be used.
    func checkUsable() throws(KMSException) {
        switch self {
        case .enabled: return
        case .disabled: throw .disabled
        case .pendingDeletion: throw .invalidState
        }
    }
}
