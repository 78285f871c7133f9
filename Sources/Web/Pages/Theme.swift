/// The colours a person chose; `auto` follows the device.
package enum Theme: String, Sendable, CaseIterable {
    case auto
    case light
    case dark

    /// What one press of the theme button leads to.
    package var next: Theme {
        switch self {
        case .auto: .light
        case .light: .dark
        case .dark: .auto
        }
    }

    var label: String {
        switch self {
        case .auto: localized("automatic")
        case .light: localized("light")
        case .dark: localized("dark")
        }
    }

    var icon: String {
        switch self {
        case .auto: "auto"
        case .light: "sun"
        case .dark: "moon"
        }
    }
}
