/// The example of docs/spec/transparency-log.md §1, as somebody has it who only has the file and the public keys.
enum SpecExample {
    static let logKey = "flowkeep.example/log+5067d5f7+ASVDuS/xCVURR2rcg2nbbdyTNmWhGXjdoUBO4QZsqVWd"
    static let witnessKey = "witness.example/w1+858ecd0c+BBdFU7RW3d/GkI7KscEB/mqyHiuqBhd5W31DpjSCmT/V"
    static let entry = "01421433f3d0ac84e06086e3e3821a87a8ac0f58b7c3dde42bffb042996908cc0a"
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
