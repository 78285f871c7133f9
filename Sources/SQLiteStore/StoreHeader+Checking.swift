import Primitives

extension StoreHeader {
    /// The fields as they are stored, in the order in which they are compared.
    var fields: [(field: Field, value: String)] {
        [
            (.product, Self.product),
            (.format, String(Self.format)),
            (.kind, kind.rawValue),
            (.environment, environment),
            (.region, region),
        ]
    }

    /// Compares what a store says of itself with what is expected here.
    ///
    /// - Throws: ``StoreError/wrongStore(_:)`` with the first field that differs or is missing; an extra one counts as
    ///   another format.
    func check(_ stored: [String: String]) throws(StoreError) {
        for (field, value) in fields where stored[field.rawValue] != value { throw .wrongStore(field) }
        guard stored.count == fields.count else { throw .wrongStore(.format) }
    }
}
