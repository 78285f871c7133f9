/// What can be told of a file of keeper's without its root key.
package enum KeeperFileFacts {
    /// The id of the root key that the file of a customer key is sealed under; nil for another file.
    package static func rootKeyID(of bytes: [UInt8]) -> [UInt8]? { CustomerKeyFile.rootKeyID(of: bytes) }

    /// The name of the file of a customer key.
    package static func name(ofCustomerKey id: String) -> String { id + CustomerKeyStore.suffix }
}
