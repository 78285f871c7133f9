import JSON
import Money

/// Saved views in requests and answers.
extension ViewContent: ItemJSON {
    static let pathName = "views"
    static let schemaName = "View"
    static let noun = "saved view"

    static let properties: [ObjectSchema.Property] = [
        .required("name", .string(.line, length: 1...MoneyLimits.nameCharacters)),
        .required("page", .enumeration(ViewPage.allCases.map(\.name))),
        .required(
            "query",
            .string(.line, length: 0...ViewContent.queryMaximum),
            "What was chosen on the page, as in its address."
        ),
    ]

    init(_ fields: RequestFields, in book: MoneyBook) throws(Problem) {
        let page = try fields.value("page") { ViewPage(name: $0) }
        let chosen = ViewQuery.fields(fields.text("query"))
        // Days stay as they are said: a program that wants them to move on leaves them out.
        self.init(title: fields.text("name"), page: page, query: ViewQuery.text(chosen, of: page, today: nil))
    }

    func writeMembers(to writer: inout JSONWriter, in book: MoneyBook) {
        writer.member("name", title)
        writer.member("page", page.name)
        writer.member("query", query)
    }
}
