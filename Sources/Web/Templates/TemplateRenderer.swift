/// Prints one document.
struct TemplateRenderer {
    private(set) var output: [UInt8] = []
    private let library: TemplateLibrary
    /// The innermost last.
    private var scopes: [TemplateScope]
    /// Values of the outermost scope that were asked for parts: the layout asks the frame dozens of times.
    private var ofRoot: [String: TemplateScope] = [:]

    init(_ library: TemplateLibrary, _ root: Any) {
        self.library = library
        scopes = [TemplateScope(root)]
        output.reserveCapacity(Self.usualSize)
    }

    /// In bytes; a larger page grows.
    private static let usualSize = 1 << 16

    mutating func write(_ nodes: [TemplateNode]) {
        for node in nodes { write(node) }
    }

    private mutating func write(_ node: TemplateNode) {
        switch node {
        case .text(let bytes): output.append(contentsOf: bytes)
        case .value(let name): if let text = value(name)?.text { HTMLText.append(text, to: &output) }
        case .section(let name, let nodes): writeSection(value(name), nodes)
        case .inverted(let name, let nodes): if value(name)?.isShown != true { write(nodes) }
        case .part(let name): write(library.templates[name] ?? [])
        case .chosenPart(let name): write(value(name)?.text.flatMap { library.templates[$0] } ?? [])
        }
    }

    private mutating func writeSection(_ value: TemplateValue?, _ nodes: [TemplateNode]) {
        guard let value, value.isShown else { return }
        switch value {
        case .flag: write(nodes)
        case .list(let elements): for element in elements { write(nodes, in: element) }
        case .text(let text): write(nodes, in: text)
        case .number(let number): write(nodes, in: number)
        case .model(let model): write(nodes, in: model)
        }
    }

    private mutating func write(_ nodes: [TemplateNode], in value: Any) {
        scopes.append(TemplateScope(value))
        write(nodes)
        scopes.removeLast()
    }

    private mutating func value(_ name: TemplateName) -> TemplateValue? {
        let innermost = scopes[scopes.count - 1]
        guard let first = name.path.first else { return TemplateValue(innermost.value) }
        guard name.path.count > 1 else { return name.isOfInnermost ? innermost.part(first) : nearest(first) }
        guard var scope = name.isOfInnermost ? innermost.part(first).flatMap(Self.scope) : nearestScope(first) else {
            return nil
        }
        for part in name.path[1..<name.path.count - 1] {
            guard let next = scope.part(part).flatMap(Self.scope) else { return nil }
            scope = next
        }
        return scope.part(name.path[name.path.count - 1])
    }

    private func nearest(_ name: String) -> TemplateValue? {
        for scope in scopes.reversed() {
            if let value = scope.part(name) { return value }
        }
        return nil
    }

    /// The nearest value of a name, to ask it for a part.
    private mutating func nearestScope(_ name: String) -> TemplateScope? {
        for scope in scopes.dropFirst().reversed() {
            if let value = scope.part(name) { return Self.scope(value) }
        }
        if let known = ofRoot[name] { return known }
        let scope = scopes[0].part(name).flatMap(Self.scope)
        ofRoot[name] = scope
        return scope
    }

    private static func scope(_ value: TemplateValue) -> TemplateScope? {
        guard case .model(let model) = value else { return nil }
        return TemplateScope(model)
    }
}
