import Glibc
import Keeper
import Logging
import Primitives

/// What `flowkeep keeper` does: answers the key service's protocol on its socket until told to stop.
package enum KeeperProcess {
    /// Runs until SIGTERM, SIGINT or the end of the supervisor.
    ///
    /// SIGTERM and SIGINT are blocked already (``StopNotice/blockSignals()``).
    package static func run(_ configuration: Configuration, environment: [String: String]) async throws(StartError) {
        let setup = try prepare(environment)
        let (directory, _) = try ownDirectory(configuration, setup.descriptors)
        let rootKey = try ServerProcess.rootKeyPath(configuration, environment, directory)
        let listener: Int32
        if let inherited = setup.descriptors[.keeper] {
            listener = inherited
        } else {
            let sockets = try ServerSockets([.keeper], configuration: configuration, directory: directory)
            guard let own = sockets.numbers[.keeper] else { throw .system(SystemError(call: "socket", code: EBADF)) }
            listener = own
        }
        do {
            let server = try await KeeperServer.start(
                KeeperServer.Configuration(
                    rootKeyFile: rootKey,
                    keysDirectory: directory.keeper,
                    dataDirectory: directory.path,
                    region: configuration.region
                ),
                on: .descriptor(listener),
                logger: Diagnostics.logger("keeper"),
                now: SystemClock.now
            )
            try Readiness.announce("", on: setup.descriptors)
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

    /// What every supervised process does first.
    static func prepare(
        _ environment: [String: String]
    ) throws(StartError) -> (descriptors: InheritedDescriptors, stop: StopNotice) {
        let descriptors: InheritedDescriptors
        do {
            descriptors = try InheritedDescriptors.adopt(environment)
        } catch {
            throw .inheritance(error)
        }
        do {
            return (descriptors, try StopNotice(descriptors))
        } catch {
            throw .system(error)
        }
    }

    /// The data directory: prepared by the supervisor, or by ourselves when started by hand.
    static func ownDirectory(
        _ configuration: Configuration,
        _ descriptors: InheritedDescriptors
    ) throws(StartError) -> (directory: DataDirectory, isSupervised: Bool) {
        guard descriptors[.lifeline] != nil else { return (try ServerProcess.openDirectory(configuration), false) }
        do {
            return (try DataDirectory.existing(configuration.data), true)
        } catch {
            throw .data(error)
        }
    }
}
