/// A file's name in `Content-Disposition`.
enum FileNameParameters {
    /// A name for old programs in ASCII, and as it is where that is another (RFC 6266, RFC 8187).
    static func text(of name: String) -> String {
        let plain = String(name.unicodeScalars.map { isPlain($0) ? Character($0) : "_" })
        guard plain != name else { return "filename=\"\(plain)\"" }
        return "filename=\"\(plain)\"; filename*=UTF-8''\(PercentCoding.encode(name))"
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", "A"..."Z", "a"..."z", " ", ".", "_", "-": true
        default: false
        }
    }
}
