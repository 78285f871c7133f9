/// One promise of the register: what people are told, and how it is kept.
package struct Promise: Sendable, Hashable {
    /// Which product made it first.
    package enum Source: String, Sendable, Hashable {
        case money, body
        /// Neither: it is ours.
        case beyond
    }

    package enum Keeping: String, Sendable, Hashable {
        /// The program cannot do otherwise.
        case enforced
        /// The deployment is made so.
        case provisioned
        /// People do it, and a record with a due date says so.
        case recorded
    }

    package let id: PromiseID
    package let text: String
    package let sources: [Source]
    package let keeping: [Keeping]
    /// What a check of it needs; said while there is none.
    package let needs: PromisePart

    init(_ id: PromiseID, _ text: String, from sources: [Source], kept keeping: [Keeping], needs: PromisePart) {
        self.id = id
        self.text = text
        self.sources = sources
        self.keeping = keeping
        self.needs = needs
    }
}
