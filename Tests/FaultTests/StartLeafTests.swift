import AuditTrail
import Composition
import NIOPosix
import SQLiteStore
import Testing
import TransparencyLog
import Vault

/// The program file is hashed beside the rest of a start; the order of what the log says does not depend on that.
@Suite("What a start writes down", .serialized)
struct StartLeafTests {
    /// The leaves of all starts and of all openings of the one vault, each in order of their index.
    private static func leaves(of server: RunningServer) async throws -> (starts: [UInt64], openings: [UInt64]) {
        let services = try AppServices(
            Configuration(file: nil, environment: [:], flags: [.data: server.data]),
            environment: [:],
            directory: DataDirectory.existing(server.data),
            group: MultiThreadedEventLoopGroup.singleton,
            coreCount: 1
        )
        try await services.prepareKeys()
        let vault = try #require(try await services.stores.vaults.vaults(after: nil, limit: 1).first)
        let histories = [
            try await services.audit.history(of: .installation, limit: 100),
            try await services.audit.history(of: LogSubjectID(vault), limit: 100),
        ]
        try await services.close()
        let entries = histories.joined().map(\.entry).sorted { $0.index < $1.index }
        return (
            entries.filter { $0.event.act == .start }.map(\.index),
            entries.filter { $0.event.act == .vaultOpening }.map(\.index)
        )
    }

    @Test("a command's start is in the log before the opening that it asks for, and each command has one")
    func order() async throws {
        let home = try TemporaryDirectory()
        let passphrase = try home.write("passphrase", Person.passphrase + "\n")
        let common = ["--data", home.path + "/data", "--handle", "asha", "--passphrase-file", passphrase]
        for command in [["account", "create"], ["report", "balances"], ["report", "net-worth"]] {
            let result = try RunningServer.run(command + common, home: home)
            #expect(result.status == 0, "\(result.text)")
        }
        let server = try await RunningServer(home: home)
        let (starts, openings) = try await Self.leaves(of: server)
        try await server.stop()
        // Three commands and the server; the reading process may write its own while it looks.
        try #require(starts.count >= 4 && openings.count >= 2)
        let ofReports = openings.suffix(2)
        #expect(starts[1] < ofReports[ofReports.startIndex] && ofReports[ofReports.startIndex] < starts[2])
        #expect(starts[2] < ofReports[ofReports.startIndex + 1] && ofReports[ofReports.startIndex + 1] < starts[3])
    }
}
