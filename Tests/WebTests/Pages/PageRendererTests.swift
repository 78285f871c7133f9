import Foundation
import Testing

@testable import Web

@Suite("Page renderer")
struct PageRendererTests {
    private let renderer: PageRenderer

    init() throws { renderer = try PageRenderer(assets: AssetCatalogue()) }

    private func html(_ sample: SamplePages.Sample) -> String {
        String(decoding: renderer.render(sample.page, in: sample.frame), as: UTF8.self)
    }

    @Test("every page has a sample, so that the other tests see all of them")
    func everyTemplateIsSampled() {
        let sampled = Set(SamplePages().all().map { type(of: $0.page).template })
        #expect(sampled == Set(PageTemplate.allCases))
    }

    @Test("a page is whole: one h1, one main, nothing of the template language left")
    func pagesAreWhole() {
        for sample in SamplePages().all() {
            let html = html(sample)
            #expect(html.ranges(of: "<h1").count == 1, "\(sample.name)")
            #expect(html.ranges(of: "<main").count == 1, "\(sample.name)")
            #expect(html.hasSuffix("</html>\n"), "\(sample.name)")
            #expect(!html.contains("{{") && !html.contains("}}"), "\(sample.name)")
        }
    }

    @Test("a promise shows how it was checked, what was found with its page, and what it was before")
    func promiseDetails() throws {
        let sample = try #require(SamplePages().all().first { $0.name == "trust" })
        let details = html(sample).matches(of: /<details>(.*?)<\/details>/.dotMatchesNewlines()).map { String($0.1) }
        #expect(details.count == 4)
        for part in details {
            #expect(part.contains("Tries something."))
            #expect(part.contains("<dt>TLS 1.2 alone</dt><dd><a href=\"/help\">refused</a></dd>"))
            #expect(part.contains("kept, then broken"))
        }
    }

    /// If this fails, whoever names an account or a payee can run a script in the owner's session.
    @Test("hostile text changes no markup anywhere")
    func hostileText() {
        let hostile = #""><script>alert(1)</script><img src=x onerror='alert(1)'>&{{frame.csrf}}</textarea><style>"#
        let plain = SamplePages { _ in "plain" }.all()
        let attacked = SamplePages { _ in hostile }.all()
        for (before, after) in zip(plain, attacked) {
            #expect(Self.tags(in: html(before)) == Self.tags(in: html(after)), "\(before.name)")
        }
    }

    @Test("hostile text is really shown, escaped, where plain text would be")
    func hostileTextIsShown() {
        for sample in SamplePages(text: { "<b>\($0)</b>" }).all() where sample.frame.handle != nil {
            #expect(html(sample).contains("&lt;b&gt;asha&lt;/b&gt;"), "\(sample.name)")
        }
    }

