import KeyService

/// The settings of the last start, so that the next one knows which have changed.
struct SettingsRecord: RecordCodable, Hashable {
    private let values: [String: String]

    /// All settings but where the data is, which is where this record is, too.
    init(_ configuration: Configuration) {
        var values: [String: String] = [:]
        for setting in Setting.allCases where setting != .data { values[setting.key] = configuration.text(of: setting) }
        self.values = values
    }

    func names(otherThanIn other: SettingsRecord) -> [String] {
        Set(values.keys).union(other.values.keys).filter { values[$0] != other.values[$0] }.sorted()
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let fields = try FieldReader(bytes)
        var values: [String: String] = [:]
        for pair in fields.allBytes(1) {
            guard let text = String(validating: pair, as: UTF8.self), let split = text.firstIndex(of: "=") else {
                throw .text(1)
            }
            values[String(text[..<split])] = String(text[text.index(after: split)...])
        }
        self.values = values
    }

    func encode() -> [UInt8] {
        var fields = FieldWriter()
        for (name, value) in values.sorted(by: { $0.key < $1.key }) { fields.append(1, "\(name)=\(value)") }
        return fields.bytes
    }
}
