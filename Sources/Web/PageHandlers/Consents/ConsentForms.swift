import Foundation
package import Identity
package import Primitives

/// The page of consents as a stranger to its code sees it: which forms there are, and what each takes.
///
/// For the check of LAW-1: it reads the very template that people are shown.
package enum ConsentForms {
    package struct Form: Sendable, Hashable {
        package let action: String
        /// What is sent without anybody filling it in.
        package let hidden: [String: String]
        /// What has to be filled in, ticked or chosen before it can be sent.
        package let fieldCount: Int
        package let buttonCount: Int

        /// How many things somebody has to do.
        package var stepCount: Int { fieldCount + buttonCount }
    }

    /// The page's own HTML, without what stands around it.
    ///
    /// - Throws: ``PageRendererError`` where the templates are not there.
    package static func page(
        _ standings: [ConsentStanding],
        notices: NoticeVersions = .today
    ) throws(PageRendererError) -> String {
        let words = ConsentWords(notices: notices) { $0.iso }
        let page = ConsentsPage(asked: nil, groups: words.groups(standings), changes: [], hasSignal: false)
        let library = try TemplateLibrary([
            "whole": "{{#page}}{{>\(ConsentsPage.template.name)}}{{/page}}",
            ConsentsPage.template.name: try template(ConsentsPage.template.name),
            "parts/csrf": try template("parts/csrf"),
        ])
        return String(decoding: library.render("whole", Whole(page: page, frame: Whole.Frame())), as: UTF8.self)
    }

    private struct Whole {
        struct Frame {
            let csrf = ""
        }

        let page: ConsentsPage
        let frame: Frame
    }

    private static func template(_ name: String) throws(PageRendererError) -> String {
        let file = PageRenderer.resources.appending(path: "templates").appending(path: name + ".mustache")
        do { return WordCatalogue.english.localised(try String(contentsOf: file, encoding: .utf8)) } catch {
            throw .missing(name)
        }
    }

    /// The forms of a page, in their order.
    package static func forms(in html: String) -> [Form] {
        html.matches(of: /<form ([^>]*)>([\s\S]*?)<\/form>/).map { match in
            let (head, body) = (String(match.1), String(match.2))
            var hidden: [String: String] = [:]
            var fieldCount = 0
            for input in body.matches(of: /<(?:input|select|textarea)\b([^>]*)>/) {
                let attributes = String(input.1)
                if value("type", in: attributes) == "hidden" {
                    hidden[value("name", in: attributes) ?? ""] = value("value", in: attributes) ?? ""
                } else {
                    fieldCount += 1
                }
            }
            return Form(
                action: value("action", in: head) ?? "",
                hidden: hidden,
                fieldCount: fieldCount,
                buttonCount: body.matches(of: /<button\b/).count
            )
        }
    }

    private static func value(_ name: String, in attributes: String) -> String? {
        for match in attributes.matches(of: /([a-z-]+)="([^"]*)"/) where match.1 == name { return String(match.2) }
        return nil
    }

    /// The form that changes a purpose, as ``forms(in:)`` finds it.
    package static func form(for purpose: Purpose, in forms: [Form]) -> Form? {
        forms.first { $0.action == "\(ConsentPages.path)/\(purpose.name)" }
    }
}
