/// A language with the customs of a region, as pages are written in it.
///
/// The raw value is the BCP 47 tag that stands in `lang` and in the cookie.
package enum PageLocale: String, Sendable, CaseIterable {
    case englishIndia = "en-IN"
    case englishBritain = "en-GB"
    case englishAmerica = "en-US"
    case hindi = "hi"
    case german = "de"

    package static let standard = PageLocale.englishIndia

    /// Its own name for itself, for the choice in settings.
    package var label: String {
        switch self {
        case .englishIndia: "English (India)"
        case .englishBritain: "English (UK)"
        case .englishAmerica: "English (US)"
        case .hindi: "हिन्दी"
        case .german: "Deutsch"
        }
    }

    /// The best match for an `Accept-Language` header, nil when none of its languages is spoken here.
    ///
    /// - Source: RFC 9110 §12.5.4.
    package init?(acceptLanguage header: String) {
        var best: (locale: PageLocale, weight: Double)?
        for range in header.prefix(500).split(separator: ",") {
            let parts = range.split(separator: ";").map { String($0).trimmingWhitespace() }
            guard let tag = parts.first, let locale = PageLocale(nearest: tag) else { continue }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            guard weight > 0, weight <= 1, weight > best?.weight ?? 0 else { continue }
            best = (locale, weight)
        }
        guard let best else { return nil }
        self = best.locale
    }

    private init?(nearest tag: String) {
        let tag = tag.lowercased()
        if let exact = PageLocale.allCases.first(where: { $0.rawValue.lowercased() == tag }) {
            self = exact
            return
        }
        switch tag.prefix(while: { $0 != "-" }) {
        // Plain English is written in most places as in Britain; `en` alone says nothing, so the house's own is used.
        case "en": self = tag == "en" ? .standard : .englishBritain
        case "hi": self = .hindi
        case "de": self = .german
        default: return nil
        }
    }

    /// Whether a count takes the singular form.
    ///
    /// - Source: Unicode CLDR plural rules, cardinals of en, hi and de.
    func isOne(_ count: Int) -> Bool { self == .hindi ? count == 0 || count == 1 : count == 1 }
}
