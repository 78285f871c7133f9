import Testing

/// Goal: nothing a person sends makes the server ask another host: there is nothing that could.
///
/// Method: every name in the sources by which a program opens an outgoing connection or reads a URL, and who uses it.
@Suite("Outbound connections")
struct OutboundTests {
    /// By file: what connects, and to where only.
    static let known: Set<String> = [
        "Sources/Egress/EgressClient.swift",  // other hosts: what its list names and nothing else
        "Sources/Keeper/Client/UnixSocketTransport.swift",  // keeper's Unix socket
        "Sources/Keeper/Server/KeeperSocket.swift",  // its own Unix socket, to see whether another keeper answers
        "Sources/Composition/Platform/SocketPath.swift",  // the Unix sockets of the data directory
        "Sources/Web/Server/ServerProbe.swift",  // its own listeners, at the address they were given to listen on
    ]

    private static let names = [
        "HTTPClient", "HTTPClientRequest", "ClientBootstrap", "URLSession", "FoundationNetworking", "URLRequest",
        "NSURLConnection", "connectTCP",
    ]

    /// Whether a file names a client, or calls the system's `connect`.
    static func connects(_ file: SourceFile) -> Bool {
        let words = file.code.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "." || $0 == "(") }
        return words.contains { word in
            names.contains { word == $0 || word.hasPrefix($0 + ".") || word.hasPrefix($0 + "(") }
                || word.hasPrefix("connect(") || word.hasPrefix("Glibc.connect(")
        }
    }

    @Test("only the way out and what stays on this machine connect to anything")
    func clients() throws {
        let found = Set(try SourceTree.load().files.filter(Self.connects).map(\.path))
        #expect(found == Self.known)
    }

    @Test("the readers of statements see no network and no file")
    func importers() throws {
        let imports = try SourceTree.load().files.filter { $0.module == "MoneyFormats" }.flatMap(\.imports)
        #expect(imports.contains("Primitives"))
        #expect(Set(imports).subtracting(["Primitives", "Delimited", "Money", "CPlatform"]) == [])
        let diaries = try SourceTree.load().files.filter { $0.module == "CycleFormats" }.flatMap(\.imports)
        #expect(diaries.contains("Primitives"))
        #expect(Set(diaries).subtracting(["Primitives", "JSON", "Delimited", "Cycle", "Crypto"]) == [])
    }

    @Test("canary: a new client is found")
    func canCatch() {
        let file = { SourceFile(module: "Web", path: "canary", text: $0) }
        #expect(Self.connects(file("let session = URLSession.shared")))
        #expect(Self.connects(file("try HTTPClient(eventLoopGroupProvider: .singleton)")))
        #expect(Self.connects(file("guard connect(number, address, 16) == 0 else { return }")))
        #expect(!Self.connects(file("let text = \"URLSession\" // HTTPClient")))
        #expect(!Self.connects(file("try path.connect()")))
    }
}
