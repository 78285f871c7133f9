/// Where in a list a request goes on, and how many elements it wants.
///
/// The marker is the name of the last element that was given, so that a list which changes in between loses nothing.
struct KMSPage: Hashable, Sendable {
    let limit: Int
    let marker: String?

    /// Adds the elements after the marker, and how to ask for those after them.
    ///
    /// - Parameters:
    ///   - name: the member that holds the elements.
    ///   - elements: all of them, each with the name it is sorted by.
    ///   - answer: gets `name`, `Truncated` and perhaps `NextMarker`.
    func write(_ name: String, _ elements: [(name: String, value: JSONWriter)], to answer: inout JSONWriter) {
        let rest = elements.sorted { $0.name < $1.name }.drop { element in marker.map { element.name <= $0 } ?? false }
        let page = rest.prefix(limit)
        answer.add(name, page.map(\.value))
        let isTruncated = page.count < rest.count
        if isTruncated, let last = page.last { answer.add("NextMarker", last.name) }
        answer.add("Truncated", isTruncated)
    }
}
