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
        self.init(
            title: fields.text("name"),
            page: try fields.value("page") { ViewPage(name: $0) },
            query: fields.text("query")
        )
    }

    func writeMembers(to writer: inout JSONWriter, in book: MoneyBook) {
        writer.member("name", title)
        writer.member("page", page.name)
        writer.member("query", query)
    }
}
