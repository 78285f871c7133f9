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
            (.data, ""), (.data, "a\u{0}b"),
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
}
