import Testing

/// Goal: no key leaves the process by an encoder or a printer.
///
/// Method: the declarations of every source file.
@Suite("Secrets")
struct SecretTests {
    @Test("types that hold keys are neither encodable nor printable")
    func secretsAreNotEncodable() throws {
        let files = try SourceTree.load().files
        let secrets = files.flatMap(SecretRules.declarations(in:)).filter(SecretRules.isSecret).map(\.name)
        #expect(secrets.contains("SecretBytes"), "the search must find the type that all others build on")
        #expect(SecretRules.leaks(in: files) == [])
    }

    @Test("no type below the adapters stores a passphrase or a code as a string")
    func secretsAreNotStrings() throws {
        #expect(SecretRules.strings(in: try SourceTree.load().files) == [])
    }

    @Test("canary: an encodable key, a printable noncopyable type and a string passphrase are found")
    func secretRulesCanFail() {
        let file = { SourceFile(module: "Vault", path: "canary", text: $0) }
        #expect(SecretRules.leaks(in: [file("package struct TrackerKey: Sendable, Codable {\n}")]).count == 1)
        #expect(
            SecretRules.leaks(in: [
                file("struct Box: ~Copyable, Sendable {\n let a = 1\n}"),
                file("extension Box: CustomStringConvertible {\n}"),
            ]).count == 1
        )
        #expect(SecretRules.leaks(in: [file("struct SlotPublicKey: Codable {\n}")]) == [])
        #expect(SecretRules.strings(in: [file("let passphrase: String")]).count == 1)
        #expect(SecretRules.strings(in: [file("// let passphrase: String")]) == [])
        #expect(SecretRules.strings(in: [file("func sign(in passphrase: String)")]) == [])
    }
}
