/// Where the local certificate and its key are kept.
///
/// The bytes hold a private key: the store seals them.
package struct LocalCertificateStore: Sendable {
    /// Nil when nothing has been saved.
    package let load: @Sendable () async throws -> [UInt8]?
    package let save: @Sendable ([UInt8]) async throws -> Void

    package init(
        load: @escaping @Sendable () async throws -> [UInt8]?,
        save: @escaping @Sendable ([UInt8]) async throws -> Void
    ) {
        self.load = load
        self.save = save
    }
}
