import Primitives

extension TextTable {
    /// By reference: whether a text holds a word that is folded already.
    func holding(folded word: [UInt8]) -> [Bool] {
        var scratch: [UInt8] = []
        return matches { TextFold.contains($0, word, &scratch) }
    }

    /// By reference; place 0, "no text", is false.
    func matches(_ predicate: (ArraySlice<UInt8>) -> Bool) -> [Bool] {
        var result = [false]
        result.reserveCapacity(count + 1)
        for index in 0..<count { result.append(predicate(bytes[byteRange(UInt32(index + 1))])) }
        return result
    }
}

extension MoneyBook {
    /// By place: whether a category is this one or under it.
    func subtree(of id: CategoryID) -> [Bool] {
        categories.map { category in
            var next: CategoryID? = category.id
            var steps = 0
            while let current = next, steps <= MoneyLimits.categoryDepth {
                if current == id { return true }
                next = categoryPlaces[current].flatMap { categories[$0].content.parent }
                steps += 1
            }
            return false
        }
    }

    /// By reference of the set.
    func tagSets(where predicate: (UInt32) -> Bool) -> [Bool] {
        var result = [false]
        result.reserveCapacity(tagSets.count + 1)
        for index in 0..<tagSets.count { result.append(tagSets.tags(UInt32(index + 1)).contains(where: predicate)) }
        return result
    }

    func tagSets(holding name: String) -> [Bool] {
        let key = TextCheck.key(name.hasPrefix("#") ? String(name.dropFirst()) : name)
        let tags = tags.matches { TextCheck.key(String(decoding: $0, as: UTF8.self)) == key }
        return tagSets(where: { tags[Int($0)] })
    }
}
