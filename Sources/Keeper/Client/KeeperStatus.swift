import KeyService

/// What keeper says of itself.
package struct KeeperStatus: Hashable, Sendable {
    /// Whether it waits for its root key.
    package let isSealed: Bool
    package let protection: RootKeyProtection
    /// Shares that wait for the next one.
    package let givenShareCount: Int
    /// Whether the system writes no core of keeper and lets no other process of its user read its memory.
    package let isUndumpable: Bool
    /// Whether the system keeps the memory for keys out of swap.
    package let isMemoryLocked: Bool

    package init(
        isSealed: Bool,
        protection: RootKeyProtection,
        givenShareCount: Int,
        isUndumpable: Bool,
        isMemoryLocked: Bool
    ) {
        self.isSealed = isSealed
        self.protection = protection
        self.givenShareCount = givenShareCount
        self.isUndumpable = isUndumpable
        self.isMemoryLocked = isMemoryLocked
    }

    func encoded() -> [UInt8] {
        var body = JSONWriter()
        body.add("State", isSealed ? "sealed" : "open")
        switch protection {
        case .file: body.add("RootKey", "file")
        case .passphrase: body.add("RootKey", "passphrase")
        case .shares(let threshold, let count):
            body.add("RootKey", "shares")
            body.add("Threshold", number: threshold)
            body.add("Shares", number: count)
            body.add("Given", number: givenShareCount)
        }
        body.add("Undumpable", isUndumpable)
        body.add("MemoryLocked", isMemoryLocked)
        return body.bytes
    }
}

extension KeeperStatus {
    init(_ answer: KMSAnswer) throws(KeyServiceError) {
        isSealed = try answer.text("State") == "sealed"
        switch try answer.text("RootKey") {
        case "file": protection = .file
        case "passphrase": protection = .passphrase
        case "shares":
            protection = .shares(threshold: try answer.integer("Threshold"), count: try answer.integer("Shares"))
        default: throw .unavailable
        }
        givenShareCount = answer.has("Given") ? try answer.integer("Given") : 0
        isUndumpable = try answer.flag("Undumpable")
        isMemoryLocked = try answer.flag("MemoryLocked")
    }
}
