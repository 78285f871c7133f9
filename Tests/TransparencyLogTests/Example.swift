/// The example that docs/spec/transparency-log.md §1 opens with, made by a second implementation (Python).
///
/// Frozen when version 1 shipped: if one of these fails, proofs already handed out no longer open.
enum Example {
    static let origin = "flowkeep.example/log"
    static let logKey = "flowkeep.example/log+5067d5f7+ASVDuS/xCVURR2rcg2nbbdyTNmWhGXjdoUBO4QZsqVWd"
    static let witnessKey = "witness.example/w1+858ecd0c+BBdFU7RW3d/GkI7KscEB/mqyHiuqBhd5W31DpjSCmT/V"
    static let event = """
        01010101 00000000000000010000000000000002 00000000000000030000000000000004 0000019b76db9260
        0000000000000000 0000000000000001 6d0d471ed8396419b7a4c54c3f559d0284637097e6c81708b5e0d88259bed6b1
        """
    static let entries = [
        "01e15085eb48ded33da17f9e68724a4d1a8554475545ad8dcd77d4edf8b027dd7a",
        "01421433f3d0ac84e06086e3e3821a87a8ac0f58b7c3dde42bffb042996908cc0a",
        "0171522ba642a8d275a0dc978f768c69ca375a1bc22d9384ad86c39cdbea7f3898",
    ]
    static let tile = """
        b0aa7ae2bca7a4b588eb6a479b7518e8697b48310c7654b192b17766ca284765
        cad6f4334ae4c70da5e27aa99405a1c66d5fda579d2b71986d296b5af588a94b
        fe401dfdbeba15c0cf19f60ab09d96d6fa5ac6d06c6336abfada5d2c31917a7d
        """
    static let root = "2d4dc89c10e47c936bff99d33f688a4a4a369af66be91e37665b0d4b1bfc5a3f"
    static let proofFile = """
        c2sp.org/tlog-proof@v1
        extra Ab1ZDcbkky8riC+O1zuEnA6VcJVazg4IIXRAeqHEWFbtAQEBAQAAAAAAAAABAAAAAAAAAAIAAAAAAAAAAwAAAAAAAAAEAA\
        ABm3bbkmAAAAAAAAAAAAAAAAAAAAABbQ1HHtg5ZBm3pMVMP1WdAoRjcJfmyBcIteDYglm+1rE=
        index 1
        sKp64rynpLWI62pHm3UY6Gl7SDEMdlSxkrF3ZsooR2U=
        /kAd/b66FcDPGfYKsJ2W1vpaxtBsYzar+tpdLDGRen0=

        flowkeep.example/log
        3
        LU3InBDkfJNr/5nTP2iKSko2mvZr6R43ZlsNSxv8Wj8=

        — flowkeep.example/log UGfV92i4bPEt6yc5f2JycNCsZ91kitYH3Hz7pQVrzxKVItkURES1hYYBah8xQToqqhViLEXtQQf+2\
        5BSgIoOD8V1tg4=
        — witness.example/w1 hY7NDAAAAABpVblB9MzJ3v4CBayC5BFDusvDXkpy/SBdF+xMtOnhRvmrBczZFJy5CoFHKpBs0EznrVc\
        RzsC5uij4zzRhMuCYEutTBw==

        """
}
