/// What stands in the form of a rule, as it is typed.
package struct RuleForm: Sendable {
    /// One text that an entry must hold; an empty one was not used.
    package struct Line: Sendable {
        package var about = "payee-contains"
        package var text = ""

        package init() {}
    }

    package var name = ""
    package var match = "all"
    package var lines: [Line] = []
    package var from = ""
    package var to = ""
    package var account = ""
    package var category = ""
    package var kind = ""
    package var firstDay = ""
    package var lastDay = ""
    package var source = ""
    package var toCategory = ""
    package var toPayee = ""
    package var toNote = ""
    package var addedTags = ""
    package var removedTags = ""
    package var transferAccount = ""
    package var isEnabled = true
    package var stops = false
    /// Opaque; refuses a save over someone else's newer one.
    package var tag = ""

    /// Lines of the form that nothing stands in yet.
    package static let emptyLineCount = 2

    package init() {}
}
