/// What can be told of a file of keeper's without its root key.
package enum KeeperFileFacts {
    /// The id of the root key that the file of a customer key is sealed under; nil for another file.
    package static func rootKeyID(of bytes: [UInt8]) -> [UInt8]? { CustomerKeyFile.rootKeyID(of: bytes) }

    /// The name of the file of a customer key.
    package static func name(ofCustomerKey id: String) -> String { id + CustomerKeyStore.suffix }

    /// The name of the file of a customer key that has an end.
    package static func name(ofEndingKey id: String) -> String { id + CustomerKeyStore.endingSuffix }

    /// Whether a file is that of a customer key, with an end or without, or of the aliases.
    package static func isOfKeeper(_ name: String) -> Bool {
        name.hasSuffix(CustomerKeyStore.suffix) || isEnding(name) || name == CustomerKeyStore.aliasName
    }

    /// Whether a file is that of a customer key that has an end, and so must be in no backup.
    package static func isEnding(_ name: String) -> Bool { name.hasSuffix(CustomerKeyStore.endingSuffix) }
}
