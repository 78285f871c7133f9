import Yams

/// Reads a configuration file: YAML, one flat mapping of settings to plain values.
///
/// Source: docs/spec/configuration.md §3.
enum ConfigurationFile {
    /// A dozen short lines; whatever is larger is another file.
    static let byteCountMaximum = 65_536

    struct Value: Hashable, Sendable {
        let text: String
        let line: Int
    }

    static func read(_ path: String) throws(ConfigurationError) -> [Setting: Value] {
        let bytes: [UInt8]?
        do {
            bytes = try SmallFile.read(path, byteCountMaximum: byteCountMaximum)
        } catch {
            throw .fileUnreadable(error)
        }
        guard let bytes else { throw .fileMissing }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notYAML(line: 1) }
        return try parse(text)
    }

    static func parse(_ text: String) throws(ConfigurationError) -> [Setting: Value] {
        guard let root = try compose(text) else { return [:] }
        guard case .mapping(let mapping) = root else { throw .notAMapping(line: root.mark?.line ?? 1) }
        var values: [Setting: Value] = [:]
        for (key, value) in mapping {
            let line = key.mark?.line ?? 1
            guard case .scalar(let name) = key else { throw .notAMapping(line: line) }
            guard let setting = Setting(rawValue: name.string) else { throw .unknownKey(line: line) }
            guard values[setting] == nil else { throw .duplicateKey(setting, line: line) }
            guard case .scalar(let scalar) = value else { throw .notAMapping(line: value.mark?.line ?? line) }
            values[setting] = Value(text: scalar.string, line: line)
        }
        return values
    }

    private static func compose(_ text: String) throws(ConfigurationError) -> Node? {
        do {
            return try Yams.compose(yaml: text)
        } catch {
            switch error as? YamlError {
            case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
                throw .notYAML(line: mark.line)
            case .duplicatedKeysInMapping(let duplicates, let context):
                guard let setting = duplicates.first.flatMap(Setting.init(rawValue:)) else {
                    throw .unknownKey(line: context.mark.line)
                }
                throw .duplicateKey(setting, line: context.mark.line)
            default:
                throw .notYAML(line: 1)
            }
        }
    }
}
