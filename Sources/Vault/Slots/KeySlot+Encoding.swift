import Primitives
import Sealing

extension KeySlot {
    private static let version: UInt8 = 1
    private static let boxByteCountMaximum = 1024

    /// - Source: docs/spec/key-hierarchy.md §5.
    package func encoded() -> [UInt8] {
        var writer = ByteWriter(reservingCapacity: 1024)
        writer.append(Self.version)
        writer.append(kind.rawValue)
        writer.append(vault.bytes)
        writer.append(id.bytes)
        writer.append(publicKey.bytes)
        writer.append(stretching == nil ? 0 : 1 as UInt8)
        if let stretching {
            writer.append(stretching.parameters.memoryKibibytes)
            writer.append(stretching.parameters.passes)
            writer.append(stretching.parameters.lanes)
            writer.append(stretching.salt)
        }
        writer.append(counted: lockedPrivateKey)
        writer.append(UInt16(trackerBoxes.count))
        for box in trackerBoxes {
            writer.append(box.tracker.rawValue)
            writer.append(box.epoch)
            writer.append(counted: box.locked)
        }
        writer.append(certificate)
        return writer.bytes
    }

    /// Decodes exactly the bytes ``encoded()`` writes.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` or `.newerVersion`.
    package init(decoding bytes: [UInt8]) throws(VaultError) {
        do {
            var reader = ByteReader(bytes)
            guard try reader.read(UInt8.self) == Self.version else { throw VaultError.newerVersion }
            guard let kind = Kind(rawValue: try reader.read()),
                let vault = VaultID(bytes: try reader.read(count: VaultID.byteCount)),
                let id = KeySlotID(bytes: try reader.read(count: KeySlotID.byteCount))
            else { throw VaultError.damaged(0) }
            self.kind = kind
            self.vault = vault
            self.id = id
            publicKey = try SlotPublicKey(bytes: Array(try reader.read(count: SlotPublicKey.byteCount)))
            stretching = try Self.readStretching(&reader)
            lockedPrivateKey = Array(try reader.readCounted(maximum: Self.boxByteCountMaximum))
            trackerBoxes = try Self.readBoxes(&reader)
            certificate = Array(try reader.read(count: Authenticator.tagByteCount))
            try reader.finish()
        } catch let error as VaultError {
            throw error
        } catch {
            throw .damaged(0)
        }
    }

    private static func readStretching(_ reader: inout ByteReader) throws -> Stretching? {
        switch try reader.read(UInt8.self) {
        case 0: return nil
        case 1:
            let parameters = Argon2id.Parameters(
                memoryKibibytes: try reader.read(),
                passes: try reader.read(),
                lanes: try reader.read()
            )
            guard parameters.isAcceptable else { throw VaultError.damaged(0) }
            return Stretching(parameters: parameters, salt: Array(try reader.read(count: Argon2id.saltByteCount)))
        default: throw VaultError.damaged(0)
        }
    }

    private static func readBoxes(_ reader: inout ByteReader) throws -> [TrackerBox] {
        let count = Int(try reader.read(UInt16.self))
        guard count <= trackerBoxMaximum else { throw VaultError.damaged(0) }
        var boxes: [TrackerBox] = []
        for _ in 0..<count {
            let tracker = TrackerID(rawValue: try reader.read())
            let epoch: KeyEpoch = try reader.read()
            boxes.append(
                TrackerBox(
                    tracker: tracker,
                    epoch: epoch,
                    locked: Array(try reader.readCounted(maximum: boxByteCountMaximum))
                )
            )
        }
        return boxes
    }
}
