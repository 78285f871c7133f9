/// Everything that has a name, to go to: a page of its own, and what the palette looks through.
package struct NamesPage: Page {
    package static let template = PageTemplate.names
    package var place: Place { .money(.more) }
    package let title = localized("Everything by name")

    let groups: [Group]
    let isEmpty: Bool

    /// Things of one kind.
    package struct Group: Sendable {
        let label: String
        let links: [Link]

        package init(_ label: String, _ links: [Link]) {
            self.label = label
            self.links = links
        }
    }

    /// A book has thousands of them, so they name their own parts: reflection is not free.
    package struct Link: Sendable, NamedParts {
        let path: String
        let label: String
        let icon: String

        package init(_ label: String, path: String, icon: String) {
            self.label = label
            self.path = path
            self.icon = icon
        }

        func part(_ name: String) -> Any? {
            switch name {
            case "path": path
            case "label": label
            case "icon": icon
            default: nil
            }
        }
    }

    /// Groups without links are left out.
    package init(groups: [Group]) {
        self.groups = groups.filter { !$0.links.isEmpty }
        isEmpty = self.groups.isEmpty
    }
}
