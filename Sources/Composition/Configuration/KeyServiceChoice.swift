import Egress

/// Which key service an installation uses.
///
/// - Source: docs/spec/configuration.md §7.
package enum KeyServiceChoice: Hashable, Sendable {
    /// Keeper, a process of ours, with a root key of its own.
    case embedded
    /// AWS KMS, or a service that speaks its protocol; no keeper runs.
    case aws(AWS)

    package struct AWS: Hashable, Sendable {
        /// The customer key: an id, an alias, or the resource name of either.
        package let key: String
        /// Requests are signed for it, and the key must be in it.
        package let region: String
        /// `https://kms.eu-central-1.amazonaws.com`: scheme, host and, where it is not the scheme's own, port.
        package let endpoint: String
    }

    package var isEmbedded: Bool { self == .embedded }

    package var aws: AWS? {
        guard case .aws(let settings) = self else { return nil }
        return settings
    }

    init(_ layers: ConfigurationLayers, region: String) throws(ConfigurationError) {
        switch try layers.choice(.keyService, of: ["embedded", "aws"]) {
        case "aws":
            for setting in [Setting.rootKeyFile, .keeperListen, .keeperCallersFile] where layers.has(setting) {
                throw .notWith(setting, .keyService, "aws")
            }
            self = .aws(try AWS(layers, dataRegion: region))
        default:
            for setting in [Setting.keyServiceKey, .keyServiceRegion, .keyServiceEndpoint] where layers.has(setting) {
                throw .notWith(setting, .keyService, "embedded")
            }
            self = .embedded
        }
    }
}

extension KeyServiceChoice.AWS {
    fileprivate init(_ layers: ConfigurationLayers, dataRegion: String) throws(ConfigurationError) {
        guard layers.has(.keyServiceKey) else { throw .incomplete(.keyService, needs: .keyServiceKey) }
        region = layers.has(.keyServiceRegion) ? try layers.label(.keyServiceRegion) : dataRegion
        key = try layers.keyName(.keyServiceKey)
        if let other = Self.region(ofResource: key), other != region { throw .otherRegion(.keyServiceKey) }
        guard layers.has(.keyServiceEndpoint) else {
            let suffix = region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
            endpoint = "https://kms.\(region).\(suffix)"
            return
        }
        endpoint = try layers.origin(.keyServiceEndpoint)
        if let other = Self.region(ofEndpoint: endpoint), other != region { throw .otherRegion(.keyServiceEndpoint) }
    }

    /// Whether the endpoint is AWS KMS, which its certificate then has to show.
    var isAWSItself: Bool { endpoint.hasPrefix("https://") && Self.region(ofEndpoint: endpoint) != nil }

    /// `arn:aws:kms:eu-central-1:111122223333:key/…` names its region; an id or an alias names none.
    package static func region(ofResource name: String) -> String? {
        let parts = name.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        return parts.count == 6 && parts[0] == "arn" && !parts[3].isEmpty ? String(parts[3]) : nil
    }

    /// The label after `kms` or `kms-fips` in a host of AWS's own.
    static func region(ofEndpoint endpoint: String) -> String? {
        let host = endpoint.split(separator: "/").last?.prefix { $0 != ":" } ?? ""
        guard host.hasSuffix(".amazonaws.com") || host.hasSuffix(".amazonaws.com.cn") else { return nil }
        let labels = host.split(separator: ".")
        guard let service = labels.firstIndex(where: { $0 == "kms" || $0 == "kms-fips" }), service + 1 < labels.count
        else { return nil }
        return String(labels[service + 1])
    }
}
