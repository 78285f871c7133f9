import Foundation

/// Turns view models into HTML with the templates of this module.
///
/// Templates are read, put into each language and parsed once; rendering touches no file and is safe from any thread.
package struct PageRenderer: Sendable {
    private let editions: [PageLocale: Edition]
    private let assets: AssetLinks

    /// Reads every template of the module's resources.
    ///
    /// - Throws: ``PageRendererError`` when one is missing or does not parse: the server must not start then.
    package init(assets: AssetCatalogue) throws(PageRendererError) {
        try self.init(assets: assets, resources: Self.resources)
    }

    static var resources: URL { Bundle.module.bundleURL.appending(path: "Resources") }

    init(assets: AssetCatalogue, resources directory: URL) throws(PageRendererError) {
        let templates = try Self.templates(in: directory.appending(path: "templates"))
        var editions: [PageLocale: Edition] = [:]
        for locale in PageLocale.allCases {
            let catalogue = try WordCatalogue(locale, in: directory.appending(path: "locales"))
            let words = Words(locale, catalogue)
            // Locales without a catalogue read the same templates.
            if catalogue.texts.isEmpty, let first = editions[.standard] {
                editions[locale] = Edition(first, words: words)
            } else {
                editions[locale] = try Edition(templates, words: words, catalogue)
            }
        }
        self.editions = editions
        self.assets = assets.links
    }

    /// The text of pages in one locale.
    package func words(_ locale: PageLocale) -> Words { editions[locale]?.words ?? .english }

    /// The whole document as UTF-8.
    package func render(_ page: some Page, in frame: PageFrame) -> [UInt8] {
        guard let edition = editions[frame.words.locale] else { return [] }  // every locale has one
        let context = PageContext(page, in: frame, assets: assets)
        return edition.library.render(Self.layout, context)
    }

    /// A document of its own, without a frame.
    func renderAlone(_ template: String, _ root: Any, _ locale: PageLocale) -> [UInt8] {
        editions[locale]?.library.render(template, root) ?? []  // every locale has one
    }

    private static let layout = "layout"

    /// Every template in one language.
    private struct Edition {
        let words: Words
        let library: TemplateLibrary

        init(_ templates: [String: String], words: Words, _ catalogue: WordCatalogue) throws(PageRendererError) {
            for name in PageTemplate.allCases.map(\.name) + [layout] where templates[name] == nil {
                throw .missing(name)
            }
            self.words = words
            library = try TemplateLibrary(templates.mapValues(catalogue.localised))
        }

        init(_ other: Edition, words: Words) {
            self.words = words
            library = other.library
        }
    }

    private static func templates(in directory: URL) throws(PageRendererError) -> [String: String] {
        var templates: [String: String] = [:]
        for name in try names(in: directory) {
            do {
                let file = directory.appending(path: name + fileExtension)
                templates[name] = try String(contentsOf: file, encoding: .utf8)
            } catch {
                throw .missing(name)
            }
        }
        return templates
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
