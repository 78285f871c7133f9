import ArgumentParser
import Composition
import Foundation

/// The settings of docs/spec/configuration.md as flags.
struct ServerOptions: ParsableArguments {
    @OptionGroup var place: PlaceOptions
    @OptionGroup var payments: PaymentOptions
    @OptionGroup var second: SecondOptions

    @Option(help: ArgumentHelp("Public host name.", valueName: "host name"))
    var name: String?

    @Option(help: ArgumentHelp("Numeric address to listen on.", valueName: "address"))
    var host: String?

    @Option(help: "HTTPS port; 0 takes a free one.")
    var port: String?

    @Option(help: ArgumentHelp("Port that redirects plain HTTP; 0 for none.", valueName: "port"))
    var redirectPort: String?

    @Option(help: ArgumentHelp("PEM certificate chain; without one, a local certificate is made.", valueName: "file"))
    var certificateFile: String?

    @Option(help: ArgumentHelp("PEM key of that certificate.", valueName: "file"))
    var certificateKeyFile: String?

    @Option(help: ArgumentHelp("Minutes without a request after which a session locks.", valueName: "minutes"))
    var idleMinutes: String?

    @Option(help: ArgumentHelp("Memory for open vaults.", valueName: "MiB"))
    var vaultMemory: String?

    @Option(help: ArgumentHelp("Where the daily backup goes.", valueName: "directory"))
    var backupDirectory: String?

    @Option(help: ArgumentHelp("Days after which a backup there is deleted (1 to 22).", valueName: "days"))
    var backupDays: String?

    @Option(
        help: ArgumentHelp(
            "Where the key service's own backup goes (default: beside the backups).",
            valueName: "directory"
        )
    )
    var keeperBackupDirectory: String?

    @Option(help: ArgumentHelp("Time from one checkpoint of the transparency log to the next.", valueName: "seconds"))
    var logInterval: String?

    @Option(help: ArgumentHelp("Who cosigns the log: “https://host KEY”, with commas between.", valueName: "list"))
    var witnesses: String?

    @Option(
        help: ArgumentHelp(
            "Where approvals of revisions lie: in production it starts with one.",
            valueName: "directory"
        )
    )
    var deployApprovals: String?

    @Option(help: ArgumentHelp("Who may approve revisions.", valueName: "file"))
    var deployApprovers: String?

    @Option(help: ArgumentHelp("The revision that runs.", valueName: "hexadecimal"))
    var deployRevision: String?

    @Option(help: "HTTPS port of the staff's own pages; 0 takes a free one. Without it there are none.")
    var staffPort: String?

    @Option(help: ArgumentHelp("Numeric address of those pages (default 127.0.0.1).", valueName: "address"))
    var staffHost: String?

    @Option(help: ArgumentHelp("Host name of those pages (default --name).", valueName: "host name"))
    var staffName: String?

    @Option(help: ArgumentHelp("Whom people write to: mailto:… or https://…", valueName: "address"))
    var contact: String?

    @Option(help: ArgumentHelp("Seconds that a key-encryption key may stay in memory.", valueName: "seconds"))
    var keyCacheSeconds: String?

    @Option(help: ArgumentHelp("Where keeper answers signed requests, besides its socket.", valueName: "address:port"))
    var keeperListen: String?

    @Option(help: ArgumentHelp("Access keys of those who sign them.", valueName: "file"))
    var keeperCallersFile: String?

    func configuration() throws(CommandFailure) -> Configuration {
        try place.configuration(
            adding: [
                .keyCacheSeconds: keyCacheSeconds, .keeperListen: keeperListen,
                .keeperCallersFile: keeperCallersFile,
                .name: name, .host: host, .port: port, .redirectPort: redirectPort, .certificateFile: certificateFile,
                .certificateKeyFile: certificateKeyFile, .idleMinutes: idleMinutes, .vaultMemory: vaultMemory,
                .backupDirectory: backupDirectory, .backupDays: backupDays,
                .keeperBackupDirectory: keeperBackupDirectory, .contact: contact,
                .logInterval: logInterval, .witnesses: witnesses,
                .deployApprovals: deployApprovals, .deployApprovers: deployApprovers, .deployRevision: deployRevision,
                .staffPort: staffPort, .staffHost: staffHost, .staffName: staffName,
            ].merging(payments.flags) { given, _ in given }.merging(second.flags) { given, _ in given }
        )
    }
}

/// The settings that every command needs to find its data.
struct PlaceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Data directory (default ./flowkeep-data, or $FLOWKEEP_DATA).", valueName: "directory"))
    var data: String?

    @Option(help: ArgumentHelp("Configuration file (or $FLOWKEEP_CONFIG).", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("Where the root key lies, outside the data directory.", valueName: "file"))
    var rootKeyFile: String?

    @Option(help: ArgumentHelp("Which key service: embedded or aws (default embedded).", valueName: "name"))
    var keyService: String?

    @Option(help: ArgumentHelp("Id, alias or resource name of the customer key in AWS KMS.", valueName: "key"))
    var keyServiceKey: String?

    @Option(help: ArgumentHelp("Region of AWS KMS (default --region).", valueName: "name"))
    var keyServiceRegion: String?

    @Option(help: ArgumentHelp("Where AWS KMS, or a service of its protocol, answers.", valueName: "url"))
    var keyServiceEndpoint: String?

    @Option(help: ArgumentHelp("Name of this environment, such as production or staging.", valueName: "name"))
    var environment: String?

    @Option(help: ArgumentHelp("Name of the region the data stays in.", valueName: "name"))
    var region: String?

    /// This process's environment, read here and nowhere else.
    static var processEnvironment: [String: String] { ProcessInfo.processInfo.environment }

    func configuration(adding others: [Setting: String?] = [:]) throws(CommandFailure) -> Configuration {
        var flags = others.compactMapValues(\.self)
        flags[.data] = data
        flags[.rootKeyFile] = rootKeyFile
        flags[.keyService] = keyService
        flags[.keyServiceKey] = keyServiceKey
        flags[.keyServiceRegion] = keyServiceRegion
        flags[.keyServiceEndpoint] = keyServiceEndpoint
        flags[.environment] = environment
        flags[.region] = region
        let variables = Self.processEnvironment
        do {
            let file = config ?? variables["FLOWKEEP_CONFIG"]
            return try Configuration(file: file?.isEmpty == true ? nil : file, environment: variables, flags: flags)
        } catch {
            throw .misuse(error.sentence)
        }
    }
}
