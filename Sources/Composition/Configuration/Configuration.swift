/// Everything that differs between two installations, read once at the start and handed on by initialisers.
///
/// No setting holds a secret: keys and passphrases are in files that a setting names, so that neither the process list
/// nor the environment nor a configuration file shows one. Source: docs/spec/configuration.md.
package struct Configuration: Hashable, Sendable {
    /// The data directory, as given.
    package let data: String
    /// The public host name; `localhost` when nobody else is to reach it.
    package let name: String
    /// A numeric address to listen on.
    package let host: String
    /// 0 takes a free port.
    package let port: UInt16
    /// The port that redirects plain HTTP; nil listens on none.
    package let redirectPort: UInt16?
    /// Separates production, staging and development: part of every store's header and every key's context.
    package let environment: String
    package let region: String
    /// Where the root key lies, when not in its default place.
    package let rootKeyFile: String?
    package let keyService: KeyServiceChoice
    /// Seconds that an unwrapped key-encryption key may stay in memory.
    package let keyCacheSeconds: Int
    /// Where keeper answers signed requests besides its socket; nil for its socket alone.
    package let keeperNetwork: KeeperNetwork?
    /// The operator's own certificate chain (PEM) and its key; nil uses one made at the first start.
    package let certificate: CertificateFiles?
    /// Minutes without a request after which a session locks, unless its person chose otherwise.
    package let idleMinutes: Int
    /// Bytes that open vaults may take together before the least recently used are closed.
    package let vaultByteCountMaximum: Int
    /// Where the daily backup goes; nil makes none by itself.
    package let backupDirectory: String?
    /// Days after which a backup there is deleted; fewer than those in which deleted data must be gone everywhere.
    package let backupDays: Int
    /// Where keeper's own backup goes; nil for beside the backups.
    package let keeperBackupDirectory: String?
    /// Where backups are copied to; nil for nowhere.
    package let backupSecond: SecondPlaceChoice?
    /// Whom people can write to about their data and about weaknesses, as an address (`mailto:` or `https:`).
    package let contact: String?
    /// Seconds from one checkpoint of the transparency log to the next.
    package let logIntervalSeconds: Int
    /// Who cosigns the log's checkpoints.
    package let witnesses: [WitnessAddress]
    /// What has to be approved before this installation starts; nil where nothing has.
    package let deployGate: DeployGate?
    /// Where the staff's pages are; nil where there are none.
    package let staff: StaffPlace?
    /// Whose payment notices are taken; nil where nothing is paid for.
    package let payments: PaymentSettings?

    /// A listener of its own, so that no route of the staff is ever beside one of people.
    package struct StaffPlace: Hashable, Sendable {
        /// A numeric address; loopback unless somebody said otherwise.
        package let host: String
        /// 0 takes a free port.
        package let port: UInt16
        /// The host name of the pages, to which passkeys are bound.
        package let name: String
    }

    package struct CertificateFiles: Hashable, Sendable {
        package let chain: String
        package let key: String
    }

    static let defaults: [Setting: String] = [
        .data: "./flowkeep-data", .name: "localhost", .host: "127.0.0.1", .port: "8443", .redirectPort: "8080",
        .environment: "production", .region: "local", .idleMinutes: "30", .vaultMemory: "256",
        .keyService: "embedded", .keyCacheSeconds: "300",
        .logInterval: "300", .backupDays: "22", .staffHost: "127.0.0.1",
    ]

    /// Merges the layers and checks every value.
    ///
    /// - Parameters:
    ///   - file: the path of a configuration file, or nil.
    ///   - environment: the process environment; only variables of ``Setting`` are read, and empty ones count as unset.
    ///   - flags: what the command line gave.
    /// - Throws: ``ConfigurationError`` for the first value that is not as it should be.
    package init(
        file: String?,
        environment: [String: String],
        flags: [Setting: String]
    ) throws(ConfigurationError) {
        var layers = ConfigurationLayers()
        for (setting, value) in Self.defaults { layers.set(setting, value, from: .builtIn) }
        if let file {
            for (setting, value) in try ConfigurationFile.read(file) {
                layers.set(setting, value.text, from: .file(line: value.line))
            }
        }
        for setting in Setting.allCases {
            if let value = environment[setting.environmentVariable], !value.isEmpty {
                layers.set(setting, value, from: .environment)
            }
            if let value = flags[setting] { layers.set(setting, value, from: .flag) }
        }
        try self.init(layers)
    }

    private init(_ layers: ConfigurationLayers) throws(ConfigurationError) {
        data = try layers.path(.data)
        name = try layers.hostName(.name)
        host = try layers.address(.host)
        port = try layers.port(.port)
        let redirect = try layers.port(.redirectPort, offByZero: true)
        redirectPort = redirect == 0 ? nil : redirect
        environment = try layers.label(.environment)
        region = try layers.label(.region)
        rootKeyFile = layers.has(.rootKeyFile) ? try layers.path(.rootKeyFile) : nil
        keyService = try KeyServiceChoice(layers, region: region)
        keyCacheSeconds = try layers.number(.keyCacheSeconds, in: 1...300, unit: "seconds")
        keeperNetwork = try KeeperNetwork(layers)
        certificate = try Self.certificate(layers)
        idleMinutes = try layers.number(.idleMinutes, in: 1...720, unit: "minutes")
        contact = layers.has(.contact) ? try layers.contact(.contact) : nil
        vaultByteCountMaximum = try layers.number(.vaultMemory, in: 32...65_536, unit: "MiB") * 1_048_576
        backupDirectory = layers.has(.backupDirectory) ? try layers.path(.backupDirectory) : nil
        backupDays = try layers.number(.backupDays, in: 1...22, unit: "days")
        keeperBackupDirectory =
            layers.has(.keeperBackupDirectory) ? try layers.path(.keeperBackupDirectory) : nil
        backupSecond = try SecondPlaceChoice(layers, region: region)
        logIntervalSeconds = try layers.number(.logInterval, in: 1...3600, unit: "seconds")
        witnesses = layers.has(.witnesses) ? try layers.witnesses(.witnesses) : []
        deployGate = try Self.deployGate(layers)
        staff = try Self.staff(layers, siteName: name)
        payments = try PaymentSettings(layers)
    }

    /// The gate holds where people's data is: in production.
    package var activeDeployGate: DeployGate? { environment == "production" ? deployGate : nil }

    private static func deployGate(_ layers: ConfigurationLayers) throws(ConfigurationError) -> DeployGate? {
        switch (layers.has(.deployApprovals), layers.has(.deployApprovers)) {
        case (false, false):
            if layers.has(.deployRevision) { throw .incomplete(.deployRevision, needs: .deployApprovals) }
            return nil
        case (true, false): throw .incomplete(.deployApprovals, needs: .deployApprovers)
        case (false, true): throw .incomplete(.deployApprovers, needs: .deployApprovals)
        case (true, true):
            return DeployGate(
                approvals: try layers.path(.deployApprovals),
                approvers: try layers.path(.deployApprovers),
                revision: layers.has(.deployRevision) ? try layers.revision(.deployRevision) : nil
            )
        }
    }

    private static func staff(
        _ layers: ConfigurationLayers,
        siteName: String
    ) throws(ConfigurationError) -> StaffPlace? {
        guard layers.has(.staffPort) else {
            if layers.has(.staffName) { throw .incomplete(.staffName, needs: .staffPort) }
            return nil
        }
        return StaffPlace(
            host: try layers.address(.staffHost),
            port: try layers.port(.staffPort),
            name: layers.has(.staffName) ? try layers.hostName(.staffName) : siteName
        )
    }

    private static func certificate(_ layers: ConfigurationLayers) throws(ConfigurationError) -> CertificateFiles? {
        switch (layers.has(.certificateFile), layers.has(.certificateKeyFile)) {
        case (false, false): return nil
        case (true, false): throw .incomplete(.certificateFile, needs: .certificateKeyFile)
        case (false, true): throw .incomplete(.certificateKeyFile, needs: .certificateFile)
        case (true, true):
            return CertificateFiles(chain: try layers.path(.certificateFile), key: try layers.path(.certificateKeyFile))
        }
    }
}
