/// A piece of a parsed template.
indirect enum TemplateNode: Sendable {
    case text([UInt8])
    /// `{{name}}`: printed with the characters escaped that mean something in HTML.
    case value(TemplateName)
    /// `{{#name}}…{{/name}}`: once for each element, or once for a value that is there; nothing for `false`.
    case section(TemplateName, [TemplateNode])
    /// `{{^name}}…{{/name}}`: for `false`, nil and a list without elements.
    case inverted(TemplateName, [TemplateNode])
    /// `{{>name}}`: another template, read in the same place.
    case part(String)
    /// `{{>*name}}`: the template that this value names.
    case chosenPart(TemplateName)

    /// The names of other templates that this piece prints.
    var parts: [String] {
        switch self {
        case .text, .value, .chosenPart: []
        case .section(_, let nodes), .inverted(_, let nodes): nodes.flatMap(\.parts)
        case .part(let name): [name]
        }
    }
}
