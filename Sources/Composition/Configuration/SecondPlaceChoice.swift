import Egress
package import ObjectStore

/// Where backups are copied to.
///
/// - Source: docs/spec/configuration.md §9.
package enum SecondPlaceChoice: Hashable, Sendable {
    /// A directory of another machine that is mounted here, or of another disk.
    case directory(String)
    case bucket(Bucket)

    package struct Bucket: Hashable, Sendable {
        package let place: ObjectPlace
        /// Nil for the credentials that AWS tools find.
        package let credentialsFile: String?

        /// Whether requests to it never leave this machine.
        var isOnThisMachine: Bool {
            do { return try EgressDestination(.secondPlace, place.endpoint).staysHere } catch { return true }
        }
    }

    package var bucket: Bucket? {
        guard case .bucket(let bucket) = self else { return nil }
        return bucket
    }

    /// As it is set.
    package var text: String {
        switch self {
        case .directory(let path): path
        case .bucket(let bucket): bucket.place.text
        }
    }

    /// Nil where none is configured.
    init?(_ layers: ConfigurationLayers, region: String) throws(ConfigurationError) {
        let ofBuckets = [
            Setting.backupSecondEndpoint, .backupSecondRegion, .backupSecondCredentialsFile,
        ]
        guard layers.has(.backupSecond) else {
            for setting in ofBuckets where layers.has(setting) { throw .incomplete(setting, needs: .backupSecond) }
            return nil
        }
        let text = try layers.secondPlace(.backupSecond)
        if text.hasPrefix("/") {
            for setting in ofBuckets where layers.has(setting) {
                throw .notWith(setting, .backupSecond, "a directory")
            }
            self = .directory(text)
            return
        }
        let place = ObjectPlace(
            text,
            endpoint: layers.has(.backupSecondEndpoint) ? try layers.origin(.backupSecondEndpoint) : nil,
            region: layers.has(.backupSecondRegion) ? try layers.label(.backupSecondRegion) : region
        )
        guard let place else { throw .secondAddress }
        let file = Setting.backupSecondCredentialsFile
        self = .bucket(Bucket(place: place, credentialsFile: layers.has(file) ? try layers.path(file) : nil))
    }
}

extension ConfigurationLayers {
    /// A whole path, without what ends it, or `s3://bucket/prefix`.
    func secondPlace(_ setting: Setting) throws(ConfigurationError) -> String {
        try checked(setting, "a whole path, such as /mnt/second, or s3://bucket/prefix") { text in
            if text.hasPrefix("s3://") { return ObjectPlace(text, endpoint: nil, region: "") == nil ? nil : text }
            let bare = text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
            let isPath = bare.hasPrefix("/") && (2...4096).contains(bare.utf8.count) && !bare.utf8.contains(0)
            return isPath ? bare : nil
        }
    }
}
