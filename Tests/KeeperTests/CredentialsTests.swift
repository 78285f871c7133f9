import AWSSignature
import KeyService
import Primitives
import Sealing
import Synchronization
import TestSupport
import Testing

@testable import Keeper

@Suite("Credentials")
struct CredentialsTests {
    let fixture: KeeperFixture

    init() throws { fixture = try KeeperFixture() }

    private static func text(_ credentials: AWSCredentials?) -> String? {
        credentials.map { String(decoding: $0.secret.bytes.copied(), as: UTF8.self) }
    }

    private func found(_ environment: [String: String]) async throws -> AWSCredentials {
        let environment = ["AWS_EC2_METADATA_DISABLED": "true"].merging(environment) { _, new in new }
        let transport = NetworkTransport(CredentialChain.endpoints(in: environment))
        let chain = CredentialChain(environment: environment, transport: transport)
        do {
            let credentials = try await chain.credentials(at: KeeperFixture.moment)
            try await transport.shutdown()
            return credentials
        } catch {
            try await transport.shutdown()
            throw error
        }
    }

    private static func document(_ id: String, expires: String = "2026-01-01T01:00:00Z") -> ScriptedServer.Step {
        ScriptedServer.response(
            "200 OK",
            #"""
            {"Code":"Success","Type":"AWS-HMAC","AccessKeyId":"\#(id)","SecretAccessKey":"s/+",
            "Token":"t==","Expiration":"\#(expires)"}
            """#
        )
    }

    private func against(
        _ steps: [ScriptedServer.Step],
        _ body: (ScriptedServer) async throws -> Void
    ) async throws {
        let server = try ScriptedServer(steps)
        do { try await body(server) } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    @Test("the shared file is read by section, with spaces, comments and other settings in it")
    func sharedFile() async throws {
        let text = """
            # mine
            [default]
            aws_access_key_id=A
            aws_secret_access_key = b=c/d+
            region = nowhere
            ; another
            [other]\r
              aws_access_key_id\t=  O\r
            AWS_SECRET_ACCESS_KEY = p\r
            aws_session_token = q==\r
            [half]
            aws_access_key_id = H
            """
        let parsed = CredentialsFile.parse(Array(text.utf8))
        #expect(Set(parsed.keys) == ["default", "other"])
        #expect(parsed["default"]?.accessKeyID == "A")
        #expect(Self.text(parsed["default"]) == "b=c/d+")
        #expect(parsed["other"]?.accessKeyID == "O")
        #expect(parsed["other"]?.sessionToken?.bytes.copied() == Array("q==".utf8))
        let path = fixture.elsewhere.path("credentials")
        try Files.create(path, Array(text.utf8))
        let environment = ["AWS_SHARED_CREDENTIALS_FILE": path]
        #expect(try await found(environment).accessKeyID == "A")
        #expect(try await found(environment.merging(["AWS_PROFILE": "other"]) { $1 }).accessKeyID == "O")
        for profile in ["half", "none"] {
            await #expect(throws: KeyServiceError.accessDenied) {
                try await found(environment.merging(["AWS_PROFILE": profile]) { $1 })
            }
        }
        try Files.setMode(path, 0o644)
        await #expect(throws: KeyServiceError.accessDenied) { try await found(environment) }
    }

    @Test("the environment comes first, and half of it is an error")
    func environment() async throws {
        let path = fixture.elsewhere.path("credentials")
        try Files.create(path, Array("[default]\naws_access_key_id = F\naws_secret_access_key = f".utf8))
        var environment = ["AWS_SHARED_CREDENTIALS_FILE": path, "AWS_ACCESS_KEY_ID": "E"]
        await #expect(throws: KeyServiceError.accessDenied) { try await found(environment) }
        environment["AWS_SECRET_ACCESS_KEY"] = "e"
        #expect(try await found(environment).accessKeyID == "E")
        environment["AWS_ACCESS_KEY_ID"] = nil
        #expect(try await found(environment).accessKeyID == "F")
        await #expect(throws: KeyServiceError.accessDenied) { try await found([:]) }
    }

    @Test("a container's endpoint is asked with its token, which is read from its file each time")
    func container() async throws {
        try await against([Self.document("C1"), Self.document("C2"), .hangUp]) { server in
            let file = fixture.elsewhere.path("token")
            try Files.create(file, Array("abc\n".utf8))
            let environment = [
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:\(server.port)/get?x=y",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": file,
            ]
            let credentials = try await found(environment)
            #expect(credentials.accessKeyID == "C1")
            #expect(credentials.expires == Timestamp(seconds: 1_767_229_200))
            #expect(server.requests[0].hasPrefix("GET /get?x=y HTTP/1.1\r\n"))
            #expect(server.requests[0].lowercased().contains("authorization: abc\r\n"))
            try Files.overwrite(file, Array("a\r\nX: y".utf8))
            await #expect(throws: KeyServiceError.accessDenied) { try await found(environment) }
            #expect(server.connections == 1)
            try Files.overwrite(file, Array("def".utf8))
            #expect(try await found(environment).accessKeyID == "C2")
            await #expect(throws: KeyServiceError.unavailable) { try await found(environment) }
        }
    }

    @Test(
        "credentials are asked for in plain HTTP on this machine only",
        arguments: [
            ("https://example.com/x", true), ("http://127.0.0.1/x", true), ("http://localhost:80/x", true),
            ("http://[::1]:1/", true), ("http://169.254.170.2/x", true), ("http://169.254.170.23/v1", true),
            ("http://[fd00:ec2::23]/v1", true), ("http://example.com/", false), ("http://169.254.169.254/", false),
            ("http://127.0.0.1@example.com/", false), ("http://127.0.0.1.example.com/", false),
            ("ftp://127.0.0.1/", false),
            ("http://", false),
        ]
    )
    func plainHosts(_ url: String, _ expected: Bool) { #expect(ContainerCredentials.isAllowed(url) == expected) }

    @Test("an instance is asked in the three steps of version 2")
    func instance() async throws {
        let token = ScriptedServer.response("200 OK", "tok")
        let role = ScriptedServer.response("200 OK", "my-role")
        try await against([token, role, Self.document("I")]) { server in
            let endpoint = ["AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:\(server.port)/"]
            let environment = endpoint.merging(["AWS_EC2_METADATA_DISABLED": "false"]) { $1 }
            let credentials = try await found(environment)
            #expect(credentials.accessKeyID == "I")
            #expect(server.requests[0].hasPrefix("PUT /latest/api/token HTTP/1.1\r\n"))
            #expect(server.requests[0].lowercased().contains("x-aws-ec2-metadata-token-ttl-seconds: 300\r\n"))
            let path = "/latest/meta-data/iam/security-credentials/"
            #expect(server.requests[1].hasPrefix("GET \(path) HTTP/1.1\r\n"))
            #expect(server.requests[2].hasPrefix("GET \(path)my-role HTTP/1.1\r\n"))
            for request in server.requests[1...] {
                #expect(request.lowercased().contains("x-aws-ec2-metadata-token: tok\r\n"))
            }
        }
    }

    @Test("a role that would change the address is not asked for, and version 1 is not spoken")
    func instanceRefused() async throws {
        let token = ScriptedServer.response("200 OK", "tok")
        for steps in [
            [token, ScriptedServer.response("200 OK", "../x")], [ScriptedServer.response("403 Forbidden", "")],
        ] {
            try await against(steps) { server in
                let environment = [
                    "AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:\(server.port)",
                    "AWS_EC2_METADATA_DISABLED": "false",
                ]
                await #expect(throws: KeyServiceError.accessDenied) { try await found(environment) }
                #expect(server.connections == steps.count)
            }
        }
    }

    @Test(
        "documents that are not whole are no credentials",
        arguments: [
            "", "[]", "{}", #"{"AccessKeyId":"A","SecretAccessKey":"s"}"#,
            #"{"AccessKeyId":"A","SecretAccessKey":"s","Expiration":"soon"}"#,
            #"{"AccessKeyId":"A/B","SecretAccessKey":"s","Expiration":"2026-01-01T00:00:00Z"}"#,
            #"{"AccessKeyId":"A","SecretAccessKey":"","Expiration":"2026-01-01T00:00:00Z"}"#,
            #"{"AccessKeyId":"A","SecretAccessKey":"s","Token":"a\r\nb","Expiration":"2026-01-01T00:00:00Z"}"#,
        ]
    )
    func documents(_ body: String) {
        #expect(throws: KeyServiceError.self) { try CredentialDocument.read(Array(body.utf8)) }
    }

    /// Gives what a test put in, and counts how often it was asked.
    private final class Source: CredentialSource {
        let outcomes: Mutex<[Result<AWSCredentials?, KeyServiceError>]>
        let count = Mutex(0)

        init(_ outcomes: [Result<AWSCredentials?, KeyServiceError>]) { self.outcomes = Mutex(outcomes) }

        func credentials() async throws(KeyServiceError) -> AWSCredentials? {
            count.withLock { $0 += 1 }
            let outcome = outcomes.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
            return try outcome.get()
        }
    }

    private static func credentials(_ id: String, expires seconds: Int64?) -> AWSCredentials? {
        var (secret, token): ([UInt8], [UInt8]) = ([1 + 0x40], [])
        return AWSCredentials(
            accessKeyID: Array(id.utf8),
            wiping: &secret,
            sessionToken: &token,
            expires: seconds.map { KeeperFixture.moment.adding(seconds: $0) }
        )
    }

    @Test("they are kept, renewed five minutes before their end, and serve until it when that fails")
    func renewal() async throws {
        let source = Source([
            .success(Self.credentials("1", expires: 3600)), .failure(.unavailable),
            .success(Self.credentials("2", expires: 7200)), .failure(.unavailable),
        ])
        let chain = CredentialChain(sources: [source])
        let id = { (seconds: Int64) async throws in
            try await chain.credentials(at: KeeperFixture.moment.adding(seconds: seconds)).accessKeyID
        }
        #expect(try await id(0) == "1")
        #expect(try await id(3299) == "1")
        #expect(source.count.withLock { $0 } == 1)
        #expect(try await id(3300) == "1")
        #expect(source.count.withLock { $0 } == 2)
        #expect(try await id(3301) == "2")
        #expect(try await id(6899) == "2")
        #expect(source.count.withLock { $0 } == 3)
        #expect(try await id(7199) == "2")
        await #expect(throws: KeyServiceError.unavailable) { try await id(7200) }
    }

    @Test("forgotten credentials are asked for again, also where they were being asked for")
    func forgotten() async throws {
        let source = Source([
            .success(Self.credentials("1", expires: 3600)), .success(Self.credentials("2", expires: 3600)),
        ])
        let chain = CredentialChain(sources: [source])
        #expect(try await chain.credentials(at: KeeperFixture.moment).accessKeyID == "1")
        await chain.forget()
        #expect(try await chain.credentials(at: KeeperFixture.moment).accessKeyID == "2")
        #expect(try await chain.credentials(at: KeeperFixture.moment).accessKeyID == "2")
        #expect(source.count.withLock { $0 } == 2)
    }

    @Test("only the endpoint that would be asked is one of the program's destinations")
    func endpoints() {
        let container = "http://169.254.170.2/x"
        #expect(CredentialChain.endpoints(in: [:]) == ["http://169.254.169.254"])
        #expect(CredentialChain.endpoints(in: ["AWS_EC2_METADATA_DISABLED": "TRUE"]) == [])
        #expect(CredentialChain.endpoints(in: ["AWS_ACCESS_KEY_ID": "A"]) == [])
        #expect(CredentialChain.endpoints(in: ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/x"]) == [container])
        #expect(CredentialChain.endpoints(in: ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "x"]) == [])
        #expect(CredentialChain.endpoints(in: ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://a.example/"]) == [])
    }

    @Test("a place that is set up and fails hides no other's credentials behind it")
    func failingPlace() async throws {
        let next = Source([.success(Self.credentials("2", expires: nil))])
        let failing = CredentialChain(sources: [Source([.failure(.unavailable)]), next])
        await #expect(throws: KeyServiceError.unavailable) { try await failing.credentials(at: KeeperFixture.moment) }
        #expect(next.count.withLock { $0 } == 0)
        let empty = CredentialChain(sources: [Source([.success(nil)]), next])
        #expect(try await empty.credentials(at: KeeperFixture.moment).accessKeyID == "2")
    }

    @Test("a hundred callers at once cause one look")
    func together() async throws {
        let source = Source([.success(Self.credentials("1", expires: 3600))])
        let chain = CredentialChain(sources: [source])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<100 {
                group.addTask { _ = try await chain.credentials(at: KeeperFixture.moment) }
            }
            try await group.waitForAll()
        }
        #expect(source.count.withLock { $0 } == 1)
    }
}
