import Glibc
import Primitives

/// Where the root key lies: never in the data directory, so that a copy of the data brings no key along.
package enum RootKeyPlace {
    /// The path of the root key file.
    ///
    /// The default is `$XDG_CONFIG_HOME/flowkeep/root-key-<installation>`, or below `$HOME/.config`; the directory is
    /// made, with mode 0700, when it is missing.
    package static func path(
        configured: String?,
        environment: [String: String],
        directory: DataDirectory
    ) throws(ConfigurationError) -> String {
        let path = if let configured { configured } else { try defaultPath(environment, directory) }
        let (parent, name) = split(path)
        guard let resolved = resolvedPath(parent) else {
            throw .value(
                .rootKeyFile,
                configured == nil ? .builtIn : .flag,
                expected: "a path in an existing directory"
            )
        }
        let place = (resolvedPath(path) ?? resolved + "/" + name) + "/"
        guard !place.hasPrefix(directory.path + "/") else { throw .rootKeyInsideData }
        return resolved + "/" + name
    }

    private static func defaultPath(
        _ environment: [String: String],
        _ directory: DataDirectory
    ) throws(ConfigurationError) -> String {
        let base: String
        if let configured = environment["XDG_CONFIG_HOME"], configured.hasPrefix("/") {
            base = configured
        } else if let home = environment["HOME"], home.hasPrefix("/") {
            base = home + "/.config"
        } else {
            throw .noRootKeyPlace
        }
        // A failure shows itself when the path is resolved.
        for step in [base, base + "/flowkeep"] { _ = unsafe mkdir(step, 0o700) }
        return base + "/flowkeep/root-key-" + directory.installation.text
    }

    private static func split(_ path: String) -> (parent: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let parent = slash == path.startIndex ? "/" : String(path[..<slash])
        return (parent, String(path[path.index(after: slash)...]))
    }
}
