import Glibc
import TransparencyLog

/// What a witness is told at its start.
package struct WitnessSettings: Sendable {
    let address: String
    let port: UInt16
    let state: String
    let name: String
    let logs: [NoteKey]
    let certificate: Certificate?

    /// PEM files for TLS.
    package struct Certificate: Sendable {
        let chain: String
        let key: String

        package init(chain: String, key: String) {
            self.chain = chain
            self.key = key
        }
    }

    /// - Parameters:
    ///   - listen: Address and port; port 0 takes a free one.
    ///   - state: The directory.
    ///   - name: The witness's, part of its key.
    ///   - logs: Public keys as text.
    ///   - certificate: Without one, the address must be this machine's own.
    /// - Throws: ``WitnessStartError``.
    package init(
        listen: String,
        state: String,
        name: String,
        logs: [String],
        certificate: Certificate?
    ) throws(WitnessStartError) {
        guard let colon = listen.lastIndex(of: ":"), let port = UInt16(listen[listen.index(after: colon)...]) else {
            throw .address
        }
        var address = String(listen[..<colon])
        if address.hasPrefix("["), address.hasSuffix("]") { address = String(address.dropFirst().dropLast()) }
        guard certificate != nil || address == "::1" || Self.isIPv4Loopback(address) else { throw .notLoopback }
        var keys: [NoteKey] = []
        for log in logs {
            do { keys.append(try LogVerifier.key(log, .note)) } catch { throw .logKey(error) }
        }
        guard Set(keys.map(\.name)).count == keys.count else { throw .repeatedLog }
        self.address = address
        self.port = port
        self.state = state
        self.name = name
        self.logs = keys
        self.certificate = certificate
    }

    /// Whether it is one of 127.0.0.0/8, written in full: names such as `127.0.0.1.example` are not.
    private static func isIPv4Loopback(_ address: String) -> Bool {
        var parsed = in_addr()
        guard unsafe inet_pton(AF_INET, address, &parsed) == 1 else { return false }
        return UInt32(bigEndian: parsed.s_addr) >> 24 == 127
    }
}
