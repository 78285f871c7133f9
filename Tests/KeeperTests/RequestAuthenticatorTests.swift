import AWSSignature
import NIOHTTP1
import Primitives
import Sealing
import Testing

@testable import Keeper

@Suite("Signed requests")
struct RequestAuthenticatorTests {
    private static let body = Array(#"{"KeyId":"a"}"#.utf8)
    private static let target = "TrentService.DescribeKey"
    private static let credentials = AWSCredentials(
        accessKeyID: "AKIDEXAMPLE",
        secret: SharedSecret(SecretBytes(copying: Array("secret".utf8)))
    )

    private func authenticator(at moment: Timestamp = KeeperFixture.moment) -> RequestAuthenticator {
        RequestAuthenticator(
            callers: [Self.credentials.accessKeyID: Self.credentials.secret],
            region: "local",
            now: { moment }
        )
    }

    /// A request as our own client signs it.
    private func signed(region: String = "local", credentials: AWSCredentials = credentials) -> HTTPRequestHead {
        let request = KMSOutgoingRequest(authority: "127.0.0.1:1", target: Self.target, body: Self.body)
        var headers: HTTPHeaders = [
            "Host": "127.0.0.1:1", "Content-Type": KMSOperation.contentType, "X-Amz-Target": Self.target,
        ]
        for header in SignedRequests.headers(
            for: request,
            at: KeeperFixture.moment,
            credentials: credentials,
            region: region
        ) {
            headers.add(name: header.name, value: header.value)
        }
        return HTTPRequestHead(version: .http1_1, method: .POST, uri: "/", headers: headers)
    }

    @Test("what the client signs is verified, and headers that a proxy adds do not matter")
    func verified() throws {
        var head = signed()
        try authenticator().check(head, Self.body)
        head.headers.add(name: "User-Agent", value: "x")
        head.headers.add(name: "X-Amzn-Trace-Id", value: "x")
        try authenticator().check(head, Self.body)
    }

    @Test("a signature of another body, target, host, method or time is refused")
    func altered() throws {
        let check = { (change: (inout HTTPRequestHead) -> Void) in
            var head = signed()
            change(&head)
            #expect(throws: KMSException.invalidSignature) { try authenticator().check(head, Self.body) }
        }
        #expect(throws: KMSException.invalidSignature) { try authenticator().check(signed(), Self.body + [0x20]) }
        check { $0.headers.replaceOrAdd(name: "X-Amz-Target", value: "TrentService.Decrypt") }
        check { $0.headers.replaceOrAdd(name: "Host", value: "other") }
        check { $0.headers.replaceOrAdd(name: "Content-Type", value: "text/plain") }
        check { $0.headers.add(name: "X-Amz-Target", value: "TrentService.Decrypt") }
        check { $0.headers.replaceOrAdd(name: "X-Amz-Date", value: "20260101T000001Z") }
        check { $0.method = .PUT }
        check { head in
            let value = head.headers["authorization"][0]
            let last = value.last == "0" ? "1" : "0"
            head.headers.replaceOrAdd(name: "Authorization", value: value.dropLast() + last)
        }
    }

    @Test("a signature is good for five minutes, either way")
    func time() throws {
        for seconds: Int64 in [-300, 0, 299] {
            try authenticator(at: KeeperFixture.moment.adding(seconds: seconds)).check(signed(), Self.body)
        }
        for seconds: Int64 in [-302, 301] {
            #expect(throws: KMSException.invalidSignature) {
                try authenticator(at: KeeperFixture.moment.adding(seconds: seconds)).check(signed(), Self.body)
            }
        }
    }

    @Test("another region, another secret and an unknown key are refused")
    func strangers() {
        #expect(throws: KMSException.invalidSignature) {
            try authenticator().check(signed(region: "eu-central-1"), Self.body)
        }
        let guessed = AWSCredentials(
            accessKeyID: "AKIDEXAMPLE",
            secret: SharedSecret(SecretBytes(copying: Array("other".utf8)))
        )
        #expect(throws: KMSException.invalidSignature) {
            try authenticator().check(signed(credentials: guessed), Self.body)
        }
        let unknown = AWSCredentials(accessKeyID: "OTHER", secret: Self.credentials.secret)
        #expect(throws: KMSException.unknownCaller) {
            try authenticator().check(signed(credentials: unknown), Self.body)
        }
        let temporary = AWSCredentials(
            accessKeyID: "AKIDEXAMPLE",
            secret: Self.credentials.secret,
            sessionToken: SharedSecret(SecretBytes(copying: Array("token".utf8)))
        )
        #expect(throws: KMSException.unknownCaller) {
            try authenticator().check(signed(credentials: temporary), Self.body)
        }
    }

    @Test(
        "what is no signature of version 4 over everything that counts is refused",
        arguments: [
            ("", KMSException.incompleteSignature),
            ("Basic abc", .incompleteSignature),
            ("AWS4-HMAC-SHA256 Credential=a/20260101/local/kms/aws4_request, SignedHeaders=host", .incompleteSignature),
            (authorization(headers: "host;x-amz-date"), .incompleteSignature),
            (authorization(headers: "x-amz-date;x-amz-target"), .incompleteSignature),
            (authorization(headers: "host;missing;x-amz-date;x-amz-target"), .incompleteSignature),
            (authorization(headers: "x-amz-date;host;x-amz-target"), .incompleteSignature),
            (authorization(headers: "Host;x-amz-date;x-amz-target"), .incompleteSignature),
            (authorization(scope: "20260102/local/kms/aws4_request"), .incompleteSignature),
            (authorization(scope: "20260101/local/kms"), .incompleteSignature),
            (authorization(scope: "20260101/local/s3/aws4_request"), .invalidSignature),
            (authorization(), .invalidSignature),
        ]
    )
    func malformed(_ value: String, _ expected: KMSException) {
        var head = signed()
        head.headers.replaceOrAdd(name: "Authorization", value: value)
        #expect(throws: expected) { try authenticator().check(head, Self.body) }
    }

    private static func authorization(
        scope: String = "20260101/local/kms/aws4_request",
        headers: String = "content-type;host;x-amz-date;x-amz-target"
    ) -> String {
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/\(scope), SignedHeaders=\(headers), "
            + "Signature=\(String(repeating: "0", count: 64))"
    }

    @Test("no signature, two of them, and two hosts are refused")
    func count() {
        var head = signed()
        let value = head.headers["authorization"][0]
        head.headers.add(name: "Authorization", value: value)
        #expect(throws: KMSException.incompleteSignature) { try authenticator().check(head, Self.body) }
        head.headers.remove(name: "Authorization")
        #expect(throws: KMSException.missingSignature) { try authenticator().check(head, Self.body) }
        head = signed()
        head.headers.add(name: "Host", value: "127.0.0.1:1")
        #expect(throws: KMSException.incompleteSignature) { try authenticator().check(head, Self.body) }
    }

    @Test("a claimed hash of the body must be its hash")
    func claimedHash() {
        var head = signed()
        head.headers.add(name: "X-Amz-Content-Sha256", value: String(repeating: "0", count: 64))
        #expect(throws: KMSException.incompleteSignature) { try authenticator().check(head, Self.body) }
    }
}
