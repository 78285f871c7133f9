/// A calendar that another program fetches by an address only it knows.
///
/// The address is made of the feed's secret. The server seals each new calendar under it while the diary is open, and
/// afterwards only who has the address opens it.
///
/// - Source: docs/spec/calendar-feed.md.
package struct CalendarFeedContent: Hashable, Sendable {
    /// What a calendar holds.
    package struct Contents: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let periods = Contents(rawValue: 1)
        package static let renewals = Contents(rawValue: 2)
        package static let appointments = Contents(rawValue: 4)
        package static let all: Contents = [.periods, .renewals, .appointments]
    }

    package static let secretByteCount = 32

    /// What she calls it in her settings.
    package var name: String
    /// What every event is called; the same for all, so that it says nothing.
    package var title: String
    package var contents: Contents
    /// 32 random bytes.
    package var secret: [UInt8]

    package init(name: String, title: String, contents: Contents, secret: [UInt8]) {
        self.name = name
        self.title = title
        self.contents = contents
        self.secret = secret
    }

    func checked() throws(CycleError) -> CalendarFeedContent {
        var content = self
        content.name = try CycleText.name(name, .name)
        content.title = try CycleText.name(title, .title)
        guard !contents.isEmpty, Contents.all.isSuperset(of: contents) else { throw .invalid(.contents) }
        guard secret.count == Self.secretByteCount else { throw .invalid(.contents) }
        return content
    }
}
