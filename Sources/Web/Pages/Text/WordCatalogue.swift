import Foundation

/// The translations of one locale, by the English text.
struct WordCatalogue: Sendable {
    let texts: [String: String]

    static let english = WordCatalogue(texts: [:])

    /// Reads the catalogue of a locale from the module's resources; one without a file is written as the English text.
    ///
    /// - Throws: ``PageRendererError`` when the file is not an object of strings: the server must not start then.
    init(_ locale: PageLocale, in directory: URL) throws(PageRendererError) {
        let file = directory.appending(path: locale.rawValue + ".json")
        guard FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) else {
            self = .english
            return
        }
        do {
            texts = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
        } catch {
            throw .malformed("locales/" + locale.rawValue)
        }
    }

    private init(texts: [String: String]) { self.texts = texts }

    /// A template with every text in `[[…]]` replaced by what stands for it here.
    func localised(_ template: String) -> String {
        template.replacing(/\[\[(.+?)\]\]/) { match in
            let english = String(match.1)
            return texts[english] ?? english
        }
    }
}
