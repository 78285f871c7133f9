/// The fields of a head as text, by their lower-case names.
struct HeaderLines {
    private let values: [String: String]

    init(_ head: String) {
        var values: [String: String] = [:]
        for line in head.split(separator: "\r\n").dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            values[parts[0].lowercased()] = String(parts[1].trimmingPrefix(while: \.isWhitespace))
        }
        self.values = values
    }

    subscript(name: String) -> String? { values[name] }
}
