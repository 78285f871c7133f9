/// Letters of the Latin blocks U+00C0–U+017F and U+1E00–U+1EFF without case and accents, one entry a letter.
///
/// - Source: Unicode 15 canonical decomposition without combining marks; `ß æ œ þ` and the barred letters by custom.
enum FoldTable {
    /// From U+00C0.
    static let latin = split(
        """
        a a a a a a ae c e e e e i i i i d n o o o o o × o u u u u y th ss a a a a a a ae c e e e e i i i i d n o \
        o o o o ÷ o u u u u y th y a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g g g g g h h h \
        h i i i i i i i i i i ĳ ĳ j j k k k l l l l l l ŀ ŀ l l n n n n n n n n n o o o o o o oe oe r r r r r r s \
        s s s s s s s t t t t t t u u u u u u u u u u u u w w y y y z z z z z z s
        """
    )

    /// From U+1E00.
    static let latinAdditional = split(
        """
        a a b b b b b b c c d d d d d d d d d d e e e e e e e e e e f f g g h h h h h h h h h h i i i i k k k k k \
        k l l l l l l l l m m m m m m n n n n n n n n o o o o o o o o p p p p r r r r r r r r s s s s s s s s s s \
        t t t t t t t t u u u u u u u u u u v v v v w w w w w w w w w w x x x x y y z z z z z z h t w y ẚ s ẜ ẝ \
        ss ẟ a a a a a a a a a a a a a a a a a a a a a a a a e e e e e e e e e e e e e e e e i i i i o o o o o o \
        o o o o o o o o o o o o o o o o o o u u u u u u u u u u u u u u y y y y y y y y ỻ ỻ ỽ ỽ ỿ ỿ
        """
    )

    private static func split(_ text: String) -> [[UInt8]] { text.split(separator: " ").map { Array($0.utf8) } }
}
