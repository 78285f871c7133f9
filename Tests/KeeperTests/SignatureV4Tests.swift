import AWSSignature
import Primitives
import Sealing
import Testing

@testable import Keeper

@Suite("AWS Signature Version 4")
struct SignatureV4Tests {
    /// One case of AWS's published test suite (`aws-sig-v4-test-suite`), as far as it has the path `/` and no query.
    struct Vector: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let method: String
        let headers: [(name: String, value: String)]
        let body: String
        let signature: String

        init(
            _ name: String,
            _ method: String,
            _ headers: [(name: String, value: String)] = [],
            body: String = "",
            _ signature: String
        ) {
            testDescription = name
            self.method = method
            self.headers = [("host", "example.amazonaws.com"), ("x-amz-date", "20150830T123600Z")] + headers
            self.body = body
            self.signature = signature
        }
    }

    private static let form = "application/x-www-form-urlencoded"
    private static let token = """
        AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YU\
        uwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8Y\
        QcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICC\
        R/oLxBA==
        """

    static let vectors = [
        Vector("get-vanilla", "GET", [], "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        Vector("post-vanilla", "POST", [], "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        Vector(
            "get-header-key-duplicate",
            "GET",
            [("my-header1", "value2"), ("my-header1", "value2"), ("my-header1", "value1")],
            "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"
        ),
        Vector(
            "get-header-value-order",
            "GET",
            [("my-header1", "value4"), ("my-header1", "value1"), ("my-header1", "value3"), ("my-header1", "value2")],
            "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"
        ),
        Vector(
            "get-header-value-trim",
            "GET",
            [("my-header1", " value1"), ("my-header2", " \"a   b   c\"")],
            "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"
        ),
        Vector(
            "post-header-key-sort",
            "POST",
            [("my-header1", "value1")],
            "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"
        ),
        Vector(
            "post-header-value-case",
            "POST",
            [("my-header1", "VALUE1")],
            "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d"
        ),
        Vector(
            "post-sts-header-before",
            "POST",
            [("x-amz-security-token", token)],
            "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"
        ),
        Vector(
            "post-x-www-form-urlencoded",
            "POST",
            [("content-type", form)],
            body: "Param1=value1",
            "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"
        ),
        Vector(
            "post-x-www-form-urlencoded-parameters",
            "POST",
            [("content-type", form + "; charset=utf8")],
            body: "Param1=value1",
            "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe"
        ),
    ]

    @Test("AWS's published test suite", arguments: vectors)
    func suite(_ vector: Vector) {
        let request = SignatureV4(method: vector.method, headers: vector.headers, body: Array(vector.body.utf8))
        let scope = SignatureV4.Scope(day: "20150830", region: "us-east-1", service: "service")
        let secret = SecretBytes(copying: Array("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".utf8))
        #expect(request.signature(moment: "20150830T123600Z", scope: scope, secret: secret) == vector.signature)
    }

    @Test("the canonical request and the text that is signed are those of the suite")
    func steps() {
        let headers = [
            (name: "x-amz-date", value: "20150830T123600Z"), (name: "host", value: "example.amazonaws.com"),
            (name: "content-type", value: Self.form),
        ]
        let request = SignatureV4(method: "POST", headers: headers, body: Array("Param1=value1".utf8))
        #expect(
            request.canonicalRequest == """
                POST
                /

                content-type:application/x-www-form-urlencoded
                host:example.amazonaws.com
                x-amz-date:20150830T123600Z

                content-type;host;x-amz-date
                9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e
                """
        )
        let scope = SignatureV4.Scope(day: "20150830", region: "us-east-1", service: "service")
        #expect(
            request.stringToSign(moment: "20150830T123600Z", scope: scope) == """
                AWS4-HMAC-SHA256
                20150830T123600Z
                20150830/us-east-1/service/aws4_request
                42a5e5bb34198acb3e84da4f085bb7927f2bc277ca766e6d19c73c2154021281
                """
        )
    }

    @Test("moments are written and read as signatures have them, and what is no moment is not")
    func moments() throws {
        let moment = Timestamp(seconds: 1_440_938_160)
        #expect(SignatureMoment(moment).text == "20150830T123600Z")
        #expect(SignatureMoment(moment).day == "20150830")
        #expect(try #require(SignatureMoment("20150830T123600Z")).moment == moment)
        #expect(try #require(SignatureMoment(extended: "2015-08-30T12:36:00Z")).moment == moment)
        for text in [
            "", "20150830T123600", "20150230T123600Z", "20150830T243600Z", "20150830T126000Z", "20150830 123600Z",
            "2015083XT123600Z", "20150830T123600Z ",
        ] {
            #expect(SignatureMoment(text) == nil)
        }
    }
}
