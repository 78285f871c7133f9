import Primitives
import Synchronization
import Testing

@testable import Keeper

/// A key service whose clock a test turns, asked in the words of the protocol.
final class Asked: Sendable {
    let service: KMSService
    private let clock: Clock

    private final class Clock: Sendable {
        let moment = Mutex(KeeperFixture.moment)
    }

    static let daySeconds: Int64 = 86_400

    init(_ fixture: KeeperFixture) throws {
        let clock = Clock()
        self.clock = clock
        service = try fixture.makeService(now: { clock.moment.withLock { $0 } })
    }

    var moment: Timestamp { clock.moment.withLock { $0 } }

    func turn(days: Int64, seconds: Int64 = 0) {
        clock.moment.withLock { $0 = $0.adding(seconds: days * Self.daySeconds + seconds) }
    }

    /// The members of an answer; none where it is empty.
    @discardableResult
    func ask(_ operation: KMSOperation, _ body: String) throws(KMSException) -> [String: JSON] {
        let bytes = try service.answer(operation, Array(body.utf8))
        guard !bytes.isEmpty else { return [:] }
        guard let value = try? JSONParser.parse(bytes), case .object(let members) = value else {
            throw .serialization
        }
        return members
    }

    @discardableResult
    func ask(_ operation: KMSOperation, key id: String, _ rest: String = "") throws(KMSException) -> [String: JSON] {
        try ask(operation, #"{"KeyId":"\#(id)"\#(rest.isEmpty ? "" : ",")\#(rest)}"#)
    }

    func makeKey(_ members: String = "") throws -> String {
        guard case .object(let metadata) = try ask(.createKey, "{\(members)}")["KeyMetadata"] else {
            throw KMSException.serialization
        }
        return try Self.text(metadata["KeyId"])
    }

    static let macKey = #""KeySpec":"HMAC_256","KeyUsage":"GENERATE_VERIFY_MAC""#

    func metadata(_ id: String) throws -> [String: JSON] {
        guard case .object(let metadata) = try ask(.describeKey, key: id)["KeyMetadata"] else {
            throw KMSException.serialization
        }
        return metadata
    }

    func encrypt(_ id: String) throws -> String {
        try Self.text(try ask(.encrypt, key: id, #""Plaintext":"AQI=""#)["CiphertextBlob"])
    }

    func decrypt(_ blob: String) throws -> JSON? {
        try ask(.decrypt, #"{"CiphertextBlob":"\#(blob)"}"#)["Plaintext"]
    }

    /// The version that a ciphertext names: bytes 18 to 21.
    static func version(of blob: String) throws -> UInt32 {
        let bytes = try #require(Base64.decode(Array(blob.utf8)))
        return bytes[18..<22].reduce(0) { $0 << 8 | UInt32($1) }
    }

    static func text(_ value: JSON?) throws -> String {
        guard case .string(let text) = try #require(value) else { throw KMSException.serialization }
        return text
    }

    static func objects(_ value: JSON?) throws -> [[String: JSON]] {
        guard case .array(let elements) = try #require(value) else { throw KMSException.serialization }
        return try elements.map { element in
            guard case .object(let members) = element else { throw KMSException.serialization }
            return members
        }
    }
}
