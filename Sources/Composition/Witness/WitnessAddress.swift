import TransparencyLog

/// One of the witnesses that an installation chose for its log: where it answers, and its public key.
///
/// - Shape: as text the address, a space and the key; several are separated by commas.
/// - Source: docs/spec/transparency-log.md §15.
package struct WitnessAddress: Sendable, Hashable {
    package static let countMaximum = 16

    /// `https://…` without `/add-checkpoint`; plain HTTP only on this machine, which the one outbound client sees to.
    package let url: String
    /// As text.
    package let key: String

    var noteKey: NoteKey {
        get throws(NoteError) { try NoteKey(text: key) }
    }

    /// Reads a list; nil when anything in it is not an address and a witness's key, or a key is there twice.
    package static func list(_ text: String) -> [WitnessAddress]? {
        var addresses: [WitnessAddress] = []
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            let words = item.split(separator: " ")
            guard words.count == 2, let address = WitnessAddress(url: String(words[0]), key: String(words[1])) else {
                return nil
            }
            addresses.append(address)
        }
        guard addresses.count <= countMaximum, Set(addresses.map(\.key)).count == addresses.count else { return nil }
        return addresses
    }

    private init?(url: String, key: String) {
        guard url.hasPrefix("https://") || url.hasPrefix("http://"), !url.contains("?"), !url.contains("#") else {
            return nil
        }
        do { guard try NoteKey(text: key).kind == .cosignature else { return nil } } catch { return nil }
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
        self.key = key
    }
}
