/// A kind of statement file.
///
/// Raw values are in sealed import records: never renumber, never reuse.
package enum StatementFormat: UInt8, Sendable, CaseIterable, Hashable {
    /// OFX 1.x, SGML with a colon header.
    case ofxSGML = 1
    /// OFX 2.x, XML.
    case ofxXML = 2
    /// Either of the two with Quicken's own elements.
    case qfx = 3
    case qif = 4
    /// CSV, TSV and any other delimiter.
    case delimited = 5

    /// The name in addresses, JSON and on the command line.
    package var name: String {
        switch self {
        case .ofxSGML: "ofx1"
        case .ofxXML: "ofx2"
        case .qfx: "qfx"
        case .qif: "qif"
        case .delimited: "csv"
        }
    }

    /// Reads ``name``, and `ofx` and `tsv`; nil for anything else.
    ///
    /// `auto` is the absence of a format.
    package init?(name: some StringProtocol) {
        switch name.lowercased() {
        case "ofx", "ofx1": self = .ofxSGML
        case "ofx2": self = .ofxXML
        case "qfx": self = .qfx
        case "qif": self = .qif
        case "csv", "tsv", "delimited": self = .delimited
        default: return nil
        }
    }
}
