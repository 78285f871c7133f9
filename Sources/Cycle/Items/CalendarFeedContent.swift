/// A calendar that another program fetches by an address only it knows.
///
/// The diary keeps the public half of the feed's key: the server seals each new calendar to it, and only who has the
/// address can open it.
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

    package static let keyByteCount = 32
    package static let addressByteCount = 32

    /// What she calls it in her settings.
    package var name: String
    /// What every event is called; the same for all, so that it says nothing.
    package var title: String
    package var contents: Contents
    /// X25519, 32 bytes.
    package var publicKey: [UInt8]
    /// SHA-256 of the secret address: where the sealed calendar lies.
    package var address: [UInt8]

    package init(name: String, title: String, contents: Contents, publicKey: [UInt8], address: [UInt8]) {
        self.name = name
        self.title = title
        self.contents = contents
        self.publicKey = publicKey
        self.address = address
    }

    func checked() throws(CycleError) -> CalendarFeedContent {
        var content = self
        content.name = try CycleText.name(name, .name)
        content.title = try CycleText.name(title, .title)
        guard !contents.isEmpty, Contents.all.isSuperset(of: contents) else { throw .invalid(.contents) }
        guard publicKey.count == Self.keyByteCount, address.count == Self.addressByteCount else {
            throw .invalid(.contents)
        }
        return content
    }
}
