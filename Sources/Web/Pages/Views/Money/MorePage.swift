/// Pages about money that are needed now and then.
package struct MorePage: Page {
    package static let template = PageTemplate.more
    package var place: Place { .money(.more) }
    package let title = localized("More")

    let links: [Link]

    struct Link: Sendable {
        let path: String
        let label: String
        let sentence: String
        let icon: String
    }

    package init() {
        links = MorePlace.allCases.map {
            Link(path: $0.path, label: $0.label, sentence: $0.sentence, icon: $0.icon)
        }
    }
}
