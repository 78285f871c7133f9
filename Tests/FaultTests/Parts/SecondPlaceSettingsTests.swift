import Egress
import ObjectStore
import Testing

@testable import Composition

@Suite("Settings of the second place")
struct SecondPlaceSettingsTests {
    private func settings(_ flags: [Setting: String]) throws(ConfigurationError) -> SecondPlaceChoice? {
        try Configuration(file: nil, environment: [:], flags: flags).backupSecond
    }

    @Test("a directory is a whole path; a bucket has an endpoint, a region and a key of its own, or what is usual")
    func kinds() throws {
        #expect(try settings([:]) == nil)
        #expect(try settings([.backupSecond: "/mnt/second/"]) == .directory("/mnt/second"))
        let plain = try #require(try settings([.backupSecond: "s3://copies/a", .region: "eu-west-1"])?.bucket)
        #expect(plain.place.endpoint == "https://s3.eu-west-1.amazonaws.com" && plain.credentialsFile == nil)
        #expect(!plain.isOnThisMachine)
        let own = try #require(
            try settings([
                .backupSecond: "s3://copies", .backupSecondEndpoint: "http://127.0.0.1:9000",
                .backupSecondRegion: "here", .backupSecondCredentialsFile: "/etc/key",
            ])?.bucket
        )
        #expect(own.place.region == "here" && own.credentialsFile == "/etc/key" && own.isOnThisMachine)
    }

    @Test(
        "what is neither stops the start",
        arguments: [
            "second", "./second", "/", "", "s3://", "s3://X", "s3://copies/..", "https://copies.example", "s3:/copies",
        ]
    )
    func refused(_ text: String) {
        #expect(throws: ConfigurationError.self) { _ = try settings([.backupSecond: text]) }
    }

    @Test("what would be ignored stops the start, as does plain HTTP to elsewhere")
    func ignored() {
        for setting in [Setting.backupSecondRegion, .backupSecondCredentialsFile] {
            #expect(throws: ConfigurationError.incomplete(setting, needs: .backupSecond)) {
                _ = try settings([setting: "x"])
            }
            #expect(throws: ConfigurationError.self) { _ = try settings([.backupSecond: "/mnt/second", setting: "x"]) }
        }
        #expect(throws: ConfigurationError.self) {
            _ = try settings([.backupSecond: "s3://copies", .backupSecondEndpoint: "http://objects.example"])
        }
    }

    @Test("children are told what the parent was, and get credentials of the environment only where they are used")
    func handedOn() throws {
        let given: [Setting: String] = [
            .backupSecond: "s3://copies/a", .backupSecondEndpoint: "https://objects.example",
            .backupSecondRegion: "here", .backupSecondCredentialsFile: "/etc/key",
        ]
        let configuration = try Configuration(file: nil, environment: [:], flags: given)
        for (setting, value) in given { #expect(configuration.text(of: setting) == value) }
        func hasKey(_ flags: [Setting: String]) throws -> Bool {
            ChildEnvironment.make(
                try Configuration(file: nil, environment: [:], flags: flags),
                data: "/data",
                rootKey: nil,
                port: 1,
                from: ["AWS_ACCESS_KEY_ID": "a"]
            )["AWS_ACCESS_KEY_ID"] != nil
        }
        #expect(try !hasKey(given))
        #expect(try hasKey(given.filter { $0.key != .backupSecondCredentialsFile }))
        #expect(try !hasKey([.backupSecond: "/mnt/second"]))
    }

    @Test("the bucket is on the list of destinations, with where credentials come from only where they do")
    func destinations() throws {
        func list(_ flags: [Setting: String]) throws -> [String] {
            let configuration = try Configuration(file: nil, environment: [:], flags: flags)
            return try EgressList.destinations(configuration, environment: [:]).map {
                "\($0.text) \($0.purpose.rawValue)"
            }
        }
        let bucket: [Setting: String] = [
            .backupSecond: "s3://copies", .backupSecondEndpoint: "https://objects.example",
        ]
        #expect(try list([.backupSecond: "/mnt/second"]) == [])
        #expect(
            try list(bucket) == ["https://objects.example second-place", "http://169.254.169.254 credentials"]
        )
        #expect(
            try list(bucket.merging([.backupSecondCredentialsFile: "/key"]) { $1 })
                == ["https://objects.example second-place"]
        )
    }
}