    /// Opening tags with their attribute names: what a browser builds, without what it prints.
    private static func tags(in html: String) -> [String] {
        html.matches(of: /<\/?([a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/).map { match in
            let attributes = match.2.matches(of: /\s([\w:-]+)(?:="[^"]*")?/).map { String($0.1) }
            return ([String(match.1)] + attributes).joined(separator: " ")
        }
    }

    @Test("every field that is seen has a name of its own for those who cannot see it")
    func fieldsAreLabelled() {
        for sample in SamplePages().all() {
            let html = html(sample)
            let labelled = Set(html.matches(of: /<label[^>]* for="([^"]+)"/).map { String($0.1) })
            for match in html.matches(of: /<(?:input|select|textarea)\b[^>]*>/) {
                let tag = String(match.0)
                let needsNone = ["type=\"hidden\"", "aria-hidden", "aria-label="]
                if needsNone.contains(where: tag.contains) { continue }
                if tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\"") {
                    #expect(html[..<match.range.lowerBound].suffix(60).contains("<label"), "\(sample.name): \(tag)")
                    continue
                }
                let id = tag.firstMatch(of: /\sid="([^"]+)"/).map { String($0.1) } ?? "none"
                #expect(labelled.contains(id), "\(sample.name): \(tag)")
            }
        }
    }

    @Test("ids are unique, and every reference finds its target")
    func references() {
        for sample in SamplePages().all() {
            let html = html(sample)
            let ids = html.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
            #expect(Set(ids).count == ids.count, "\(sample.name): \(ids)")
            for match in html.matches(of: /(?:aria-describedby|aria-labelledby|for)="([^"]+)"/) {
                for id in match.1.split(separator: " ") { #expect(ids.contains(String(id)), "\(sample.name): \(id)") }
            }
            for match in html.matches(of: /(?:<use |<a [^>]*)href="#([^"]+)"/) {
                #expect(ids.contains(String(match.1)), "\(sample.name): #\(match.1)")
            }
        }
    }

    @Test("every POST form carries the token, and no GET form does")
    func formsCarryTheToken() {
        for sample in SamplePages().all() {
            for match in html(sample).matches(of: /<form[^>]*>(?:[^<]|<(?!\/form))*/) {
                let form = String(match.0)
                let carriesToken = form.contains("name=\"csrf\" value=\"token")
                let isPost = form.prefix(200).contains("method=\"post\"")
                #expect(carriesToken == isPost, "\(sample.name): \(form.prefix(90))")
            }
        }
    }

    @Test("a passphrase or code that was typed is never sent back")
    func secretsAreNotEchoed() {
        for kind in [TextField.Kind.currentPassphrase, .newPassphrase, .code] {
            #expect(TextField("p", "P", kind: kind, value: "copper lantern").value.isEmpty)
        }
        #expect(TextField("p", "P", kind: .handle, value: "asha").value == "asha")
    }

    @Test("what was typed comes back with the error beside it and a link to it at the top")
    func errorsStandBesideFields() throws {
        let sample = try #require(SamplePages().all().first { $0.name == "transaction-edit" })
        let html = html(sample)
        #expect(html.contains("value=\"12o\""))
        #expect(html.contains("aria-describedby=\"f-amount-1-e\""))
        #expect(html.contains("<a href=\"#f-amount-1\">Amount</a>"))
        #expect(html.contains("Lunch with Devika"))
    }

    @Test("an area keeps a first line that is empty")
    func areaKeepsItsFirstLine() throws {
        let sample = try #require(SamplePages().all().first { $0.name == "transaction-edit" })
        // HTML drops one newline after the tag, so the template writes one of its own.
        #expect(html(sample).contains(">\n\nShe pays next time.</textarea>"))
    }

    @Test("nothing private surrounds a page outside")
    func outsideHasNoNavigation() {
        for sample in SamplePages().all() where !sample.page.place.isInside {
            let html = html(sample)
            #expect(!html.contains("class=\"tabbar\"") && !html.contains("class=\"receipt\""), "\(sample.name)")
        }
    }

    /// If this fails, one press of the theme button loses a recovery code that is never shown again.
    @Test("nothing on the recovery kit leads away from it but its own form")
    func kitLeadsNowhere() throws {
        let sample = try #require(SamplePages().all().first { $0.name == "kit" })
        let targets = html(sample).matches(of: /<(?:form|a)\b[^>]* (?:action|href)="([^"]*)"/).map { String($0.1) }
        #expect(Set(targets) == ["#main", "/sign-up/kit"])
    }

    @Test("figures are covered from the first byte when the person asked for it")
    func covered() throws {
        let sample = try #require(SamplePages().all().first { $0.name == "today-covered" })
        #expect(html(sample).contains("class=\"cover-on\""))
    }

    @Test("a missing template stops the start")
    func missingTemplate() throws {
        let empty = FileManager.default.temporaryDirectory.appending(path: "pages-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: empty) }
        #expect(throws: PageRendererError.missing("pages/welcome")) {
            _ = try PageRenderer(assets: AssetCatalogue(), resources: empty)
        }
    }

    /// `Scripts/render-pages` sets the variable and takes the pictures.
    @Test("pages can be written out to be looked at", .enabled(if: SampleFiles.directory != nil))
    func writeOut() throws {
        let directory = try #require(SampleFiles.directory)
        for theme in [Theme.light, .dark] {
            for sample in SamplePages().all(theme: theme) {
                let file = directory.appending(path: "\(sample.name).\(theme.rawValue).html")
                try Data(renderer.render(sample.page, in: sample.frame)).write(to: file)
            }
        }
        try SampleFiles.writeAssets(AssetCatalogue(), to: directory)
    }
}
