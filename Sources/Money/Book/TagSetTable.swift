/// Sets of tags, each kept once: set 0 is empty, set `s` holds `members[ends[s - 2]..<ends[s - 1]]`.
struct TagSetTable: Sendable {
    private(set) var members: [UInt32] = []
    private(set) var ends: [UInt32] = []
    /// Built on the first ``intern(_:)``.
    private var places: [[UInt32]: UInt32] = [:]

    init() {}

    init?(members: [UInt32], ends: [UInt32]) {
        var previous: UInt32 = 0
        for end in ends {
            guard end > previous else { return nil }
            previous = end
        }
        guard Int(previous) == members.count else { return nil }
        self.members = members
        self.ends = ends
    }

    var count: Int { ends.count }

    func tags(_ set: UInt32) -> ArraySlice<UInt32> {
        guard set > 0, set <= ends.count else { return [] }
        let start = set == 1 ? 0 : Int(ends[Int(set) - 2])
        return members[start..<Int(ends[Int(set) - 1])]
    }

    mutating func intern(_ tags: [UInt32]) -> UInt32 {
        guard !tags.isEmpty else { return 0 }
        if places.count < ends.count {
            for set in UInt32(1)...UInt32(ends.count) { places[Array(self.tags(set))] = set }
        }
        if let set = places[tags] { return set }
        members.append(contentsOf: tags)
        ends.append(UInt32(members.count))
        places[tags] = UInt32(ends.count)
        return UInt32(ends.count)
    }
}
