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

    /// Share 2 of set 00…05 with the bytes 5a…5a, as an officer keeps it.
    static let share = """
        # Flowkeep: share 2 of 5 of a root key. Any 2 of them open it, and fewer say nothing.
        # Keep it off the server, and apart from the others. To use it: flowkeep keeper unlock
        0410-0082-0C20-APJT-3S
        B9D5-MPJT-B9D5-MPJT-E2
        B9D5-MPJT-B9D5-MPJT-MT
        B9D5-MPJT-B9D5-MPJT-VV

        """

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

    /// The same key with versions 1 to 3 of 5a…5a, 5b…5b and 5c…5c, waiting for its end, with a tag and a period.
    static let fullCustomerKeyFile =
        Hex.decode(
            """
            464b434b45590001000102030405060708090a0b0c0d0e0f3f2c9a106b7d4e219c540d1e2f3a4b5c01000000017e706a
            2b6aa84bab21caff5a911c128ab4e3da288bf8347d7bdc77c909465ec6f44dffc01fa0afaa4db15dc9cdfad0dade5ca0
            20fdc0ec900179a82a3c0827321d1f3a25b6631374c371ba614d2a73fd3411b62c41d0b84010b0d8572bc7e095ad3e84
            a92409b728cf712175a6c5e52648350a514261bf9e1bd9fe66d263e51ddf9617ea21e9e0d025040c7705362c9f1a3a7d
            f4f695f2f322f4dd507b5eb17bd29ea864dc8409039a99b274046f9c32b0d5d5fd7994045e6e9752f4531ef12a4639ca
            b201894de5787791f8cce363eb85bbc60ddacbbc0865b9ccd68acec6c32021d908932d88e8f42d049834d80465701ea4
            3ee943906ac7c0835e3093b7c9ad2bbed97d8337f8acfa0a00ae6da03a674af0975b0afaddf96de843b22ed448823786
            2c4c0967971026bed62e5543ad22813927828672451d9839878684cb6c7dc455221b9c0d865f03ed072610efee32d7ff
            67fefb4dec3668d9b7f0dae7c7655a704efbc28602c793bc4950c1da2720415728ccdebd7e85aadd5794dfc39910d8f2
            67461b5c820a1d101b2da74883
            """
        ) ?? []

    /// `alias/main` for that key.
    static let aliasFile =
        Hex.decode(
            """
            464b414c49410001000102030405060708090a0b0c0d0e0f0100000001684b55740a798e7c1f6a087bd753dcdb4d9505
            142ee233d321822c2bfeb657ed6b4f6984075b9e8977c18ab2348aa4a7cfbcdc90312f61f66771b678a960d78253711e
            69c75c7cca0e8f2cc08cf964529083e679293ac1cc02208d53cfe17f05dcee7ac2820453c9335214eb0900b9e7b1ae0e
            9020e872daa11b411ed28380a7f39a152d0318d93b535c2cf78b161bf86f8d1203ffa00c307d03dbed
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
