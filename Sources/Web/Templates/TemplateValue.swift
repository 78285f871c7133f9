/// A value of a view model as a template sees it.
enum TemplateValue {
    case text(String)
    case flag(Bool)
    case number(Int)
    case list([Any])
    /// A value with parts of its own.
    case model(Any)

    /// Nil for an optional without a value.
    init?(_ value: Any) {
        // Texts and flags are most of what there is, and comparing types is cheaper than asking what they conform to.
        let type = type(of: value)
        if type == String.self, let text = value as? String {
            self = .text(text)
        } else if type == Bool.self, let flag = value as? Bool {
            self = .flag(flag)
        } else if type == Int.self, let number = value as? Int {
            self = .number(number)
        } else if let optional = value as? any OptionalValue {
            guard let wrapped = optional.wrapped else { return nil }
            self.init(wrapped)
        } else if let list = value as? any ListValue {
            self = .list(list.elements)
        } else {
            self = .model(value)
        }
    }

    /// What a section asks.
    var isShown: Bool {
        switch self {
        case .flag(let flag): flag
        case .list(let elements): !elements.isEmpty
        case .text, .number, .model: true
        }
    }

    /// What `{{name}}` prints; a list or a model is not text, and naming one is a mistake of the template.
    var text: String? {
        switch self {
        case .text(let text): text
        case .number(let number): String(number)
        case .flag, .list, .model: nil
        }
    }
}

private protocol OptionalValue { var wrapped: Any? { get } }

extension Optional: OptionalValue {
    fileprivate var wrapped: Any? { self }
}

private protocol ListValue { var elements: [Any] { get } }

extension Array: ListValue {
    fileprivate var elements: [Any] { self }
}
