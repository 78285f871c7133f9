import Egress
import Glibc

/// The value that won for each setting, with where it came from, and the readers that check its form.
struct ConfigurationLayers {
    private var values: [Setting: (text: String, source: ConfigurationSource)] = [:]

    /// Later calls win: hand in the layers lowest first.
    mutating func set(_ setting: Setting, _ text: String, from source: ConfigurationSource) {
        values[setting] = (text, source)
    }

    func has(_ setting: Setting) -> Bool { values[setting] != nil }

    /// A path: not empty, without a NUL, at most 4,096 bytes (PATH_MAX).
    func path(_ setting: Setting) throws(ConfigurationError) -> String {
        try checked(setting, "a path") { text in
            guard (1...4096).contains(text.utf8.count), !text.utf8.contains(0) else { return nil }
            return text
        }
    }

    /// A DNS name or a numeric address, in lower case.
    func hostName(_ setting: Setting) throws(ConfigurationError) -> String {
        try checked(setting, "a host name such as money.example.org") { text in
            let name = text.lowercased()
            guard (1...253).contains(name.utf8.count) else { return nil }
            if Self.isNumericAddress(name) { return name }
            let labels = name.split(separator: ".", omittingEmptySubsequences: false)
            let areLabels = labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy(Self.isLetterDigitOrHyphen)
            }
            return areLabels ? name : nil
        }
    }

    /// A numeric IPv4 or IPv6 address; `localhost` means the loopback address.
    func address(_ setting: Setting) throws(ConfigurationError) -> String {
        try checked(setting, "a numeric address such as 127.0.0.1 or ::1") { text in
            if text == "localhost" { return "127.0.0.1" }
            return Self.isNumericAddress(text) ? text : nil
        }
    }

    func port(_ setting: Setting, offByZero: Bool = false) throws(ConfigurationError) -> UInt16 {
        let meaning = offByZero ? "0 for none" : "0 for any free one"
        return try checked(setting, "a port from 1 to 65535, or \(meaning)") { Self.digits($0).flatMap(UInt16.init) }
    }

    /// Part of key contexts and store headers: 1 to 32 of a–z, 0–9 and hyphens.
    func label(_ setting: Setting) throws(ConfigurationError) -> String {
        try checked(setting, "1 to 32 lower-case letters, digits and hyphens") { text in
            let isLabel = (1...32).contains(text.utf8.count) && text.utf8.allSatisfy(Self.isLetterDigitOrHyphen)
            return isLabel && text == text.lowercased() ? text : nil
        }
    }

    /// A commit, or the digest of a program file.
    func revision(_ setting: Setting) throws(ConfigurationError) -> DeployRevision {
        try checked(setting, "40 or 64 lower-case hexadecimal digits") { DeployRevision(text: $0) }
    }

    func number(_ setting: Setting, in range: ClosedRange<Int>, unit: String) throws(ConfigurationError) -> Int {
        try checked(setting, "\(range.lowerBound) to \(range.upperBound) \(unit)") { text in
            guard let number = Self.digits(text).flatMap(Int.init), range.contains(number) else { return nil }
            return number
        }
    }

    func choice(_ setting: Setting, of words: [String]) throws(ConfigurationError) -> String {
        let expected = words.map { "`\($0)`" }.joined(separator: " or ")
        return try checked(setting, expected) { words.contains($0) ? $0 : nil }
    }

    /// A customer key of AWS KMS: an id, `alias/…`, or the resource name of either.
    func keyName(_ setting: Setting) throws(ConfigurationError) -> String {
        try checked(setting, "the id, alias (alias/…) or resource name (arn:…) of a key") { text in
            let isPlain = text.utf8.allSatisfy { byte in
                (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte)
                    || ":/_-".utf8.contains(byte)
            }
            return isPlain && (1...2048).contains(text.utf8.count) ? text : nil
        }
    }

    /// Scheme, host and port of a key service; plain HTTP of this machine only.
    func origin(_ setting: Setting) throws(ConfigurationError) -> String {
        try checked(setting, "https://host, https://host:port or http://127.0.0.1:port, without a path") { text in
            let bare = text.hasSuffix("/") ? String(text.dropLast()) : text
            let rest = bare.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false).last ?? ""
            guard !rest.contains("/"), !rest.contains("?") else { return nil }
            do { return try EgressDestination(.keyService, bare).text } catch { return nil }
        }
    }

    func keeperNetwork(_ setting: Setting, callersFile: String) throws(ConfigurationError) -> KeeperNetwork {
        try checked(setting, "a loopback address and a port, such as 127.0.0.1:8181") { text in
            KeeperNetwork(listen: text, callersFile: callersFile)
        }
    }

    /// 127.0.0.0/8 or ::1, by number.
    static func isLoopbackAddress(_ text: String) -> Bool {
        isNumericAddress(text) && (text == "::1" || text.hasPrefix("127."))
    }

    /// Addresses and keys of witnesses.
    func witnesses(_ setting: Setting) throws(ConfigurationError) -> [WitnessAddress] {
        try checked(setting, "`https://host NAME+ID+KEY`, several with commas between them, each key once") { text in
            WitnessAddress.list(text)
        }
    }

    /// A name as a payment provider gives it: 1 to 255 visible ASCII characters.
    func paymentName(_ setting: Setting) throws(ConfigurationError) -> String {
        try checked(setting, "1 to 255 visible ASCII characters") { text in
            let isName = (1...255).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
            return isName ? text : nil
        }
    }

    /// `mailto:` or `https:` and what may stand in such an address, at most 200 bytes.
    func contact(_ setting: Setting) throws(ConfigurationError) -> String {
        try checked(setting, "mailto:privacy@example.org or https://example.org/privacy") { text in
            let isPlain = text.utf8.allSatisfy { byte in
                Self.isLetterDigitOrHyphen(byte | 0x20) || Self.isLetterDigitOrHyphen(byte)
                    || "@:/._+".utf8.contains(byte)
            }
            guard isPlain, text.utf8.count <= 200 else { return nil }
            if text.hasPrefix("mailto:") {
                let parts = text.dropFirst("mailto:".count).split(separator: "@", omittingEmptySubsequences: false)
                return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } ? text : nil
            }
            return text.hasPrefix("https://") && text.utf8.count > "https://".utf8.count ? text : nil
        }
    }

    func checked<Value>(
        _ setting: Setting,
        _ expected: String,
        _ read: (String) -> Value?
    ) throws(ConfigurationError) -> Value {
        guard let (text, source) = values[setting] else { throw .value(setting, .builtIn, expected: expected) }
        guard let value = read(text) else { throw .value(setting, source, expected: expected) }
        return value
    }

    /// Digits only: `Int("+5")` would otherwise accept a sign.
    private static func digits(_ text: String) -> String? {
        let isNumber = (1...9).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
        return isNumber ? text : nil
    }

    private static func isLetterDigitOrHyphen(_ byte: UInt8) -> Bool {
        (97...122).contains(byte) || (48...57).contains(byte) || byte == 45
    }

    private static func isNumericAddress(_ text: String) -> Bool {
        var four = in_addr()
        var six = in6_addr()
        // Both structures live through the calls, which fill at most their size.
        return unsafe inet_pton(AF_INET, text, &four) == 1 || inet_pton(AF_INET6, text, &six) == 1
    }
}
