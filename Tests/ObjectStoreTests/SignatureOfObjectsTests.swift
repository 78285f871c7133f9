import AWSSignature
import Sealing
import Testing

/// Goal: requests with a path and a query are signed as Amazon's own examples are.
@Suite("Signatures with paths and queries")
struct SignatureOfObjectsTests {
    private static let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    private static let host = (name: "host", value: "examplebucket.s3.amazonaws.com")
    private static let date = (name: "x-amz-date", value: "20130524T000000Z")

    private func signature(_ request: SignatureV4) -> String {
        request.signature(
            moment: "20130524T000000Z",
            scope: SignatureV4.Scope(day: "20130524", region: "us-east-1", service: "s3"),
            secret: SecretBytes(copying: Array("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".utf8))
        )
    }

    /// Source: Amazon S3 API Reference, “Signature Calculations for the Authorization Header”, examples.
    @Test("the four examples of Amazon S3's reference")
    func examples() {
        let unsigned = (name: "x-amz-content-sha256", value: Self.empty)
        let get = SignatureV4(
            method: "GET",
            path: "/test.txt",
            headers: [Self.host, ("range", "bytes=0-9"), unsigned, Self.date],
            body: []
        )
        #expect(signature(get) == "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
        let put = SignatureV4(
            method: "PUT",
            path: "/" + PercentEncoding.path("test$file.text"),
            headers: [
                ("date", "Fri, 24 May 2013 00:00:00 GMT"), Self.host, Self.date,
                ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
                ("x-amz-content-sha256", "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"),
            ],
            body: Array("Welcome to Amazon S3.".utf8)
        )
        #expect(signature(put) == "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd")
        let lifecycle = SignatureV4(
            method: "GET",
            query: [("lifecycle", "")],
            headers: [Self.host, unsigned, Self.date],
            body: []
        )
        #expect(signature(lifecycle) == "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")
        let list = SignatureV4(
            method: "GET",
            query: [("prefix", "J"), ("max-keys", "2")],
            headers: [Self.host, unsigned, Self.date],
            body: []
        )
        #expect(signature(list) == "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")
    }

    @Test("everything but letters, digits and four marks is written by number")
    func encoding() {
        #expect(PercentEncoding.text("a/b c+d~é") == "a%2Fb%20c%2Bd~%C3%A9")
        #expect(PercentEncoding.path("a/b c") == "a/b%20c")
        #expect(SignatureV4.query([("b", "2"), ("a", "x y")]) == "a=x%20y&b=2")
    }
}
