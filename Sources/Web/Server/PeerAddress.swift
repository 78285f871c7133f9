package import NIOCore

/// Who is at the other end, as far as limits are concerned: an IPv4 address, an IPv6 network of 64 bits, or this
/// machine.
package enum PeerAddress: Hashable, Sendable {
    case thisMachine
    case ipv4(UInt32)
    case ipv6Network(UInt64)

    /// - Parameter address: of the connection, never of a header.
    package init(_ address: SocketAddress?) {
        guard let bytes = address?.internetAddressBytes else {
            self = .thisMachine
            return
        }
        if bytes.count == 4 {
            self = bytes[0] == 127 ? .thisMachine : .ipv4(bytes.reduce(0) { $0 << 8 | UInt32($1) })
        } else if bytes == [UInt8](repeating: 0, count: 15) + [1] {
            self = .thisMachine
        } else {
            self = .ipv6Network(bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) })
        }
    }

    /// The bytes that rate limits count by: 1 byte for this machine, 4 for IPv4, 8 for an IPv6 network.
    package var bytes: [UInt8] {
        switch self {
        case .thisMachine: [0]
        case .ipv4(let value): (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt32($0))) }
        case .ipv6Network(let value): (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * UInt64($0))) }
        }
    }
}

extension SocketAddress {
    var isUnixDomainSocket: Bool {
        if case .unixDomainSocket = self { true } else { false }
    }
}
