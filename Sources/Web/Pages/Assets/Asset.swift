/// One file that never changes under its address: style, script, icon or manifest.
package struct Asset: Sendable {
    package let bytes: [UInt8]
    package let contentType: String
    /// A strong entity tag with its quotes: `"0f3a…"`.
    package let entityTag: String
}
