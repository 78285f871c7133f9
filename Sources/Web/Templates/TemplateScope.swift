/// A value that a template stands in, with its parts by name.
struct TemplateScope {
    let value: Any
    private let parts: Parts

    private enum Parts {
        case none
        case named(any NamedParts)
        /// Read once when the section begins: a row of a list is asked for a dozen.
        case reflected([(name: String, value: Any)])
    }

    init(_ value: Any) {
        self.value = value
        switch TemplateValue(value) {
        case .model(let model as any NamedParts): parts = .named(model)
        case .model(let model):
            let parts = Mirror(reflecting: model).children
            self.parts = .reflected(parts.compactMap { part in part.label.map { ($0, part.value) } })
        case .text, .flag, .number, .list, nil: parts = .none
        }
    }

    /// Nil when there is no such part, or it is an optional without a value.
    func part(_ name: String) -> TemplateValue? {
        switch parts {
        case .none: nil
        case .named(let model): model.part(name).flatMap { TemplateValue($0) }
        case .reflected(let parts): parts.first { $0.name == name }.flatMap { TemplateValue($0.value) }
        }
    }
}
