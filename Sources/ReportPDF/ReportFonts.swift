import CPango

/// The fonts of reports: these files and no others, whatever else the machine has.
///
/// So a report looks the same on each machine, nothing is read from a home directory, and no cache is written.
///
/// - Source: docs/decisions/0018-reports-by-cairo-and-pango.md.
package struct ReportFonts: Sendable {
    /// Debian's packages fonts-dejavu-core and fonts-lohit-deva.
    package static let usual = ReportFonts(files: [
        "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
        "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
        "/usr/share/fonts/truetype/lohit-devanagari/Lohit-Devanagari.ttf",
    ])

    /// Families in the order in which a character is looked for.
    static let families = "DejaVu Sans, Lohit Devanagari"

    package let files: [String]

    package init(files: [String]) { self.files = files }

    /// A font map with the files that are there; nil where none is.
    func map() -> UnsafeMutablePointer<PangoFontMap>? {
        // Safe: each object is made here; the map takes a reference to the configuration, and ours is given back.
        guard let config = unsafe FcConfigCreate() else { return nil }
        defer { unsafe FcConfigDestroy(config) }
        var count = 0
        for file in files where unsafe FcConfigAppFontAddFile(config, file) != 0 { count += 1 }
        guard count > 0, let map = unsafe pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT) else { return nil }
        unsafe pango_fc_font_map_set_config(OpaquePointer(map), config)
        return unsafe map
    }
}
