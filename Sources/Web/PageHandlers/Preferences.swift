import HTTPTypes

/// What a browser remembers of how pages look.
///
/// Nothing personal.
enum Preferences {
    private static let rememberedSeconds = 31_536_000

    static func theme(_ fields: HTTPFields) -> Theme {
        Cookies.value(Cookies.theme, in: fields).flatMap { Theme(rawValue: $0) } ?? .auto
    }

    /// The language that was chosen here, else what the browser asks for, else the house's own.
    static func locale(_ fields: HTTPFields) -> PageLocale {
        if let chosen = Cookies.value(Cookies.locale, in: fields).flatMap({ PageLocale(rawValue: $0) }) {
            return chosen
        }
        return fields[.acceptLanguage].flatMap { PageLocale(acceptLanguage: $0) } ?? .standard
    }

    static func areFiguresCovered(_ fields: HTTPFields) -> Bool { Cookies.value(Cookies.cover, in: fields) == "on" }

    static func coversAtOpening(_ fields: HTTPFields) -> Bool { Cookies.value(Cookies.coverFirst, in: fields) == "on" }

    static func hasShortcuts(_ fields: HTTPFields) -> Bool { Cookies.value(Cookies.shortcuts, in: fields) != "off" }

    static func remembering(_ theme: Theme) -> String {
        Cookies.setting(Cookies.theme, to: theme.rawValue, maxAgeSeconds: rememberedSeconds)
    }

    static func remembering(_ locale: PageLocale) -> String {
        Cookies.setting(Cookies.locale, to: locale.rawValue, maxAgeSeconds: rememberedSeconds)
    }

    static func remembering(coversAtOpening: Bool) -> String {
        coversAtOpening
            ? Cookies.setting(Cookies.coverFirst, to: "on", maxAgeSeconds: rememberedSeconds)
            : Cookies.deleting(Cookies.coverFirst)
    }

    static func remembering(hasShortcuts: Bool) -> String {
        hasShortcuts
            ? Cookies.deleting(Cookies.shortcuts)
            : Cookies.setting(Cookies.shortcuts, to: "off", maxAgeSeconds: rememberedSeconds)
    }

    static func remembering(areFiguresCovered: Bool) -> String {
        areFiguresCovered
            ? Cookies.setting(Cookies.cover, to: "on", maxAgeSeconds: rememberedSeconds)
            : Cookies.deleting(Cookies.cover)
    }
}

extension Answer {
    /// After an opening: figures begin covered where this browser was told so.
    func coveringFigures(_ fields: HTTPFields) -> Answer {
        Preferences.coversAtOpening(fields)
            ? adding(.setCookie, Preferences.remembering(areFiguresCovered: true)) : self
    }
}
