import Testing

@testable import Web

/// What stays on a device when the server is away: the same for everybody, and nothing of anybody.
@Suite("Offline")
struct OfflineTests {
    @Test("the worker is asked for anew each time, may serve the whole site, and sets no cookie")
    func worker() async throws {
        try await TestHousehold.run { household in
            let worker = try await Browser(server: household.server).get("/service-worker.js")
            #expect(worker.status == 200)
            #expect(worker["content-type"] == "text/javascript; charset=utf-8")
            #expect(worker["cache-control"] == "no-cache")
            #expect(worker["service-worker-allowed"] == "/")
            #expect(worker["set-cookie"] == nil)
            #expect(worker["content-security-policy"] == SecurityHeaders.contentSecurityPolicy)
        }
    }

    @Test("the worker keeps hashed public files and nothing else, each of which is there")
    func files() async throws {
        let assets = try AssetCatalogue()
        let script = String(decoding: assets.worker.bytes, as: UTF8.self)
        #expect(!script.contains("asset:"))
        let list = try #require(script.firstMatch(of: /const files = \[(.*)\];/)).1
        let files = list.split(separator: ", ").map { String($0.dropFirst().dropLast()) }
        for needed in [assets.links.style, assets.links.script, assets.links.icon] { #expect(files.contains(needed)) }
        for file in files { #expect(assets.asset(file) != nil, "\(file)") }
        // What a worker could keep beyond that list: there is one way into the cache, and it takes the list.
        #expect(script.ranges(of: "cache.add").count == 1 && script.ranges(of: ".put(").isEmpty)
    }

    @Test("another file makes another worker, so that browsers drop what they kept")
    func version() {
        let source = Array("const version = \"asset:version\"; const files = [\"asset:files\"];".utf8)
        let one = ServiceWorker(source: source, files: ["/assets/a.css"])
        #expect(ServiceWorker(source: source, files: ["/assets/b.css"]).entityTag != one.entityTag)
        #expect(ServiceWorker(source: source, files: ["/assets/a.css"]).bytes == one.bytes)
    }

    /// If this fails, something of a person is kept on a device that she may have borrowed.
    @Test("the offline page is the same for whoever asks, and holds no token, name or form")
    func page() async throws {
        try await TestHousehold.run { household in
            let stranger = Browser(server: household.server)
            let plain = try await stranger.get("/offline")
            #expect(plain.status == 200 && plain["set-cookie"] == nil)
            #expect(plain["content-type"] == "text/html; charset=utf-8")
            let browser = Browser(server: household.server)
            let door = try await browser.get("/sign-up")
            _ = try await browser.post(
                "/sign-up",
                from: door,
                [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
            )
            let page = try await browser.get("/offline")
            #expect(page.body == plain.body && page["set-cookie"] == nil)
            #expect(!page.text.contains("csrf") && !page.text.contains("<form") && !page.text.contains("asha"))
            #expect(try await browser.get("/offline?lang=hi").text.contains("lang=\"hi\""))
            #expect(try await browser.get("/offline?lang=%22%3E").body == plain.body)
        }
    }
}
