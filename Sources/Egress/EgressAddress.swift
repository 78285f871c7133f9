import Glibc
import NIOCore

/// Numeric addresses: which there are, and which nobody may be sent to by a name.
enum EgressAddress {
    static func isIPv4(_ text: String) -> Bool { bytes4(text) != nil }

    static func isIPv6(_ text: String) -> Bool { bytes6(text) != nil }

    /// Whether it is this machine's own.
    static func isLoopback(_ text: String) -> Bool {
        if let four = bytes4(text) { return four[0] == 127 }
        return bytes6(text).map { $0 == [UInt8](repeating: 0, count: 15) + [1] } ?? false
    }

    /// Whether a host's name may stand for this address.
    ///
    /// No name may lead to this machine or to its link: that is where services listen that trust whoever reaches them,
    /// the metadata of a cloud's machines among them. Private networks are fine: a key service may be there.
    static func isReachableByName(_ text: String) -> Bool {
        if let four = bytes4(text) { return isReachable(four) }
        guard let six = bytes6(text) else { return false }
        // An IPv4 address in another dress: mapped, compatible, or translated (RFC 6052).
        let isMapped = six[..<10].allSatisfy { $0 == 0 } && (six[10...11] == [0xFF, 0xFF] || six[10...11] == [0, 0])
        let isTranslated = six[..<12] == [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]
        if isMapped || isTranslated { return isReachable(Array(six[12...])) }
        let isLink = six[0] == 0xFE && six[1] & 0xC0 == 0x80
        let isMetadata = six[..<4] == [0xFD, 0, 0x0E, 0xC2]
        return !isLink && !isMetadata && six[0] != 0xFF
    }

    private static func isReachable(_ four: [UInt8]) -> Bool {
        switch (four[0], four[1]) {
        case (0, _), (127, _), (169, 254), (224..., _): false
        default: true
        }
    }

    private static func bytes4(_ text: String) -> [UInt8]? {
        var address = in_addr()
        // unsafe: the structure lives through the call, which fills at most its size.
        guard unsafe inet_pton(AF_INET, text, &address) == 1 else { return nil }
        return unsafe withUnsafeBytes(of: &address) { unsafe Array($0) }
    }

    private static func bytes6(_ text: String) -> [UInt8]? {
        var address = in6_addr()
        // unsafe: as above.
        guard unsafe inet_pton(AF_INET6, text, &address) == 1 else { return nil }
        return unsafe withUnsafeBytes(of: &address) { unsafe Array($0) }
    }

    /// The numeric addresses of a name, in the order in which the system would try them; empty when there are none.
    ///
    /// Blocks for as long as the system's resolver does.
    static func resolve(_ name: String) -> [String] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = AI_ADDRCONFIG
        var list: UnsafeMutablePointer<addrinfo>?
        // unsafe: `list` is the call's, and freed once, after everything in it was copied.
        guard unsafe getaddrinfo(name, nil, &hints, &list) == 0 else { return [] }
        defer { unsafe freeaddrinfo(list) }
        var found: [String] = []
        var next = unsafe list
        while let entry = unsafe next {  // unsafe: entries of the list, which lives until the return
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let count = socklen_t(text.count)
            let isText = unsafe getnameinfo(
                entry.pointee.ai_addr,
                entry.pointee.ai_addrlen,
                &text,
                count,
                nil,
                0,
                NI_NUMERICHOST
            )
            if isText == 0 {
                let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
                found.append(String(decoding: bytes, as: UTF8.self))
            }
            unsafe next = entry.pointee.ai_next
        }
        return found
    }
}
