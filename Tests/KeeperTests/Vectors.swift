import KeyService
import TestSupport

/// Written once, when version 1 of the formats shipped; never again.
///
/// docs/spec/key-service.md explains the bytes.
enum Vectors {
    static let rootKey =
        Hex.decode(
            """
            464b524f4f540001000102030405060708090a0b0c0d0e0fa5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5
            a5a5a5a5a5a5a5a50fe80e95fd62962d
            """
        ) ?? []

    static let customerKeyID = "3f2c9a10-6b7d-4e21-9c54-0d1e2f3a4b5c"

    static let customerKeyFile =
        Hex.decode(
            """
            464b434b45590001000102030405060708090a0b0c0d0e0f3f2c9a106b7d4e219c540d1e2f3a4b5c0100000001fbe81b
            f6675cebeb92379fd8f7b6d4ecfac7db2ccb193ffe9ade47e0cfd8ed39768b2bd28f1b343ad7a3878e842f8c0649fe59
            05c596814c10b2481b2b27f6e09982bd3e1485e6a3e04d287a14d4c0e6f0a4897ce2ed542401f4007e24ad90645a5f20
            852786a1c841f2c11ff19a17135113ae85a569e7a98e06d08175d11e350f807ca6f40df9f2c946871d4bddd17f55d86b
            ae9a233348ebf134fb7b2f534838f5faa8de2de68f0084bfd480a806bdd60ba63098485daa3413ae
            """
        ) ?? []

    static let context = EncryptionContext(pairs: ["app": "flowkeep", "store": "vaults", "use": "vaults"])

    static let ciphertext =
        Hex.decode(
            """
            013f2c9a106b7d4e219c540d1e2f3a4b5c01000000011311588494a4b45156fd9ea347eee19ad8f095cdb32f37a1f523
            9870dfcdd36c8c5231bd32ae5b89313defd0575ad01d2cad8c175cc43ec0dd45efe42fcd6b711eb49cff49e23f209129
            09c893ca4e5030d41763eb98c5697c8a
            """
        ) ?? []
}
