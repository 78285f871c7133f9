import Foundation
import Testing

@testable import Web

/// Templates and view models are written apart: nothing but these tests says that they speak of the same things.
@Suite("Parts of view models")
struct ModelPartsTests {
    /// Every value of every sample page with parts of its own.
    private let models: [Any]

    init() throws {
        let assets = try AssetCatalogue().links
        var found: [Any] = []
        for sample in SamplePages().all() {
            Self.collect(Self.context(sample.page, sample.frame, assets), into: &found)
        }
        // A document of its own, which no page is.
        Self.collect(SamplePages().archiveIndex(), into: &found)
        models = found
        try #require(models.count > 1000)
    }

    private static func context(_ page: some Page, _ frame: PageFrame, _ assets: AssetLinks) -> Any {
        PageContext(page, in: frame, assets: assets)
    }

    private static func collect(_ value: Any, into found: inout [Any]) {
        switch TemplateValue(value) {
        case .text, .number, .flag, nil: break
        case .list(let elements): for element in elements { collect(element, into: &found) }
        case .model(let model):
            found.append(model)
            for part in Mirror(reflecting: model).children { collect(part.value, into: &found) }
        }
    }

    @Test("a model that names its own parts names all of them, and each by the name it has")
    func namedParts() throws {
        var names: Set<String> = []
        for case let model as any NamedParts in models {
            names.insert(String(describing: type(of: model)))
            for part in Mirror(reflecting: model).children {
                let label = try #require(part.label)
                let (named, stored) = (model.part(label).flatMap { TemplateValue($0) }, TemplateValue(part.value))
                #expect(Self.text(named) == Self.text(stored), "\(type(of: model)).\(label)")
            }
        }
        #expect(names.count > 10)
    }

    private static func text(_ value: TemplateValue?) -> String {
        switch value {
        case nil: "nothing"
        case .flag(let flag): "flag \(flag)"
        case .list(let elements): "list of \(elements.count)"
        case .text(let text): "text \(text)"
        case .number(let number): "number \(number)"
        case .model(let model): "model \(type(of: model))"
        }
    }

    @Test("every name that a template asks for is a part of some model: another would print nothing, unseen")
    func namesExist() throws {
        var known: Set<String> = []
        for model in models { known.formUnion(Mirror(reflecting: model).children.compactMap(\.label)) }
        let root = PageRenderer.resources.appending(path: "templates")
        let files = try #require(FileManager.default.enumerator(atPath: root.path(percentEncoded: false)))
        var asked = 0
        for case let file as String in files where file.hasSuffix(".mustache") {
            let template = try String(contentsOf: root.appending(path: file), encoding: .utf8)
            for name in try TemplateParser.nodes(template).flatMap(Self.names) {
                asked += 1
                #expect(known.isSuperset(of: name.path), "\(file): \(name.path.joined(separator: "."))")
            }
        }
        #expect(asked > 500)
    }

    private static func names(_ node: TemplateNode) -> [TemplateName] {
        switch node {
        case .text, .part: []
        case .value(let name), .chosenPart(let name): [name]
        case .section(let name, let nodes), .inverted(let name, let nodes): [name] + nodes.flatMap(names)
        }
    }
}
