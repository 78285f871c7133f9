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
        "01e69f53342e6698d299bb59c4cce994e44825900eaa4e6fadb4c1b8e8402a86af",
    ]
    static let tile = """
        b0aa7ae2bca7a4b588eb6a479b7518e8697b48310c7654b192b17766ca284765
        cad6f4334ae4c70da5e27aa99405a1c66d5fda579d2b71986d296b5af588a94b
        dc9d19246bd7a10afeb44a61d554cea3ef8f6a1a0e2c3da74fb89b6070fa25b7
        """
    static let root = "ba5c14efe81818a5d43150010efd9f373c10d36469f37f4bb217cba988440a03"
    static let proofFile = """
        c2sp.org/tlog-proof@v1
        extra Ab1ZDcbkky8riC+O1zuEnA6VcJVazg4IIXRAeqHEWFbtAQEBAQAAAAAAAAABAAAAAAAAAAIAAAAAAAAAAwAAAAAAAAAEAA\
        ABm3bbkmAAAAAAAAAAAAAAAAAAAAABbQ1HHtg5ZBm3pMVMP1WdAoRjcJfmyBcIteDYglm+1rE=
        index 1
        sKp64rynpLWI62pHm3UY6Gl7SDEMdlSxkrF3ZsooR2U=
        3J0ZJGvXoQr+tEph1VTOo++PahoOLD2nT7ibYHD6Jbc=

        flowkeep.example/log
        3
        ulwU7+gYGKXUMVABDv2fNzwQ02Rp839LshfLqYhECgM=

        — flowkeep.example/log UGfV93LwgINwMD4kLJ9Zc2E5bT698wKToLkVAfyrO4SEqhGN+BKV0tKgQHO0rSgN9+CMnvMqMq52y\
        1JAMrhf9wQ3qAs=
        — witness.example/w1 hY7NDAAAAABpVblBJjctNN1yosuyH+5zn6X/OAfWfv7LlRVFQb2YvKsWwwsiQm9Arl6P20cgZxG9BkP\
        iv5o1YQtJnOAQK948MTFVBw==

        """
}
