/// Why a template cannot be read; lines count from 1.
enum TemplateError: Error, Hashable, Sendable {
    /// `{{` without `}}`.
    case unclosedTag(line: Int)
    /// A tag of another kind, or a name with anything but letters, digits and dots.
    case unknownTag(line: Int)
    /// A section that ends nowhere.
    case unclosedSection(String)
    /// `{{/name}}` where no section of that name is the innermost.
    case unopenedSection(String, line: Int)
}
