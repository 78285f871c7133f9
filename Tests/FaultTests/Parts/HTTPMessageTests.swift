import Composition
import Testing

@Suite("HTTP between a command and its server")
struct HTTPMessageTests {
    private func decode(_ text: String) -> LocalAnswer? { HTTPMessage.decode(Array(text.utf8)[...]) }

    @Test("a request carries its length, its fields and its body")
    func encode() {
        var request = LocalRequest(
            "POST",
            "/api/v1/sessions?a=b",
            body: Array("{}".utf8),
            contentType: "application/json"
        )
        request.add("Authorization", Array("Bearer x".utf8))
        let expected = """
            POST /api/v1/sessions?a=b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
            Content-Type: application/json\r\nAuthorization: Bearer x\r\nContent-Length: 2\r\n\r\n{}
            """
        #expect(String(decoding: HTTPMessage.encode(request), as: UTF8.self) == expected)
    }

    @Test("an answer with a length is read")
    func length() {
        let answer = decode("HTTP/1.1 201 Created\r\ncontent-length: 3\r\nX: y\r\n\r\nabc")
        #expect(answer?.status == 201)
        #expect(answer?.body == Array("abc".utf8))
    }

    @Test("an answer in chunks is read, after an interim one")
    func chunks() {
        let answer = decode(
            "HTTP/1.1 100 Continue\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"
        )
        #expect(answer?.body == Array("abcde".utf8))
    }

    @Test("an answer without content is read")
    func noContent() { #expect(decode("HTTP/1.1 204 No Content\r\n\r\n")?.body == []) }

    @Test(
        "an answer cut short or not HTTP is refused",
        arguments: [
            "", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc", "HTTP/1.1 200 OK\r\n\r\nabc",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "SSH-2.0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
            "HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nabc\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabc",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\nabc\r\n",
        ]
    )
    func refused(_ text: String) { #expect(decode(text)?.body == nil) }
}
