import Backup
import Egress
import Keeper
import ObjectStore
import Primitives

/// The second place that is configured, as something to copy to.
struct ConfiguredSecond: Sendable {
    let choice: SecondPlaceChoice
    let place: any SecondPlace
    /// Of a bucket.
    let client: S3Client?

    /// Nil where none is configured.
    ///
    /// - Parameters:
    ///   - configuration: says where it is.
    ///   - environment: of the process, where credentials may be.
    ///   - egress: the way to a bucket.
    ///   - wasUsed: whether copies were made there.
    init?(
        _ configuration: Configuration,
        environment: [String: String],
        egress: EgressClient,
        wasUsed: @escaping @Sendable () async -> Bool
    ) {
        guard let choice = configuration.backupSecond else { return nil }
        self.choice = choice
        switch choice {
        case .directory(let path):
            place = SecondDirectory(path: path, wasUsed: wasUsed, now: SystemClock.now)
            client = nil
        case .bucket(let bucket):
            let chain =
                bucket.credentialsFile.map { CredentialChain(file: $0) }
                ?? CredentialChain(environment: environment, transport: EgressTransport(egress: egress))
            let client = S3Client(
                place: bucket.place,
                transport: EgressObjects(egress: egress),
                credentials: ChainedObjectCredentials(chain: chain),
                now: SystemClock.now,
                pause: { try await Task.sleep(for: $0) }
            )
            place = SecondObjects(client: client, now: SystemClock.now)
            self.client = client
        }
    }
}
