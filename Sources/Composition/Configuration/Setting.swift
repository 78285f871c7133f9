/// Every setting there is, by its key in the configuration file.
///
/// The flag of a setting is `--` and its key, the environment variable `FLOWKEEP_` and its key in capitals with
/// underscores. Source: docs/spec/configuration.md §2.
package enum Setting: String, CaseIterable, Sendable, Hashable {
    case data
    case name
    case host
    case port
    case redirectPort = "redirect-port"
    case environment
    case region
    case rootKeyFile = "root-key-file"
    case keyService = "key-service"
    case keyServiceKey = "key-service-key"
    case keyServiceRegion = "key-service-region"
    case keyServiceEndpoint = "key-service-endpoint"
    case keyCacheSeconds = "key-cache-seconds"
    case keeperListen = "keeper-listen"
    case keeperCallersFile = "keeper-callers-file"
    case certificateFile = "certificate-file"
    case certificateKeyFile = "certificate-key-file"
    case idleMinutes = "idle-minutes"
    case vaultMemory = "vault-memory"
    case backupDirectory = "backup-directory"
    case backupDays = "backup-days"
    case keeperBackupDirectory = "keeper-backup-directory"
    case backupSecond = "backup-second"
    case backupSecondEndpoint = "backup-second-endpoint"
    case backupSecondRegion = "backup-second-region"
    case backupSecondCredentialsFile = "backup-second-credentials-file"
    case contact
    case logInterval = "log-interval"
    case witnesses
    case deployApprovals = "deploy-approvals"
    case deployApprovers = "deploy-approvers"
    case deployRevision = "deploy-revision"
    case staffPort = "staff-port"
    case staffHost = "staff-host"
    case staffName = "staff-name"
    case paymentsStripeSecretFile = "payments-stripe-secret-file"
    case paymentsAppleBundle = "payments-apple-bundle"
    case paymentsAppleRootFile = "payments-apple-root-file"
    case paymentsGoogleKeysFile = "payments-google-keys-file"
    case paymentsGoogleAudience = "payments-google-audience"
    case paymentsGoogleEmail = "payments-google-email"
    case paymentsGooglePackage = "payments-google-package"

    package var key: String { rawValue }

    package var flag: String { "--" + rawValue }

    package var environmentVariable: String {
        "FLOWKEEP_" + rawValue.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
    }
}
