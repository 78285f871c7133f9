import Egress
import Keeper
import KeyService
import NIOPosix

/// Which key service an installation uses, and whether it answers.
enum KeyServiceFinding {
    private static let id = "key-service"

    static func look(
        _ configuration: Configuration,
        environment: [String: String],
        directory: DataDirectory
    ) async -> Finding {
        let group = MultiThreadedEventLoopGroup.singleton
        do {
            let egress = try EgressList.client(configuration, environment: environment, group: group)
            let connection = try KeyServiceConnection(
                configuration,
                environment: environment,
                directory: directory,
                egress: egress,
                group: group
            )
            let finding = await look(configuration, connection)
            do {
                try await connection.shutdown()
                try await egress.shutdown()
            } catch { return .broken(id, StartError.internalFailure.sentence) }
            return finding
        } catch { return .broken(id, error.sentence) }
    }

    private static func answer(
        of connection: KeyServiceConnection,
        _ name: String,
        _ configuration: Configuration
    ) async -> Finding {
        do throws(StartError) {
            try await connection.check()
            return .ok(id, "\(name) answers (\(configuration.keyService.aws?.endpoint ?? "")).")
        } catch { return .broken(id, error.sentence) }
    }

    private static func look(_ configuration: Configuration, _ connection: KeyServiceConnection) async -> Finding {
        switch connection.holder {
        case .keeper(let status):
            do {
                let isSealed = try await status().isSealed
                return isSealed
                    ? .warning(id, "The embedded key service waits for its root key: run `flowkeep keeper unlock`.")
                    : .ok(id, "The embedded key service answers.")
            } catch {
                // Nobody answers while no server runs, and nothing is wrong with that.
                return .ok(id, "The embedded key service is used; it does not run now.")
            }
        case .aws(let region, _): return await answer(of: connection, "AWS KMS in \(region)", configuration)
        case .elsewhere: return await answer(of: connection, "The key service", configuration)
        }
    }
}
