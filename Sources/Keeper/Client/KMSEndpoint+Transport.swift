extension KMSEndpoint {
    /// What carries requests to the key service.
    package enum Transport: String, Sendable {
        /// Never leaves the machine.
        case socket = "a Unix socket of this machine"
        case tls = "TLS"
        /// Never leaves the machine either, but other users of it may listen.
        case loopback = "plain HTTP on this machine"
        case plain = "plain HTTP"
    }

    package var transport: Transport {
        if url.hasPrefix("http+unix://") { return .socket }
        if url.hasPrefix("https://") { return .tls }
        return url.hasPrefix("http://127.") || url.hasPrefix("http://[::1]") ? .loopback : .plain
    }
}
