package import NIOCore
import KeyService
package import Sealing

/// Asks keeper about itself, and gives it what unlocks its root key.
package struct KeeperControl: Sendable {
    static let secretByteCountMaximum = 4096
    /// A passphrase is derived with four times the memory of people's.
    private static let timeout = Duration.seconds(20)

    private let transport: UnixSocketTransport
    private let url: String

    /// - Parameters:
    ///   - socket: keeper's.
    ///   - eventLoopGroup: the process's own.
    package init(socket: String, eventLoopGroup: any EventLoopGroup) {
        transport = UnixSocketTransport(eventLoopGroup: eventLoopGroup)
        url = KMSEndpoint.socket(path: socket).url
    }

    /// Once.
    package func shutdown() async throws { try await transport.shutdown() }

    /// - Throws: ``KeeperError/notRunning``.
    package func status() async throws(KeeperError) -> KeeperStatus { try await ask(.describe, JSONWriter()) }

    /// - Throws: ``KeeperError/wrongPassphrase``, and what ``status()`` throws.
    package func unlock(passphrase: borrowing SecretBytes) async throws(KeeperError) -> KeeperStatus {
        var body = JSONWriter()
        var bytes = passphrase.copied()
        defer { Wipe.zero(&bytes) }
        body.add("Passphrase", base64: bytes)
        return try await ask(.unlock, body)
    }

    /// - Throws: ``KeeperError/wrongShare``, and what ``status()`` throws.
    package func unlock(share: RootKeyShare) async throws(KeeperError) -> KeeperStatus {
        var body = JSONWriter()
        var bytes = share.payload
        defer { Wipe.zero(&bytes) }
        body.add("Share", base64: bytes)
        return try await ask(.unlock, body)
    }

    private func ask(_ operation: KeeperOperation, _ body: JSONWriter) async throws(KeeperError) -> KeeperStatus {
        let headers = [(name: "content-type", value: KMSOperation.contentType), ("x-amz-target", operation.target)]
        let answer: TransportAnswer
        do {
            answer = try await transport.send(
                TransportRequest("POST", url, headers: headers, body: body.bytes, timeout: Self.timeout)
            )
        } catch { throw .notRunning }
        guard answer.status == 200 else {
            switch answer.errorType {
            case KMSException.wrongPassphrase.rawValue: throw .wrongPassphrase
            case KMSException.wrongShare.rawValue: throw .wrongShare
            case KMSException.keysDamaged.rawValue: throw .keysDamaged
            case KMSException.validation.rawValue: throw .lockedOtherwise
            // Nothing else fails there: the passphrase needs much memory.
            case KMSException.internalFailure.rawValue: throw .noMemory
            default: throw .notRunning
            }
        }
        do {
            return try KeeperStatus(
                try KMSAnswer(status: answer.status, errorType: answer.errorType, body: answer.body)
            )
        } catch { throw .notRunning }
    }
}
