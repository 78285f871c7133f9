import CPango
import Cycle

/// How a text looks.
struct TextStyle: Hashable {
    /// Points.
    var size: Double
    var isBold = false
    /// 0 black to 1 white.
    var gray = 0.0

    static let title = TextStyle(size: 20, isBold: true)
    static let heading = TextStyle(size: 13, isBold: true)
    static let body = TextStyle(size: 9.5)
    static let label = TextStyle(size: 9.5, gray: 0.35)
    static let columnHead = TextStyle(size: 8.5, isBold: true, gray: 0.25)
    static let small = TextStyle(size: 8, gray: 0.35)
}

/// Pages of a PDF that is being made.
///
/// A text is laid out by pango, so scripts that join their letters do, and drawn as text, to be searched and copied.
///
/// Not for two threads at a time. Safe: its pointers are its own, made and freed by it, and never leave it.
@safe final class Canvas {
    /// What cairo wrote so far.
    private final class Output {
        var bytes: [UInt8] = []
    }

    private let output = Output()
    private let surface: OpaquePointer
    private let cairo: OpaquePointer
    private let map: UnsafeMutablePointer<PangoFontMap>
    private let context: OpaquePointer

    init(width: Double, height: Double, fonts: ReportFonts) throws(ReportPrinterError) {
        guard let map = unsafe fonts.map() else { throw .noFont }
        guard let context = unsafe pango_font_map_create_context(map) else {
            unsafe g_object_unref(map)
            throw .noFont
        }
        // Safe: `output` lives as long as this canvas, and cairo calls back only from calls of ours.
        let closure = unsafe Unmanaged.passUnretained(output).toOpaque()
        let surface = unsafe cairo_pdf_surface_create_for_stream(
            { closure, bytes, count in
                guard let closure = unsafe closure, let bytes = unsafe bytes else { return CAIRO_STATUS_WRITE_ERROR }
                let output = unsafe Unmanaged<Output>.fromOpaque(closure).takeUnretainedValue()
                unsafe output.bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
                return CAIRO_STATUS_SUCCESS
            },
            closure,
            width,
            height
        )
        guard let surface = unsafe surface, let cairo = unsafe cairo_create(surface) else { throw .noFont }
        unsafe self.map = unsafe map
        unsafe self.context = unsafe context
        unsafe self.surface = unsafe surface
        unsafe self.cairo = unsafe cairo
    }

    deinit {
        unsafe cairo_destroy(cairo)
        unsafe cairo_surface_destroy(surface)
        unsafe g_object_unref(UnsafeMutableRawPointer(context))
        unsafe g_object_unref(map)
    }

    /// - `created`: RFC 3339; without it the clock would be read.
    func describe(title: String, created: String) {
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, created)
    }

    func endPage() { unsafe cairo_show_page(cairo) }

    /// The whole file; nothing may be drawn after.
    func finish() throws(ReportPrinterError) -> [UInt8] {
        let status = unsafe cairo_status(cairo)
        guard status == CAIRO_STATUS_SUCCESS else { throw .drawing(Int(status.rawValue)) }
        unsafe cairo_surface_finish(surface)
        let end = unsafe cairo_surface_status(surface)
        guard end == CAIRO_STATUS_SUCCESS else { throw .drawing(Int(end.rawValue)) }
        return output.bytes
    }

    // Text.

    /// The height it takes, and its width where it needs less than given.
    func measure(_ text: String, _ style: TextStyle, width: Double) -> (width: Double, height: Double) {
        let layout = unsafe layout(text, style, width: width)
        defer { unsafe g_object_unref(UnsafeMutableRawPointer(layout)) }
        var (pixelWidth, pixelHeight): (Int32, Int32) = (0, 0)
        unsafe pango_layout_get_size(layout, &pixelWidth, &pixelHeight)
        return (Double(pixelWidth) / Double(PANGO_SCALE), Double(pixelHeight) / Double(PANGO_SCALE))
    }

    /// - `y`: Of its top.
    func draw(
        _ text: String,
        _ style: TextStyle,
        x: Double,
        y: Double,
        width: Double,
        atRight: Bool = false
    ) {
        let layout = unsafe layout(text, style, width: width)
        defer { unsafe g_object_unref(UnsafeMutableRawPointer(layout)) }
        if atRight { unsafe pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT) }
        unsafe cairo_set_source_rgb(cairo, style.gray, style.gray, style.gray)
        unsafe cairo_move_to(cairo, x, y)
        unsafe pango_cairo_show_layout(cairo, layout)
    }

    private func layout(_ text: String, _ style: TextStyle, width: Double) -> OpaquePointer {
        guard let layout = unsafe pango_layout_new(context), let font = unsafe pango_font_description_new() else {
            preconditionFailure("pango makes a layout or ends the process")
        }
        unsafe pango_font_description_set_family(font, ReportFonts.families)
        unsafe pango_font_description_set_absolute_size(font, style.size * Double(PANGO_SCALE))
        unsafe pango_font_description_set_weight(font, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        unsafe pango_layout_set_font_description(layout, font)
        unsafe pango_font_description_free(font)
        unsafe pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
        unsafe pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        // No U+0000: it would end the text; what is kept has none, what is typed for a report may.
        let plain = text.unicodeScalars.contains("\0") ? text.filter { $0 != "\0" } : text
        unsafe pango_layout_set_text(layout, plain, -1)
        return unsafe layout
    }

    /// Says what the drawing inside is, for readers that speak: `H1`, `P`, `Table`.
    func tagged(_ tag: String, _ body: () -> Void) {
        unsafe cairo_tag_begin(cairo, tag, nil)
        body()
        unsafe cairo_tag_end(cairo, tag)
    }

    // Lines.

    func stroke(_ points: [(x: Double, y: Double)], width: Double, gray: Double, dash: [Double] = []) {
        guard let first = points.first else { return }
        unsafe cairo_set_source_rgb(cairo, gray, gray, gray)
        unsafe cairo_set_line_width(cairo, width)
        unsafe cairo_set_dash(cairo, dash, Int32(dash.count), 0)
        unsafe cairo_move_to(cairo, first.x, first.y)
        for point in points.dropFirst() { unsafe cairo_line_to(cairo, point.x, point.y) }
        unsafe cairo_stroke(cairo)
    }

    func dot(x: Double, y: Double, radius: Double, isHollow: Bool) {
        unsafe cairo_new_path(cairo)
        unsafe cairo_arc(cairo, x, y, radius, 0, 2 * Double.pi)
        unsafe cairo_set_dash(cairo, [], 0, 0)
        unsafe cairo_set_line_width(cairo, 0.8)
        if isHollow {
            unsafe cairo_set_source_rgb(cairo, 1, 1, 1)
            unsafe cairo_fill_preserve(cairo)
            unsafe cairo_set_source_rgb(cairo, 0.4, 0.4, 0.4)
            unsafe cairo_stroke(cairo)
        } else {
            unsafe cairo_set_source_rgb(cairo, 0.1, 0.1, 0.1)
            unsafe cairo_fill(cairo)
        }
    }
}
