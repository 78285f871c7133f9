import JSON
import Money

/// A kind of item as requests and answers have it.
protocol ItemJSON: ItemContent {
    /// In addresses: `views`.
    static var pathName: String { get }
    /// In the description, with a capital: `View`.
    static var schemaName: String { get }
    /// In sentences: `saved view`.
    static var noun: String { get }
    static var properties: [ObjectSchema.Property] { get }

    /// Reads a request that has passed its schema; the book is asked for what it refers to, such as a currency.
    init(_ fields: RequestFields, in book: MoneyBook) throws(Problem)

    /// Writes ``properties`` into an object that is open.
    func writeMembers(to writer: inout JSONWriter, in book: MoneyBook)
}

extension ItemJSON {
    static var request: ObjectSchema { ObjectSchema(schemaName + "Request", properties) }
    static var schema: ObjectSchema { ObjectSchema(schemaName, [.required("id", .id)] + properties) }
}

extension Item where Content: ItemJSON {
    func write(to writer: inout JSONWriter, in book: MoneyBook) {
        writer.object {
            $0.member("id", id.text)
            content.writeMembers(to: &$0, in: book)
        }
    }

    /// What a change of this item must name.
    func tag(in book: MoneyBook) -> String { EntityTag.of(bytes(in: book)) }

    func bytes(in book: MoneyBook) -> [UInt8] {
        var writer = JSONWriter()
        write(to: &writer, in: book)
        return writer.bytes
    }
}
