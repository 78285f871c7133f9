import Composition
import Testing

@Suite("Configuration")
struct ConfigurationTests {
    private let scratch: TemporaryDirectory

    init() throws { scratch = try TemporaryDirectory() }

    private func file(_ text: String) throws -> Configuration {
        try Configuration(file: scratch.write("flowkeep.yaml", text), environment: [:], flags: [:])
    }

    @Test("without anything said, it serves this machine alone")
    func defaults() throws {
        let configuration = try Configuration(file: nil, environment: [:], flags: [:])
        #expect(configuration.data == "./flowkeep-data")
        #expect(configuration.name == "localhost")
        #expect(configuration.host == "127.0.0.1")
        #expect(configuration.port == 8443)
        #expect(configuration.redirectPort == 8080)
        #expect(configuration.idleMinutes == 30)
        #expect(configuration.certificate == nil)
    }

    @Test("a flag beats the environment, which beats the file, which beats what is built in")
    func order() throws {
        let path = try scratch.write("a.yaml", "port: 1001\nname: file.example\nhost: 0.0.0.0\n")
        let environment = ["FLOWKEEP_PORT": "1002", "FLOWKEEP_NAME": "environment.example", "FLOWKEEP_REGION": ""]
        let configuration = try Configuration(file: path, environment: environment, flags: [.port: "1003"])
        #expect(configuration.port == 1003)
        #expect(configuration.name == "environment.example")
        #expect(configuration.host == "0.0.0.0")
        #expect(configuration.region == "local")  // an empty variable counts as unset
    }

    @Test("an unknown setting in the file is refused with its line")
    func unknownKey() throws {
        #expect(throws: ConfigurationError.unknownKey(line: 3)) { try file("# ours\nport: 8443\nprot: 8080\n") }
    }

    @Test("a setting given twice is refused")
    func twice() throws {
        let error = #expect(throws: ConfigurationError.self) { try file("port: 1\nname: a\nport: 2\n") }
        guard case .duplicateKey(.port, _) = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
    }

    @Test(
        "what is not a flat mapping is refused",
        arguments: ["- port\n", "port: [1, 2]\n", "port: {a: 1}\n", "just text\n"]
    )
    func shapes(_ text: String) throws {
        #expect(throws: ConfigurationError.notAMapping(line: 1)) { try file(text) }
    }

    @Test("what is not YAML is refused with its line")
    func notYAML() throws {
        #expect(throws: ConfigurationError.notYAML(line: 2)) { try file("port: 1\nname: @x\n") }
    }

    @Test("an empty file changes nothing")
    func empty() throws { #expect(try file("") == Configuration(file: nil, environment: [:], flags: [:])) }

    @Test("a missing file is an error and not the defaults")
    func missing() {
        #expect(throws: ConfigurationError.fileMissing) {
            try Configuration(file: "/nonexistent/flowkeep.yaml", environment: [:], flags: [:])
        }
    }

