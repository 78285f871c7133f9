/// What just happened, and the way back; it stays until the next page.
package struct Flash: Sendable, Equatable {
    package enum Kind: Sendable { case done, quiet, failed }

    let message: String
    let isQuiet: Bool
    let isFailed: Bool
    let icon: String
    let undo: Undo?

    /// A change that `POST /money/undo` takes back, or an import that has an undo address of its own.
    package struct Undo: Sendable, Equatable {
        let path: String
        let change: String?
        let label: String

        /// Takes back one change; `change` is opaque to the page.
        package static func change(_ change: String) -> Undo {
            Undo(path: "/money/undo", change: change, label: localized("Undo"))
        }

        /// The same of the diary.
        package static func diaryChange(_ change: String) -> Undo {
            Undo(path: "/cycle/undo", change: change, label: localized("Undo"))
        }

        package static func importing(id: String) -> Undo {
            Undo(path: "/money/import/\(id)/undo", change: nil, label: localized("Undo"))
        }
    }

    /// `icon`: where another than that of the kind says it better.
    package init(_ kind: Kind, _ message: String, icon: String? = nil, undo: Undo? = nil) {
        self.message = message
        self.undo = undo
        isQuiet = kind == .quiet
        isFailed = kind == .failed
        self.icon = icon ?? (kind == .failed ? "warn" : kind == .quiet ? "info" : "check")
    }
}
