import HTTPTypes

/// What a browser calls itself, in two words: enough to know one's own devices by, and no fingerprint.
enum BrowserName {
    // The first that fits: most browsers name their ancestors as well.
    private static let browsers = [
        ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("Edg", "Edge"), ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ]
    private static let systems = [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"),
        ("Windows", "Windows"), ("Macintosh", "Mac"), ("Linux", "Linux"),
    ]
    private static let readByteCount = 512

    /// `Firefox on Linux`, in the reader's language.
    static func of(_ fields: HTTPFields) -> String {
        let text = (fields[.userAgent] ?? "").prefix(readByteCount)
        func name(_ known: [(mark: String, name: String)]) -> String? {
            known.first { text.contains($0.mark) }?.name
        }
        switch (name(browsers), name(systems)) {
        case (let browser?, let system?):
            return localized("{browser} on {system}", ["browser": browser, "system": system])
        case (let browser?, nil): return browser
        case (nil, let system?): return localized("A browser on {system}", ["system": system])
        case (nil, nil): return localized("A browser")
        }
    }
}
