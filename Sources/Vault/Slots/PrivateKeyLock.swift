/// One more lock around the private half of a slot, where its holder's secret and the outer lock are not enough.
///
/// - Source: docs/spec/break-glass.md §2.
package protocol PrivateKeyLock: Sendable {
    func lock(_ box: [UInt8]) async throws(VaultError) -> [UInt8]

    /// - Throws: ``VaultError/doesNotOpen`` where whoever holds the lock refuses.
    func unlock(_ box: [UInt8]) async throws(VaultError) -> [UInt8]
}
