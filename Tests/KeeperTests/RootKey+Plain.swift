@testable import Keeper

extension RootKey {
    /// The key of a plain file, which is made where there is none and it may be.
    static func load(path: String, outside dataDirectory: String, mayCreate: Bool) throws -> RootKey {
        switch try RootKeyFile.load(path: path, outside: dataDirectory, mayCreate: mayCreate) {
        case .open(let key): return key
        case .locked: throw KeeperError.rootKeyLocked
        }
    }
}
