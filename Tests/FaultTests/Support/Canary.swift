import Foundation

/// Looks for planted text in bytes, in every form in which it may have been written down.
struct Canary {
    let text: String
    private let forms: [(name: String, bytes: [UInt8])]

    init(_ text: String) {
        self.text = text
        let utf8 = Array(text.utf8)
        let hexadecimal = utf8.map { String(format: "%02x", $0) }.joined()
        var forms: [(String, [UInt8])] = [
            ("UTF-8", utf8),
            ("UTF-16LE", text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
            ("UTF-16BE", text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }),
            ("hexadecimal", Array(hexadecimal.utf8)), ("hexadecimal", Array(hexadecimal.uppercased().utf8)),
        ]
        // Base 64 depends on where in the encoded data the text begins: three alignments, their edges cut off.
        for lead in 0..<3 {
            let encoded = Data([UInt8](repeating: 0, count: lead) + utf8).base64EncodedString()
            let skipped = lead == 0 ? 0 : lead + 1
            let kept = encoded.filter { $0 != "=" }.dropFirst(skipped).dropLast(2)
            forms.append(("base 64", Array(kept.utf8)))
        }
        self.forms = forms.map { (name: $0.0, bytes: $0.1) }
    }

    /// The name of the first form that occurs; nil when none does.
    func form(in bytes: Data) -> String? {
        forms.first { bytes.range(of: Data($0.bytes)) != nil }?.name
    }

    /// Every file below `directory` that holds the text, with the form it was found in.
    func hits(below directory: String) throws -> [String] {
        var hits: [String] = []
        for case let name as String in FileManager.default.enumerator(atPath: directory) ?? .init() {
            let path = directory + "/" + name
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
            if let form = form(in: try Data(contentsOf: URL(fileURLWithPath: path))) {
                hits.append("\(name) (\(form))")
            }
        }
        return hits
    }
}
