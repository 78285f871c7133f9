import ArgumentParser
import Composition

struct LogProveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Make a proof from the tiles of this installation's log.",
        discussion: """
            EXAMPLE
              flowkeep log prove 41 > 41.tlog-proof
              flowkeep log prove --from 1024 > since-1024.tlog-consistency

            An INDEX gives a proof file without an event, for the entry that standard error names. With --from it is the
            consistency file that the newest tree continues the one of that size, in the form that witnesses take.
            """
    )

    @OptionGroup var place: PlaceOptions

    @Argument(help: "Index of a leaf, from 0.")
    var index: UInt64?

    @Option(help: ArgumentHelp("Size of an older tree.", valueName: "size"))
    var from: UInt64?

    func validate() throws {
        guard (index == nil) != (from == nil) else {
            throw ValidationError("Give either an index, or --from with the size of an older tree.")
        }
    }

    func run() async throws {
        try await VaultSession.connected(try place.configuration()) { client throws(APIFailure) in
            if let from { Terminal.print(bytes: try await client.proveConsistency(older: from)) }
            if let index {
                let proof = try await client.proveInclusion(index: index)
                Terminal.print(bytes: proof.bytes)
                Terminal.error("entry \(proof.entry)")
            }
        }
    }
}
