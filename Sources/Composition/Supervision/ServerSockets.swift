/// The listening sockets of one server, opened by the parent so that its children can come and go without dropping a
/// queued connection.
package struct ServerSockets: Sendable {
    package private(set) var numbers: [InheritedDescriptors.Name: Int32] = [:]

    /// The port people use, which differs from the configured one when that was 0.
    package private(set) var httpsPort: UInt16 = 0
    /// The port of the staff's pages; nil where there are none.
    package private(set) var staffPort: UInt16?

    package static let localName = "local.sock"
    package static let healthName = "health.sock"
    package static let keeperName = "keeper.sock"

    /// Opens those of `roles`; they stay open for the life of the process.
    package init(
        _ roles: [ProcessRole],
        configuration: Configuration,
        directory: DataDirectory
    ) throws(StartError) {
        if roles.contains(.app) {
            let https = try Self.open(.https) { () throws(SystemError) in
                try ListeningSocket.tcp(host: configuration.host, port: configuration.port)
            }
            numbers[.https] = https
            httpsPort = try Self.mapped(.https) { () throws(SystemError) in try ListeningSocket.port(of: https) }
            if let port = configuration.redirectPort {
                numbers[.redirect] = try Self.open(.redirect) { () throws(SystemError) in
                    try ListeningSocket.tcp(host: configuration.host, port: port)
                }
            }
            if let staff = configuration.staff {
                let number = try Self.open(.staff) { () throws(SystemError) in
                    try ListeningSocket.tcp(host: staff.host, port: staff.port)
                }
                numbers[.staff] = number
                staffPort = try Self.mapped(.staff) { () throws(SystemError) in
                    try ListeningSocket.port(of: number)
                }
            }
            numbers[.local] = try Self.unix(.local, Self.localName, directory)
            numbers[.health] = try Self.unix(.health, Self.healthName, directory)
        }
        if roles.contains(.keeper) { numbers[.keeper] = try Self.unix(.keeper, Self.keeperName, directory) }
    }

    /// What a role inherits: its own sockets and no other's.
    package func numbers(for role: ProcessRole) -> [InheritedDescriptors.Name: Int32] {
        let names: [InheritedDescriptors.Name] =
            switch role {
            case .keeper: [.keeper]
            case .app: [.https, .redirect, .local, .health, .staff]
            }
        return numbers.filter { names.contains($0.key) }
    }

    private static func unix(
        _ name: InheritedDescriptors.Name,
        _ file: String,
        _ directory: DataDirectory
    ) throws(StartError) -> Int32 {
        try open(name) { () throws(SystemError) in
            try ListeningSocket.unix(SocketPath(directory: directory.run, name: file))
        }
    }

    private static func open(
        _ name: InheritedDescriptors.Name,
        _ make: () throws(SystemError) -> Descriptor
    ) throws(StartError) -> Int32 {
        do {
            return try make().release()
        } catch {
            throw .listen(name, error)
        }
    }

    private static func mapped<Value>(
        _ name: InheritedDescriptors.Name,
        _ read: () throws(SystemError) -> Value
    ) throws(StartError) -> Value {
        do {
            return try read()
        } catch {
            throw .listen(name, error)
        }
    }
}
