import Glibc

/// Finds the way to the API: the running server, or this process.
package enum LocalAPIConnection {
    /// A server that is just starting holds the lock before its socket answers.
    private static let patience = Duration.seconds(3)

    /// - Throws: ``StartError``.
    package static func open(
        _ configuration: Configuration,
        environment: [String: String]
    ) async throws(StartError) -> any LocalAPI {
        let deadline = ContinuousClock.now + patience
        while true {
            if let server = try runningServer(configuration) { return server }
            do {
                return try await InProcessAPI(configuration, environment: environment)
            } catch .data(.inUse) where ContinuousClock.now < deadline {
                do {
                    try await Task.sleep(for: .milliseconds(20))
                } catch {
                    throw .data(.inUse)
                }
            }
        }
    }

    /// The server that answers on the directory's local socket; nil when none does.
    package static func runningServer(_ configuration: Configuration) throws(StartError) -> (any LocalAPI)? {
        let directory: DataDirectory
        do {
            directory = try DataDirectory.existing(configuration.data)
        } catch .missing {
            return nil
        } catch {
            throw .data(error)
        }
        do {
            let path = try SocketPath(directory: directory.run, name: ServerSockets.localName)
            _ = try path.connect()
            return SocketAPI(path)
        } catch {
            let isAway = error.code == ENOENT || error.code == ECONNREFUSED
            if isAway { return nil }
            throw .listen(.local, error)
        }
    }
}
