import Keeper
import ObjectStore

/// The environment of a supervised process: every setting, already merged and checked, and little else.
///
/// Children read no configuration file: what the parent decided once is what all of them use.
///
/// Credentials for AWS KMS, or for the bucket of second copies, are handed on as they came, under AWS's own names, and
/// only where one of these uses them.
enum ChildEnvironment {
    /// What programs of this system may need to run at all.
    ///
    /// Nothing else of ours is handed on.
    static let passedOn = [
        "PATH", "HOME", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "SWIFT_BACKTRACE", "LLVM_PROFILE_FILE",
    ]

    /// Lets the heap grow by large pages: opening a vault of ten years faults in thousands of small ones otherwise, and
    /// Argon2id as many.
    ///
    /// The library reads it before `main`, so only a parent can set it.
    private static let heap = ("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1")

    static func make(
        _ configuration: Configuration,
        data: String,
        rootKey: String?,
        port: UInt16,
        staffPort: UInt16? = nil,
        from environment: [String: String]
    ) -> [String: String] {
        var result = environment.filter { passedOn.contains($0.key) }
        let isBucketOfChain = configuration.backupSecond?.bucket.map { $0.credentialsFile == nil } ?? false
        if configuration.keyService.aws != nil || isBucketOfChain {
            for name in CredentialChain.variables { result[name] = environment[name] }
        }
        result[heap.0] = heap.1
        for setting in Setting.allCases {
            guard let text = configuration.text(of: setting) else { continue }
            result[setting.environmentVariable] = text
        }
        result[Setting.data.environmentVariable] = data
        result[Setting.rootKeyFile.environmentVariable] = rootKey
        result[Setting.port.environmentVariable] = String(port)
        if let staffPort { result[Setting.staffPort.environmentVariable] = String(staffPort) }
        return result
    }
}

extension Configuration {
    /// A setting as it would be written in a file; nil when it has no value.
    func text(of setting: Setting) -> String? {
        switch setting {
        case .data: data
        case .name: name
        case .host: host
        case .port: String(port)
        case .redirectPort: String(redirectPort ?? 0)
        case .environment: environment
        case .region: region
        case .rootKeyFile: rootKeyFile
        case .keyService: keyService.isEmbedded ? "embedded" : "aws"
        case .keyServiceKey: keyService.aws?.key
        case .keyServiceRegion: keyService.aws?.region
        case .keyServiceEndpoint: keyService.aws?.endpoint
        case .keyCacheSeconds: String(keyCacheSeconds)
        case .keeperListen: keeperNetwork?.listen
        case .keeperCallersFile: keeperNetwork?.callersFile
        case .certificateFile: certificate?.chain
        case .certificateKeyFile: certificate?.key
        case .idleMinutes: String(idleMinutes)
        case .vaultMemory: String(vaultByteCountMaximum / 1_048_576)
        case .backupDirectory: backupDirectory
        case .backupDays: String(backupDays)
        case .keeperBackupDirectory: keeperBackupDirectory
        case .backupSecond: backupSecond?.text
        case .backupSecondEndpoint: backupSecond?.bucket?.place.endpoint
        case .backupSecondRegion: backupSecond?.bucket?.place.region
        case .backupSecondCredentialsFile: backupSecond?.bucket?.credentialsFile
        case .contact: contact
        case .logInterval: String(logIntervalSeconds)
        case .deployApprovals: deployGate?.approvals
        case .deployApprovers: deployGate?.approvers
        case .deployRevision: deployGate?.revision?.text
        case .staffPort: staff.map { String($0.port) }
        case .staffHost: staff?.host
        case .staffName: staff?.name
        case .paymentsStripeSecretFile: payments?.stripeSecretFile
        case .paymentsAppleBundle: payments?.apple?.bundle
        case .paymentsAppleRootFile: payments?.apple?.rootFile
        case .paymentsGoogleKeysFile: payments?.google?.keysFile
        case .paymentsGoogleAudience: payments?.google?.audience
        case .paymentsGoogleEmail: payments?.google?.email
        case .paymentsGooglePackage: payments?.google?.package
        case .witnesses:
            witnesses.isEmpty ? nil : witnesses.map { "\($0.url) \($0.key)" }.joined(separator: ",")
        }
    }
}
