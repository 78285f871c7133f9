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
    /// CAMT.053, ISO 20022 bank-to-customer statement.
    case camt = 6
    /// SWIFT MT940.
    case mt940 = 7

    /// The name in addresses, JSON and on the command line.
    package var name: String {
        switch self {
        case .ofxSGML: "ofx1"
        case .ofxXML: "ofx2"
        case .qfx: "qfx"
        case .qif: "qif"
        case .delimited: "csv"
        case .camt: "camt053"
        case .mt940: "mt940"
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
        case "camt053", "camt.053", "camt": self = .camt
        case "mt940": self = .mt940
        default: return nil
        }
    }
}
