/// Why the configuration was refused.
///
/// Names the setting and where it was set; never repeats its value.
package enum ConfigurationError: Error, Hashable, Sendable {
    /// The value does not have the form the setting needs.
    case value(Setting, ConfigurationSource, expected: String)
    /// The file names a setting that does not exist. `line` counts from 1.
    case unknownKey(line: Int)
    /// The file gives one setting twice.
    case duplicateKey(Setting, line: Int)
    /// The file is not one mapping of keys to plain values.
    case notAMapping(line: Int)
    /// The file is not YAML.
    case notYAML(line: Int)
    case fileMissing
    case fileUnreadable(SystemError)
    /// One of a pair was given without the other.
    case incomplete(Setting, needs: Setting)
    /// A setting that would be ignored beside another one's value.
    case notWith(Setting, Setting, String)
    /// The setting names another region than the key service's.
    case otherRegion(Setting)
    /// The environment names a place for credentials that may not be connected to.
    case credentialsAddress
    /// The bucket for second copies is at no address that may be connected to.
    case secondAddress
    /// A witness is at no address that may be connected to, or its key is none.
    case witnessAddress
    /// The file that a setting of payments names cannot be read, or is not what it should be.
    case paymentsFile(Setting)
    /// No home directory to put the root key in, and no other place named.
    case noRootKeyPlace
    /// The root key would lie in the data directory: a copy of the data would bring its key along.
    case rootKeyInsideData

    /// One sentence that says what to do.
    package var sentence: String {
        switch self {
        case .value(let setting, let source, let expected):
            "`\(setting.key)` (\(source.words(for: setting))) must be \(expected)."
        case .unknownKey(let line):
            "Line \(line) of the configuration file names an unknown setting; "
                + "known are \(Setting.allCases.map(\.key).joined(separator: ", "))."
        case .duplicateKey(let setting, let line):
            "The configuration file sets `\(setting.key)` twice (see line \(line)); keep one of the two lines."
        case .notAMapping(let line):
            "Line \(line) of the configuration file is not `setting: value`."
        case .notYAML(let line):
            "Line \(line) of the configuration file is not valid YAML."
        case .fileMissing:
            "The configuration file named by --config does not exist; check the path."
        case .fileUnreadable(let error):
            "The configuration file cannot be read (\(error.reason)); check its owner and mode."
        case .incomplete(let setting, let other):
            "`\(setting.key)` needs `\(other.key)` beside it; set both or neither."
        case .notWith(let setting, let other, let value):
            "`\(setting.key)` has no meaning while `\(other.key)` is `\(value)`; remove one of the two."
        case .otherRegion(let setting):
            "`\(setting.key)` names another region than `\(Setting.keyServiceRegion.key)` "
                + "(or `\(Setting.region.key)`, where that is not set); make them one."
        case .witnessAddress:
            "A witness must be at `https://…`, or on this machine, with a witness's key; "
                + "check `\(Setting.witnesses.key)`."
        case .secondAddress:
            "The bucket for second copies must be at `https://…`, or on this machine; check "
                + "`\(Setting.backupSecondEndpoint.key)`."
        case .credentialsAddress:
            "The environment names an address for credentials that is not https and not of this machine; "
                + "check AWS_CONTAINER_CREDENTIALS_FULL_URI and AWS_EC2_METADATA_SERVICE_ENDPOINT."
        case .paymentsFile(let setting):
            "The file that `\(setting.key)` names cannot be read, or is not what it should be (see payments.md)."
        case .noRootKeyPlace:
            "There is no home directory to keep the root key in; name a place with \(Setting.rootKeyFile.flag)."
        case .rootKeyInsideData:
            "The root key must not lie in the data directory; name another place with \(Setting.rootKeyFile.flag)."
        }
    }
}

/// Where a value came from, lowest first: each one overrides those before it.
package enum ConfigurationSource: Hashable, Sendable, Comparable {
    case builtIn
    /// The configuration file; `line` counts from 1.
    case file(line: Int)
    case environment
    case flag

    func words(for setting: Setting) -> String {
        switch self {
        case .builtIn: "built in"
        case .file(let line): "line \(line) of the configuration file"
        case .environment: "environment variable \(setting.environmentVariable)"
        case .flag: "flag \(setting.flag)"
        }
    }
}
