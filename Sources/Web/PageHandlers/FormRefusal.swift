import Money

/// Why a form came back: what is wrong, beside the fields it was typed into.
struct FormRefusal: Error, Hashable {
    let errors: [FieldError]
    /// What is to be said before the single fields; nil counts them.
    var summary: String?
    /// The version an entry has now, where it was changed while someone was editing it.
    var currentVersion: UInt32?
    /// The entry was deleted while someone was editing it; the form can only add it again.
    var isGone = false

    init(_ errors: [FieldError]) { self.errors = errors }

    init(_ field: String, _ label: String, _ message: String) {
        errors = [FieldError(field: field, label: label, message: message)]
    }

    /// A rule of the book, beside the field of the transaction form it belongs to.
    init(_ error: MoneyError) {
        let (field, label) = Self.field(of: error.field)
        self.init(field, label, Sentences.sentence(error))
    }

    var problems: FormProblems { FormProblems(summary: summary, errors: errors) }

    private static func field(of field: MoneyField) -> (name: String, label: String) {
        switch field {
        case .date: ("date", "Date")
        case .payee: ("payee", "Payee")
        case .note: ("note", "Note")
        case .tags: ("tags", "Tags")
        case .account, .currency: ("account", "Account")
        case .category: ("category.1", "Category")
        case .amount, .postings: ("amount.1", "Amount")
        case .name: ("name", "Name")
        case .kind: ("kind", "Kind")
        case .parent: ("parent", "Stands under")
        case .openingBalance: ("opening", "Balance to begin with")
        case .from: ("from", "From")
        case .to: ("to", "To")
        default: ("date", "Entry")
        }
    }
}
