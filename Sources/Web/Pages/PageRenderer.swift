import Foundation
import Mustache

/// Turns view models into HTML with the templates of this module.
///
/// Templates are read and parsed once; rendering touches no file and is safe from any thread.
package struct PageRenderer: Sendable {
    private let library: MustacheLibrary
    private let layout: MustacheTemplate
    private let assets: AssetLinks

    /// Reads every template of the module's resources.
    ///
    /// - Throws: ``PageRendererError`` when one is missing or does not parse: the server must not start then.
    package init(assets: AssetCatalogue) throws(PageRendererError) {
        try self.init(assets: assets, templates: Self.resources.appending(path: "templates"))
    }

    static var resources: URL { Bundle.module.bundleURL.appending(path: "Resources") }

    init(assets: AssetCatalogue, templates directory: URL) throws(PageRendererError) {
        let library = try Self.library(in: directory)
        for template in PageTemplate.allCases where library.getTemplate(named: template.name) == nil {
            throw .missing(template.name)
        }
        guard let layout = library.getTemplate(named: "layout") else { throw .missing("layout") }
        self.library = library
        self.layout = layout
        self.assets = assets.links
    }

    /// The whole document as UTF-8.
    package func render(_ page: some Page, in frame: PageFrame) -> [UInt8] {
        Array(layout.render(PageContext(page, in: frame, assets: assets), library: library).utf8)
    }

    private static func library(in directory: URL) throws(PageRendererError) -> MustacheLibrary {
        var library = MustacheLibrary()
        for name in try names(in: directory) {
            let text: String
            do {
                text = try String(contentsOf: directory.appending(path: name + fileExtension), encoding: .utf8)
            } catch {
                throw .missing(name)
            }
            do {
                try library.register(text, named: name)
            } catch {
                throw .malformed(name)
            }
        }
        return library
    }

    private static let fileExtension = ".mustache"

    private static func names(in directory: URL) throws(PageRendererError) -> [String] {
        guard let files = FileManager.default.enumerator(atPath: directory.path(percentEncoded: false)) else {
            throw .missing("templates")
        }
        return files.compactMap { $0 as? String }
            .filter { $0.hasSuffix(fileExtension) }
            .map { String($0.dropLast(fileExtension.count)) }
    }
}
