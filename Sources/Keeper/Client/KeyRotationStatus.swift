package import Primitives

/// Whether and when a customer key rotates by itself.
package struct KeyRotationStatus: Hashable, Sendable {
    package let isEnabled: Bool
    /// Nil when it does not rotate, or the service does not say.
    package let periodDays: Int?
    package let next: Timestamp?
}

/// One rotation of a customer key.
package struct KeyRotation: Hashable, Sendable {
    package let date: Timestamp
    /// False for one that somebody asked for.
    package let isAutomatic: Bool
}
