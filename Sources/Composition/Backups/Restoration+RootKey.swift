import Backup
import Glibc
import Keeper
import Primitives

extension Restoration {
    /// See ``RestoredBackup/bringRootKey(of:keys:_:environment:)``.
    static func bringRootKey(
        of folder: String,
        keys: String?,
        _ configuration: Configuration,
        environment: [String: String]
    ) throws(RestoreError) -> String? {
        guard configuration.keyService.isEmbedded else { return nil }
        let header: BackupHeader
        do { header = try SealedBackup.readHeader(folder).header } catch { throw .backup(error) }
        let brought = try BroughtKeys.find(
            configuration,
            named: keys,
            beside: folder,
            installation: header.installation
        )
        guard let bytes = brought.rootKey else { return nil }
        let path: String
        do throws(ConfigurationError) {
            path = try RootKeyPlace.path(
                configured: configuration.rootKeyFile,
                environment: environment,
                directory: DataDirectory(path: folder, installation: header.installation)
            )
        } catch { throw error == .rootKeyInsideData ? .rootKeyInBackup : .configuration(error) }
        guard unsafe access(path, F_OK) != 0 else { return nil }
        do { return try RootKeyCopy.put(bytes, at: path) ? path : nil } catch { throw .keeper(error) }
    }
}
