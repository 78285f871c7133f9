import Foundation

/// The modules of the script, in an order in which each stands after those it imports.
///
/// A module names another as `"./name.js"`; the address that is served for it holds a hash of its content, so what is
/// imported has to be known first, and a module changes its own address with that of any it imports.
struct ScriptModules {
    private let directory: URL
    private let entry: String

    init(in directory: URL, entry: String) throws(AssetCatalogueError) {
        self.directory = directory
        self.entry = entry
    }

    /// Gives every module with its imports as addresses to `add`, which answers with the module's own.
    ///
    /// - Returns: The address of the entry.
    /// - Throws: ``AssetCatalogueError`` for a module that is missing, or imports itself by others.
    func addAll(_ add: (_ name: String, _ bytes: [UInt8]) -> String) throws(AssetCatalogueError) -> String {
        var addresses: [String: String] = [:]
        return try address(of: entry, importedBy: [], &addresses, add)
    }

    private func address(
        of name: String,
        importedBy above: [String],
        _ addresses: inout [String: String],
        _ add: (String, [UInt8]) -> String
    ) throws(AssetCatalogueError) -> String {
        if let known = addresses[name] { return known }
        guard !above.contains(name) else { throw .importsItself(name) }
        var text = String(decoding: try AssetCatalogue.bytes(name, in: directory), as: UTF8.self)
        for specifier in Set(text.matches(of: /"\.\/([a-z-]+\.js)";/).map { String($0.1) }) {
            let imported = try address(of: specifier, importedBy: above + [name], &addresses, add)
            text = text.replacing("\"./\(specifier)\";", with: "\"\(imported)\";")
        }
        let address = add(name, Array(text.utf8))
        addresses[name] = address
        return address
    }
}
