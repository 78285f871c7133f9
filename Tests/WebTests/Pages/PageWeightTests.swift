import Testing

@testable import Web

/// What a browser has to fetch before it shows something; figures of speed are in `make bench`.
@Suite("Weight of pages")
struct PageWeightTests {
    private static let scriptByteCountMaximum = 15_000  // a second on a slow phone line, with room

    private let assets: AssetCatalogue
    private let renderer: PageRenderer

    init() throws {
        assets = try AssetCatalogue()
        renderer = try PageRenderer(assets: assets)
    }

    @Test("the first paint needs one style sheet and no script")
    func firstPaint() throws {
        for sample in SamplePages().all() {
            let html = String(decoding: renderer.render(sample.page, in: sample.frame), as: UTF8.self)
            let sheets = html.matches(of: /<link\b[^>]*rel="stylesheet"[^>]*>/)
            #expect(sheets.count == 1, "\(sample.name)")
            // Modules wait for the whole page; a plain script would stop it.
            for script in html.matches(of: /<script\b[^>]*>/) {
                #expect(script.0.contains("type=\"module\""), "\(sample.name): \(script.0)")
            }
            #expect(html.firstMatch(of: /<style|\sstyle=/) == nil, "\(sample.name)")
        }
        let style = try #require(assets.asset(assets.links.style))
        let css = String(decoding: style.bytes, as: UTF8.self)
        #expect(!css.contains("@import") && !css.contains("@font-face"), "a sheet that waits for another file")
    }

    @Test("no script is over 15 kB")
    func scripts() throws {
        let scripts = assets.paths.filter { $0.hasSuffix(".js") }.compactMap { path in
            assets.asset(path).map { (path, $0.bytes.count) }
        }
        #expect(scripts.count >= 2)
        for (path, count) in scripts + [("/service-worker.js", assets.worker.bytes.count)] {
            #expect(count <= Self.scriptByteCountMaximum, "\(path)")
        }
    }
}
