import NIOCore

extension SocketAddress {
    /// The 4 or 16 bytes of an internet address, an IPv4-mapped one as IPv4; nil for a Unix socket.
    var internetAddressBytes: [UInt8]? {
        // Linux: `sockaddr_in` holds its address at bytes 4..<8, `sockaddr_in6` at 8..<24; the pointer is used within
        // the call, and the kernel's length covers both ranges.
        let (offset, count): (Int, Int)
        switch self.protocol {
        case .inet: (offset, count) = (4, 4)
        case .inet6: (offset, count) = (8, 16)
        default: return nil
        }
        let bytes = unsafe withSockAddr { pointer, length -> [UInt8] in
            guard length >= offset + count else { return [] }
            let raw = unsafe UnsafeRawBufferPointer(start: pointer, count: length)
            return unsafe Array(raw[offset..<(offset + count)])
        }
        guard bytes.count == count else { return nil }
        let mappedPrefix = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
        return count == 16 && Array(bytes[..<12]) == mappedPrefix ? Array(bytes[12...]) : bytes
    }
}
