import Money

/// Values by whole names, found by the first levels of longer ones: `Assets:Bank` is of `Assets:Bank:Savings` too.
///
/// A look-up goes through a name once, so that names of many levels cost no more than their length.
struct LevelTable<Value> {
    /// By hash; names are compared, so two of one hash cost the earlier one its value and no more.
    private var entries: [UInt64: (name: String, value: Value)] = [:]

    var isEmpty: Bool { entries.isEmpty }
    var count: Int { entries.count }

    subscript(name: String) -> Value? {
        get { entries[Self.hash(name)].flatMap { $0.name == name ? $0.value : nil } }
        set { entries[Self.hash(name)] = newValue.map { (name, $0) } }
    }

    /// The value of the name, or of the most of its levels that have one, and what follows them, the colon included.
    func longest(_ name: String) -> (value: Value, rest: Substring)? {
        if entries.isEmpty { return nil }
        var hash = StableHash()
        var found: [(end: String.Index, hash: UInt64)] = []
        let bytes = name.utf8
        for index in bytes.indices {
            if bytes[index] == 0x3A, entries[hash.value] != nil { found.append((index, hash.value)) }
            hash.combine(byte: bytes[index])
        }
        if entries[hash.value] != nil { found.append((name.endIndex, hash.value)) }
        for place in found.reversed() {
            guard let entry = entries[place.hash], name[..<place.end] == entry.name[...] else { continue }
            return (entry.value, name[place.end...])
        }
        return nil
    }

    private static func hash(_ name: String) -> UInt64 {
        var hash = StableHash()
        for byte in name.utf8 { hash.combine(byte: byte) }
        return hash.value
    }
}
