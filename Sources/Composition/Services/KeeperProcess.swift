import Glibc
import Keeper

/// What `flowkeep keeper` does: answers the key service's protocol on its socket until told to stop.
package enum KeeperProcess {
    /// Where keeper answers signed requests over TCP, besides its socket.
    package struct Network: Sendable {
        let address: String
        let port: UInt16
        let callersFile: String

        /// Reads `127.0.0.1:8181` or `[::1]:8181`; gives nil for what has no port.
        package init?(listen: String, callersFile: String) {
            guard let colon = listen.lastIndex(of: ":"), let port = UInt16(listen[listen.index(after: colon)...])
            else { return nil }
            var address = String(listen[..<colon])
            if address.hasPrefix("["), address.hasSuffix("]") { address = String(address.dropFirst().dropLast()) }
            self.address = address
            self.port = port
            self.callersFile = callersFile
        }
    }

    /// Runs until SIGTERM, SIGINT or the end of the supervisor.
    ///
    /// SIGTERM and SIGINT are blocked already (``StopNotice/blockSignals()``).
    package static func run(
        _ configuration: Configuration,
        environment: [String: String],
        network: Network? = nil
    ) async throws(StartError) {
        let setup = try SupervisedStart(configuration, environment: environment)
        let rootKey = try ServerProcess.rootKeyPath(configuration, environment, setup.directory)
        guard let socket = try setup.sockets(for: .keeper, configuration)[.keeper] else {
            throw .inheritance(.malformed)
        }
        do {
            let server = try await KeeperServer.start(
                KeeperServer.Configuration(
                    rootKeyFile: rootKey,
                    keysDirectory: setup.directory.keeper,
                    dataDirectory: setup.directory.path,
                    region: configuration.region,
                    network: network.map { network in
                        KeeperServer.Network(
                            address: network.address,
                            port: Int(network.port),
                            callersFile: network.callersFile
                        )
                    }
                ),
                on: .descriptor(socket),
                logger: Diagnostics.logger("keeper"),
                now: SystemClock.now
            )
            try Readiness.announce("", on: setup.descriptors)
            ProcessHygiene.settle()
            await setup.stop.wait()
            try await server.shutdown()
        } catch let error as KeeperError {
            throw .keeper(error)
        } catch let error as SystemError {
            throw .system(error)
        } catch {
            throw .internalFailure
        }
    }
}
