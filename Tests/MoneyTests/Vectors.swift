import FoundationEssentials

/// Frozen bytes of `Tests/Vectors`, written as hexadecimal lines.
enum Vectors {
    static func bytes(_ name: String, file: String = #filePath) throws -> [UInt8] {
        let folder = file.split(separator: "/").dropLast(2).joined(separator: "/")
        let root = file.hasPrefix("/") ? "/" : ""
        let text = try String(contentsOfFile: "\(root)\(folder)/Vectors/\(name)", encoding: .utf8)
        let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
