/// One module's wish to see another, and where it is written.
struct ModuleEdge: Hashable {
    let from: String
    let to: String
    /// `Package.swift`, or the file with the import.
    let place: String
}

/// The rules as functions of edges, so that a canary can show that each of them fails.
enum FloorRules {
    /// Every module of ours that has no floor.
    static func unknownModules(_ modules: some Sequence<String>) -> [String] {
        modules.filter { Floors.modules[$0] == nil && !Floors.foreign.contains($0) }
    }

    /// Edges between our modules that do not go down.
    static func upwardOrSideways(_ edges: some Sequence<ModuleEdge>) -> [String] {
        edges.compactMap { edge in
            guard let to = Floors.modules[edge.to] else { return nil }
            guard let from = Floors.modules[edge.from] else {
                return "\(edge.place): \(edge.from) has no floor and sees \(edge.to)"
            }
            guard from <= to else { return nil }
            return "\(edge.place): \(edge.from) (F\(from)) sees \(edge.to) (F\(to))"
        }
    }

    /// Imports of a framework by a module that does not own it.
    static func foreignOwners(_ edges: some Sequence<ModuleEdge>) -> [String] {
        edges.compactMap { edge in
            guard let owners = Floors.owners[edge.to], !owners.contains(edge.from) else { return nil }
            return "\(edge.place): only \(owners.sorted().joined(separator: ", ")) may see \(edge.to)"
        }
    }

    /// Imports of adapters' frameworks by the pure floors.
    static func impureImports(_ edges: some Sequence<ModuleEdge>) -> [String] {
        edges.compactMap { edge in
            guard let floor = Floors.modules[edge.from], floor <= Floors.highestPureFloor else { return nil }
            guard Floors.adapterFrameworks.contains(edge.to) else { return nil }
            return "\(edge.place): \(edge.from) (F\(floor)) sees \(edge.to)"
        }
    }

    /// Imports of our modules that Package.swift does not declare: they work only while somebody else builds them.
    static func undeclared(imports: some Sequence<ModuleEdge>, declared: some Sequence<ModuleEdge>) -> [String] {
        let known = Set(declared.map { "\($0.from) \($0.to)" })
        return imports.compactMap { edge in
            guard Floors.modules[edge.to] != nil || Floors.foreign.contains(edge.to) else { return nil }
            guard edge.from != edge.to, !known.contains("\(edge.from) \(edge.to)") else { return nil }
            return "\(edge.place): \(edge.from) imports \(edge.to) without declaring it"
        }
    }
}
