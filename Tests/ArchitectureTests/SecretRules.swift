/// Types that hold keys or secrets, found by how they are declared, and what they must not be able to do.
enum SecretRules {
    /// Endings of the names of types that hold a secret.
    private static let endings = ["Key", "KeyPair", "Secret", "SecretBytes", "Passphrase", "RecoveryCode"]
    /// The same endings on things that are not secret: public keys, names of records, identifiers.
    private static let harmless = ["PublicKey", "RecordKey", "IdempotencyKey", "CodingKey", "CacheKey", "SortKey"]
    private static let declaring = ["struct", "class", "enum", "actor", "extension"]
    /// Ways out of the process: encoders and printers.
    private static let leaks: Set<String> = [
        "Codable", "Encodable", "CustomStringConvertible", "CustomDebugStringConvertible", "LosslessStringConvertible",
        "TextOutputStreamable", "ResponseEncodable", "ResponseCodable",
    ]

    struct Declaration: Hashable {
        let name: String
        let conformances: [String]
        let place: String
    }

    /// Every `struct X: A, B {` and `extension X: A {` in a file, up to the opening brace.
    static func declarations(in file: SourceFile) -> [Declaration] {
        let words = file.code.replacing("\n", with: " \n").split(separator: "{", omittingEmptySubsequences: false)
        return words.compactMap { chunk in
            // The declaration is what stands last before a brace: the words after the last line that starts one.
            let tokens = chunk.split { " \n\t".contains($0) }
            guard
                let start = tokens.lastIndex(where: { declaring.contains(String($0)) }),
                start + 1 < tokens.count
            else { return nil }
            let rest = tokens[(start + 1)...].joined(separator: " ")
            // Members between the keyword and the brace mean that the brace belongs to one of them.
            guard !rest.contains(" func "), !rest.contains(" var "), !rest.contains(" init") else { return nil }
            let head = rest.prefix { $0 != ":" }
            let name = String(head.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." })
            let clause = rest.dropFirst(head.count).dropFirst()
            let conformances = clause.split { ",&".contains($0) }.map { item in
                String(item.split(separator: " ").last { !$0.hasPrefix("@") } ?? "")
            }
            return Declaration(name: name, conformances: conformances, place: file.path)
        }
    }

    static func isSecret(_ declaration: Declaration) -> Bool {
        let name = declaration.name.split(separator: ".").last.map(String.init) ?? ""
        if harmless.contains(where: name.hasSuffix) { return false }
        return declaration.conformances.contains("~Copyable") || endings.contains(where: name.hasSuffix)
    }

    /// Conformances by which a secret could be encoded or printed, over all files: an extension counts as well.
    static func leaks(in files: [SourceFile]) -> [String] {
        let all = files.flatMap(declarations(in:))
        let secret = Set(all.filter(isSecret).map(\.name))
        return all.filter { secret.contains($0.name) }.flatMap { declaration in
            declaration.conformances.filter(leaks.contains).map { "\(declaration.place): \(declaration.name) is \($0)" }
        }
    }

    /// Stored secrets of type `String`, which cannot be wiped, on the floors that handle them.
    ///
    /// A parameter is fine: it is where typed text becomes secret bytes.
    static func strings(in files: [SourceFile]) -> [String] {
        let names = ["passphrase", "recoveryCode", "sessionSecret", "rootKey"]
        return files.filter { (1...Floors.highestPureFloor).contains(Floors.modules[$0.module] ?? -1) }.flatMap {
            file in
            file.code.split(separator: "\n").filter { line in
                names.contains { name in
                    ["let", "var"].contains { line.contains("\($0) \(name): String") }
                }
            }.map { "\(file.path): \($0.trimmingPrefix { $0 == " " })" }
        }
    }
}
