import Primitives
import Vault

@testable import Money

extension RandomCommands {
    /// A command about an item of some kind.
    mutating func drawItem() throws {
        switch ItemKind.allCases[Int.random(in: 0..<ItemKind.allCases.count, using: &generator)] {
        case .view: try draw(ViewContent(title: word(), page: .explore, query: "q=1"))
        }
    }

    /// Adds, edits or removes an item of a kind.
    private mutating func draw<Content: ItemContent>(_ content: Content) throws {
        let known = pick(test.book.items(Content.self))
        switch Int.random(in: 0..<4, using: &generator) {
        case 0:
            guard let known else { return }
            try test.run { try $0.remove(known.id) }
        case 1:
            guard let known else { return }
            try test.run { try $0.edit(known.id, content) }
        default:
            try test.run { try $0.add(content) }
        }
    }
}
