import AWSSignature
import Egress
import Keeper
import KeyService
import NIOCore

/// The client of the key service that the configuration names.
struct KeyServiceConnection: Sendable {
    let client: KMSClient
    let endpoint: KMSEndpoint
    /// The customer key that an administrator made; nil where the installation makes its own.
    let customerKeyID: String?
    /// For looking at how its root key is kept.
    let holder: RootKeyCheck.Holder
    private let region: String?
    private let credentials: CredentialChain?
    private let control: KeeperControl?

    /// - Parameters:
    ///   - configuration: says which key service.
    ///   - environment: of the process, where credentials may be.
    ///   - directory: with keeper's socket.
    ///   - egress: the way to a key service on another host.
    ///   - group: the process's own.
    /// - Throws: ``StartError/system(_:)`` where keeper's socket has no path.
    init(
        _ configuration: Configuration,
        environment: [String: String],
        directory: DataDirectory,
        egress: EgressClient,
        group: any EventLoopGroup
    ) throws(StartError) {
        switch configuration.keyService {
        case .embedded:
            let socket: SocketPath
            do {
                socket = try SocketPath(directory: directory.run, name: ServerSockets.keeperName)
            } catch {
                throw .system(error)
            }
            endpoint = .socket(path: socket.path)
            client = KMSClient(
                endpoint: endpoint,
                transport: UnixSocketTransport(eventLoopGroup: group),
                now: SystemClock.now
            )
            let control = KeeperControl(socket: socket.path, eventLoopGroup: group)
            (customerKeyID, region, credentials, self.control) = (nil, nil, nil, control)
            holder = .keeper { try await control.status() }
        case .aws(let settings):
            let transport = EgressTransport(egress: egress)
            let credentials = CredentialChain(environment: environment, transport: transport)
            endpoint = .origin(settings.endpoint)
            let client = KMSClient(
                endpoint: endpoint,
                transport: transport,
                signer: SignedRequests(credentials: credentials, region: settings.region),
                now: SystemClock.now
            )
            self.client = client
            (customerKeyID, region, control) = (settings.key, settings.region, nil)
            self.credentials = credentials
            holder =
                settings.isAWSItself
                ? .aws(region: settings.region) { try await client.namedKey(settings.key) } : .elsewhere
        }
    }

    /// Closes its connections.
    ///
    /// Once.
    func shutdown() async throws {
        try await client.shutdown()
        try await control?.shutdown()
    }

    /// Who requests to it are signed by now, by a name that is no secret; nil for keeper, which needs nobody's.
    func accessKeyID() async throws -> String? { try await credentials?.credentials(at: SystemClock.now()).accessKeyID }

    /// Looks at the key before anything depends on it.
    ///
    /// Nothing to do for keeper, which makes the key.
    func check() async throws(StartError) {
        guard let customerKeyID, let region else { return }
        let key: NamedKey
        do {
            key = try await client.namedKey(customerKeyID)
        } catch {
            throw .keys(.keyService(error))
        }
        guard key.isEnabled else { throw .keys(.keyService(.disabled)) }
        // An endpoint of another region, or a replica: the data would leave the region it was promised to stay in.
        if let other = KeyServiceChoice.AWS.region(ofResource: key.resourceName), other != region {
            throw .configuration(.otherRegion(.keyServiceEndpoint))
        }
    }
}
