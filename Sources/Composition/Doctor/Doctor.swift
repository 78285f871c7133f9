import Glibc
import Primitives

/// Looks at an installation: files, modes, places, headers, chains, and with keys whether every sealed record opens.
///
/// It works whether the server runs or not, and mends nothing.
package enum Doctor {
    /// Everything that can be found; `startsKeyService`: whether to start it for the part that needs keys, where no
    /// server runs.
    package static func examine(
        _ configuration: Configuration,
        environment: [String: String],
        startsKeyService: Bool
    ) async -> [Finding] {
        var findings = MachineCheck.findings()
        let directory: DataDirectory
        do {
            directory = try DataDirectory.existing(configuration.data)
        } catch {
            return findings + [.broken("data-directory", error.sentence)]
        }
        findings.append(
            .ok("data-directory", "The data directory is there; its installation is \(directory.installation).")
        )
        findings += FilesCheck.findings(directory)
        if configuration.keyService.isEmbedded { findings += rootKey(configuration, environment, directory) }
        findings.append(await KeyServiceFinding.look(configuration, environment: environment, directory: directory))
        findings += await StoresCheck.findings(configuration, directory)
        findings += await SealedFindings.findings(configuration, environment, startsKeyService: startsKeyService)
        return findings
    }

    private static func rootKey(
        _ configuration: Configuration,
        _ environment: [String: String],
        _ directory: DataDirectory
    ) -> [Finding] {
        let path: String
        do {
            path = try RootKeyPlace.path(
                configured: configuration.rootKeyFile,
                environment: environment,
                directory: directory
            )
        } catch {
            return [.broken("root-key-place", error.sentence)]
        }
        do {
            guard let facts = try FileFacts(of: path) else {
                return [
                    .broken(
                        "root-key",
                        "The root key file is missing; put its copy back, or name it with --root-key-file."
                    )
                ]
            }
            guard facts.kind == .file, facts.owner == geteuid(), !facts.isOpenToOthers else {
                return [
                    .broken("root-key", "The root key file must be a plain file of your own; run `chmod 600` on it.")
                ]
            }
        } catch {
            return [
                .broken("root-key", "The root key file cannot be looked at (\(error.reason)); check its directory.")
            ]
        }
        do {
            let lock = try RootKeyOperator(configuration, environment: environment).lock()
            switch lock {
            case nil, .file:
                return [
                    .warning(
                        "root-key",
                        "The root key lies outside the data directory, for its owner alone, and open: whoever reads it "
                            + "has it. Share it among officers with `flowkeep keeper split`."
                    )
                ]
            case .passphrase: return [.ok("root-key", "The root key lies locked under a passphrase.")]
            case .shares(let threshold, let count):
                return [.ok("root-key", "The root key is shared: any \(threshold) of \(count) officers open it.")]
            }
        } catch {
            return [.broken("root-key", error.sentence)]
        }
    }
}
