/// Parsed templates by name.
struct TemplateLibrary: Sendable {
    let templates: [String: [TemplateNode]]

    /// - Throws: ``PageRendererError/malformed(_:)`` naming a template that does not parse, `.missing` one that another
    ///   prints and that is not there.
    init(_ sources: [String: String]) throws(PageRendererError) {
        var templates: [String: [TemplateNode]] = [:]
        for (name, source) in sources {
            do {
                templates[name] = try TemplateParser.nodes(source)
            } catch {
                throw .malformed(name)
            }
        }
        for part in templates.values.flatMap({ $0 }).flatMap(\.parts) where templates[part] == nil {
            throw .missing(part)
        }
        self.templates = templates
    }

    /// A document as UTF-8: the template `name`, standing in `root`.
    func render(_ name: String, _ root: Any) -> [UInt8] {
        var renderer = TemplateRenderer(self, root)
        renderer.write(templates[name] ?? [])
        return renderer.output
    }
}
