import Money
import Vault

/// Why a form came back: what is wrong, beside the fields it was typed into.
struct FormRefusal: Error, Hashable {
    let errors: [FieldError]
    /// What is to be said before the single fields; nil counts them.
    var summary: String?
    /// The version an entry has now, where it was changed while someone was editing it.
    var currentVersion: UInt32?
    /// The same for what is named by a tag.
    var currentTag: String?
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

    /// Why an attempt to save ended: the form could not be read, or the book did not take what it says.
    ///
    /// Any other error travels on.
    init(endingIn error: any Error) throws {
        switch error {
        case let refusal as FormRefusal: self = refusal
        case CommitError<FormRefusal>.refused(let refusal): self = refusal
        default: throw error
        }
    }

    var problems: FormProblems { FormProblems(summary: summary, errors: errors) }

    private static func field(of field: MoneyField) -> (name: String, label: String) {
        switch field {
        case .date: ("date", localized("Date"))
        case .start: ("date", localized("First day"))
        case .payee: ("payee", localized("Payee"))
        case .note: ("note", localized("Note"))
        case .tags: ("tags", localized("Tags"))
        case .account, .currency: ("account", localized("Account"))
        case .category: ("category.1", localized("Category"))
        case .amount, .postings: ("amount.1", localized("Amount"))
        case .name: ("name", localized("Name"))
        case .kind: ("kind", localized("Kind"))
        case .parent: ("parent", localized("Stands under"))
        case .openingBalance: ("opening", localized("Balance to begin with"))
        case .from: ("from", localized("From"))
        case .to: ("to", localized("Until"))
        default: ("date", localized("Entry"))
        }
    }
}
