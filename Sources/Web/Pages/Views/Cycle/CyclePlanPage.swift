/// What stands in the form of a method, medicine or appointment, as it is typed.
struct CyclePlanForm: Sendable {
    /// A method's kind, `medicine` or `appointment`.
    var kind = "pill"
    var name = ""
    var from = ""
    var to = ""
    var use = ""
    var pause = ""
    var time = ""
    var unit = ""
    var times = ""
    var note = ""
    var reminder = ""
    var renewals = ""
}

/// The form that adds or changes a method, medicine or appointment.
package struct CyclePlanPage: Page {
    package static let template = PageTemplate.cyclePlan
    package var place: Place { .cycle(.settings) }
    package let title: String

    let isNew: Bool
    let kind: String
    let path: String
    let removePath: String?
    let problems: FormProblems
    let fields: [TextField]
    let note: TextField?
    /// What the days are proposed by, in a sentence.
    let hint: String?
}