    @Test(
        "a value of the wrong form names its setting and its source",
        arguments: [
            (Setting.port, "65536"), (.port, "-1"), (.port, "+1"), (.port, "https"), (.port, ""),
            (.host, "example.org"),
            (.name, "-bad.example"), (.name, "a b"), (.name, ""), (.name, "ex\u{e4}mple"), (.environment, "Prod"),
            (.environment, ""), (.region, "eu/west"), (.idleMinutes, "0"), (.idleMinutes, "721"), (.vaultMemory, "31"),
            (.data, ""), (.data, "a\u{0}b"), (.keyService, "gcp"), (.keyService, ""), (.keyCacheSeconds, "0"),
            (.keyCacheSeconds, "301"),
        ]
    )
    func values(_ setting: Setting, _ text: String) {
        let error = #expect(throws: ConfigurationError.self) {
            try Configuration(file: nil, environment: [:], flags: [setting: text])
        }
        guard case .value(setting, .flag, _) = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
        #expect(error?.sentence.contains(setting.flag) == true)
    }

    @Test("a certificate needs its key, and the other way round")
    func pairs() {
        #expect(throws: ConfigurationError.incomplete(.certificateFile, needs: .certificateKeyFile)) {
            try Configuration(file: nil, environment: [:], flags: [.certificateFile: "/a"])
        }
        #expect(throws: ConfigurationError.incomplete(.certificateKeyFile, needs: .certificateFile)) {
            try Configuration(file: nil, environment: [:], flags: [.certificateKeyFile: "/a"])
        }
    }

    @Test("numeric names and addresses of both families are accepted", arguments: ["::1", "127.0.0.1", "fe80::1"])
    func addresses(_ text: String) throws {
        let configuration = try Configuration(file: nil, environment: [:], flags: [.host: text, .name: text])
        #expect(configuration.host == text)
        #expect(configuration.name == text)
    }

    @Test("redirect port 0 listens on none")
    func noRedirect() throws {
        #expect(try Configuration(file: nil, environment: [:], flags: [.redirectPort: "0"]).redirectPort == nil)
    }

    private static let key = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"

    private func aws(_ others: [Setting: String] = [:]) throws -> KeyServiceChoice.AWS? {
        let flags: [Setting: String] = [.keyService: "aws", .keyServiceKey: Self.key, .region: "eu-central-1"]
        return try Configuration(file: nil, environment: [:], flags: flags.merging(others) { $1 }).keyService.aws
    }

    @Test("AWS KMS is asked in the region of the data, unless another one is named")
    func keyService() throws {
        #expect(try Configuration(file: nil, environment: [:], flags: [:]).keyService.isEmbedded)
        #expect(try aws()?.endpoint == "https://kms.eu-central-1.amazonaws.com")
        #expect(try aws()?.region == "eu-central-1")
        #expect(try aws([.region: "local", .keyServiceRegion: "eu-central-1"])?.region == "eu-central-1")
        let china = try aws([.region: "cn-north-1", .keyServiceKey: "alias/a"])
        #expect(china?.endpoint == "https://kms.cn-north-1.amazonaws.com.cn")
        for (text, origin) in [
            ("https://v.kms.eu-central-1.vpce.amazonaws.com/", "https://v.kms.eu-central-1.vpce.amazonaws.com"),
            ("https://kms.example:8443", "https://kms.example:8443"),
            ("http://127.0.0.1:4566", "http://127.0.0.1:4566"),
        ] {
            #expect(try aws([.keyServiceEndpoint: text])?.endpoint == origin)
        }
    }

    @Test("a key or an endpoint of another region is refused")
    func otherRegion() {
        for (setting, others): (Setting, [Setting: String]) in [
            (.keyServiceKey, [.region: "eu-west-1"]), (.keyServiceKey, [.keyServiceRegion: "eu-west-1"]),
            (.keyServiceEndpoint, [.keyServiceEndpoint: "https://kms.eu-west-1.amazonaws.com"]),
            (.keyServiceEndpoint, [.keyServiceEndpoint: "https://kms-fips.us-east-1.amazonaws.com"]),
        ] {
            #expect(throws: ConfigurationError.otherRegion(setting)) { try aws(others) }
        }
    }

    @Test(
        "an endpoint that is not https, or not of this machine, or has more than an origin is refused",
        arguments: [
            "http://kms.example", "http://169.254.169.254", "https://kms.example/path", "https://a@kms.example",
            "kms.example", "https://", "ftp://kms.example", "https://kms.example?x", "http://127.0.0.1.example",
        ]
    )
    func endpoints(_ text: String) {
        let error = #expect(throws: ConfigurationError.self) { try aws([.keyServiceEndpoint: text]) }
        guard case .value(.keyServiceEndpoint, .flag, _) = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
    }

    @Test("what the chosen key service would ignore is refused, and so is half of a pair")
    func ignored() {
        for setting in [Setting.rootKeyFile, .keeperCallersFile] {
            #expect(throws: ConfigurationError.notWith(setting, .keyService, "aws")) { try aws([setting: "/a"]) }
        }
        for setting in [Setting.keyServiceKey, .keyServiceRegion, .keyServiceEndpoint] {
            #expect(throws: ConfigurationError.notWith(setting, .keyService, "embedded")) {
                try Configuration(file: nil, environment: [:], flags: [setting: "a"])
            }
        }
        #expect(throws: ConfigurationError.incomplete(.keyService, needs: .keyServiceKey)) {
            try Configuration(file: nil, environment: [:], flags: [.keyService: "aws"])
        }
        #expect(throws: ConfigurationError.incomplete(.keeperListen, needs: .keeperCallersFile)) {
            try Configuration(file: nil, environment: [:], flags: [.keeperListen: "127.0.0.1:1"])
        }
    }

    @Test("keeper listens on this machine alone")
    func keeperNetwork() throws {
        for (text, address, port) in [("127.0.0.1:8181", "127.0.0.1", UInt16(8181)), ("[::1]:1", "::1", 1)] {
            let flags: [Setting: String] = [.keeperListen: text, .keeperCallersFile: "/a"]
            let network = try Configuration(file: nil, environment: [:], flags: flags).keeperNetwork
            #expect(network?.address == address)
            #expect(network?.port == port)
            #expect(network?.listen == text)
        }
        for text in ["0.0.0.0:1", "[::]:1", "192.0.2.1:1", "127.0.0.1", "127.0.0.1:x", "localhost:1", "127.0.0.1.a:1"] {
            #expect(throws: ConfigurationError.self, "\(text)") {
                let flags: [Setting: String] = [.keeperListen: text, .keeperCallersFile: "/a"]
                return try Configuration(file: nil, environment: [:], flags: flags)
            }
        }
    }
}
