import Glibc
import Keeper

/// What `flowkeep keeper` does: answers the key service's protocol on its socket until told to stop.
package enum KeeperProcess {
    /// Runs until SIGTERM, SIGINT or the end of the supervisor.
    ///
    /// SIGTERM and SIGINT are blocked already (``StopNotice/blockSignals()``). `network`: in the place of the
    /// configuration's.
    package static func run(
        _ configuration: Configuration,
        environment: [String: String],
        network: KeeperNetwork? = nil
    ) async throws(StartError) {
        guard configuration.keyService.isEmbedded else { throw .rootKey(.notEmbedded) }
        let network = network ?? configuration.keeperNetwork
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
