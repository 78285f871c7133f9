import KeyService
import Logging
import Primitives
import Web

/// Which certificate an installation shows: the operator's own, or one it made for itself.
enum Certificates {
    /// - Throws: `CertificateError`.
    static func tls(_ services: AppServices, logger: Logger) async throws -> ServerTLS {
        if let files = services.configuration.certificate {
            return try ServerTLS(certificatePath: files.chain, keyPath: files.key, logger: logger)
        }
        let reloader = try await LocalCertificateReloader(
            name: services.configuration.name,
            store: store(in: services.metadata),
            now: SystemClock.now,
            logger: logger
        )
        return ServerTLS(local: reloader)
    }

    /// What the staff's listener shows where that is not the same: it has another name, and certificates are our own.
    ///
    /// - Throws: `CertificateError`.
    static func staffTLS(_ services: AppServices, logger: Logger) async throws -> ServerTLS? {
        let configuration = services.configuration
        let name = configuration.staffAddress.name
        guard configuration.certificate == nil, name != configuration.name else { return nil }
        let reloader = try await LocalCertificateReloader(
            name: name,
            store: store(in: services.metadata, named: "tls-staff"),
            now: SystemClock.now,
            logger: logger
        )
        return ServerTLS(local: reloader)
    }

    /// Certificate and key as one sealed record of the installation.
    private static func store(in records: SealedRecords, named name: String = "tls") -> LocalCertificateStore {
        let key = RecordKey(kind: .installation, name: Array(name.utf8))
        return LocalCertificateStore(
            load: { try await records.read(key, as: SealedBytes.self)?.value.bytes },
            save: { bytes in try await records.put(key, SealedBytes(bytes: bytes), expected: nil) }
        )
    }
}

/// Bytes whose format is somebody else's, as a record.
private struct SealedBytes: RecordCodable {
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    init(decoding record: [UInt8]) throws(RecordDecodingError) { bytes = try FieldReader(record).bytes(1) }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, bytes)
        return writer.bytes
    }
}
