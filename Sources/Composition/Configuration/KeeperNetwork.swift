/// Where keeper answers signed requests over TCP, besides its socket.
package struct KeeperNetwork: Hashable, Sendable {
    package let address: String
    package let port: UInt16
    /// The access keys of those who may sign.
    package let callersFile: String

    /// Reads `127.0.0.1:8181` or `[::1]:8181`; gives nil for what has no port or is not of this machine.
    package init?(listen: String, callersFile: String) {
        guard let colon = listen.lastIndex(of: ":"), let port = UInt16(listen[listen.index(after: colon)...])
        else { return nil }
        var address = String(listen[..<colon])
        if address.hasPrefix("["), address.hasSuffix("]") { address = String(address.dropFirst().dropLast()) }
        guard ConfigurationLayers.isLoopbackAddress(address) else { return nil }
        self.address = address
        self.port = port
        self.callersFile = callersFile
    }

    /// As it would be written in a file.
    package var listen: String { address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)" }

    init?(_ layers: ConfigurationLayers) throws(ConfigurationError) {
        switch (layers.has(.keeperListen), layers.has(.keeperCallersFile)) {
        case (false, false): return nil
        case (true, false): throw .incomplete(.keeperListen, needs: .keeperCallersFile)
        case (false, true): throw .incomplete(.keeperCallersFile, needs: .keeperListen)
        case (true, true):
            self = try layers.keeperNetwork(.keeperListen, callersFile: try layers.path(.keeperCallersFile))
        }
    }
}
