import Egress
import Keeper
import Logging
import NIOCore
import ObjectStore

/// The destinations of an installation, made from its configuration alone.
///
/// - Source: docs/spec/egress.md §2.
enum EgressList {
    /// - Throws: ``StartError/configuration(_:)`` for an address of the environment that may not be connected to.
    static func destinations(
        _ configuration: Configuration,
        environment: [String: String]
    ) throws(StartError) -> [EgressDestination] {
        var list: [EgressDestination] = []
        for witness in configuration.witnesses {
            do { list.append(try EgressDestination(.witness, witness.url)) } catch {
                throw .configuration(.witnessAddress)
            }
        }
        let second = configuration.backupSecond?.bucket
        if let second {
            do { list.append(try EgressDestination(.secondPlace, second.place.endpoint)) } catch {
                throw .configuration(.secondAddress)
            }
        }
        do {
            if let settings = configuration.keyService.aws {
                list.append(try EgressDestination(.keyService, settings.endpoint))
            }
            guard configuration.keyService.aws != nil || second.map({ $0.credentialsFile == nil }) ?? false else {
                return list
            }
            for address in CredentialChain.endpoints(in: environment) {
                list.append(try EgressDestination(.credentials, address))
            }
            return list
        } catch {
            throw .configuration(.credentialsAddress)
        }
    }

    static func client(
        _ configuration: Configuration,
        environment: [String: String],
        group: any EventLoopGroup
    ) throws(StartError) -> EgressClient {
        let list = try destinations(configuration, environment: environment)
        let logger = Diagnostics.logger("egress")
        do {
            return try EgressClient(destinations: list, group: group) { refusal in
                logger.error(
                    "a connection to another host was refused",
                    metadata: ["reason": .string(refusal.rawValue)]
                )
            }
        } catch {
            throw .authorities
        }
    }
}
