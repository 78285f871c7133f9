import HTTPTypes
import Testing

@testable import Web

/// A card's number typed into every text field of every form that a page shows.
@Suite("Planted forms", .serialized)
struct PlantedFormTests {
    private static let card = "4111 1111 1111 1111"
    private static let plain = "Zebra Crossing"

    /// Forms that end the session, or take a secret and keep nothing of it.
    private static let leftOut = [
        "/sign-out", "/lock", "/unlock", "/privacy/security/", "/confirm", "/recover", "/cycle/lock",
    ]

    private struct Form: Hashable {
        let page: String
        let action: String
        let field: String
    }

    @Test("no form keeps it, and every one keeps ordinary text")
    func everyForm() async throws {
        try await TestHousehold.run { household in
            let browser = Browser(server: household.server)
            let account = [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
            _ = try await browser.post("/sign-up", from: try await browser.get("/sign-up"), account)
            _ = try await browser.post("/cycle/start", from: try await browser.get("/cycle/start"), [("diary", "yes")])
            let pages = Set(
                household.endpoints.filter {
                    $0.surface == .page && $0.method == .get && $0.template.parameterNames.isEmpty
                        && $0.access != .anyone
                }.map(\.template.text)
            ).sorted()
            var forms: Set<Form> = []
            for page in pages { forms.formUnion(Self.forms(try await browser.get(page), page)) }
            for text in [Self.card, Self.plain] {
                for form in forms.sorted(by: { ($0.page, $0.action, $0.field) < ($1.page, $1.action, $1.field) }) {
                    let page = try await browser.get(form.page)
                    guard Browser.formToken(page) != nil else { continue }
                    let fields = page.form(form.action, typing: [form.field: text]).map { name, value in
                        (name, value.isEmpty && name.lowercased().contains("amount") ? "12" : value)
                    }
                    let answer = try await browser.post(form.action, from: page, fields)
                    #expect(answer.status < 500, "\(form)")
                }
                var shown: [String] = []
                for page in pages where try await browser.get(page).text.contains(text) { shown.append(page) }
                if text == Self.card {
                    #expect(shown.isEmpty, "kept, and shown on \(shown)")
                } else {
                    #expect(shown.count >= 3, "nothing was kept at all: \(shown)")
                }
            }
            #expect(forms.count >= 20, "\(forms.count) fields were found")
        }
    }

    /// The text fields of the forms on a page.
    private static func forms(_ answer: RawAnswer, _ page: String) -> Set<Form> {
        guard answer.status == 200 else { return [] }
        var found: Set<Form> = []
        for piece in answer.text.split(separator: "<form").dropFirst() {
            let head = piece.prefix { $0 != ">" }
            guard head.contains("method=\"post\""), let action = attribute("action", head),
                !leftOut.contains(where: action.hasPrefix), let body = piece.split(separator: "</form>").first
            else { continue }
            for tag in body.split(separator: "<") {
                let tag = tag.prefix { $0 != ">" }
                let type = attribute("type", tag) ?? "text"
                let isText = tag.hasPrefix("textarea") || tag.hasPrefix("input") && ["text", "search"].contains(type)
                guard isText, let name = attribute("name", tag) else { continue }
                found.insert(Form(page: page, action: String(action), field: String(name)))
            }
        }
        return found
    }

    private static func attribute(_ name: String, _ tag: Substring) -> Substring? {
        tag.split(separator: "\(name)=\"", omittingEmptySubsequences: false).dropFirst().first?.prefix { $0 != "\"" }
    }
}
