import Testing

@testable import Web

/// What a browser would send of a form that nobody touched.
extension RawAnswer {
    /// The fields of the form with this action, some of them typed anew; `do` is left to the test.
    func form(_ action: String, typing typed: [String: String] = [:]) -> [(String, String)] {
        let start = "<form"
        let piece = text.split(separator: start).dropFirst().first { $0.prefix { $0 != ">" }.contains("\"\(action)\"") }
        guard let form = piece?.split(separator: "</form>").first else { return [] }
        var fields: [(String, String)] = []
        var select: (name: String, value: String?, isChosen: Bool)?
        func close() {
            if let select, let value = select.value { fields.append((select.name, value)) }
            select = nil
        }
        for tag in form.split(separator: "<").dropFirst() {
            let head = tag.prefix { $0 != ">" }
            switch head.prefix(while: \.isLetter) {
            case "input":
                guard let name = Self.attribute("name", head) else { continue }
                let isBox = ["radio", "checkbox"].contains(Self.attribute("type", head) ?? "")
                if !isBox || head.hasSuffix(" checked") { fields.append((name, Self.attribute("value", head) ?? "")) }
            case "select": select = (Self.attribute("name", head) ?? "", nil, false)
            case "option":
                let isChosen = head.hasSuffix(" selected")
                guard select?.value == nil || isChosen else { continue }
                select?.value = Self.attribute("value", head)
            case "textarea":
                let value = tag.dropFirst(head.count + 1).drop { $0 == "\n" }
                fields.append((Self.attribute("name", head) ?? "", Self.plain(String(value))))
            default: if head == "/select" { close() }
            }
        }
        return fields.filter { $0.0 != "csrf" }.map { ($0.0, typed[$0.0] ?? $0.1) }
    }

    private static func attribute(_ name: String, _ tag: Substring) -> String? {
        tag.split(separator: " \(name)=\"", omittingEmptySubsequences: false).dropFirst().first
            .map { plain(String($0.prefix { $0 != "\"" })) }
    }

    private static func plain(_ text: String) -> String {
        let marks = [("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
        return marks.reduce(text) { $0.replacing($1.0, with: $1.1) }
    }
}
