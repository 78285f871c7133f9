import Testing

/// Goal: no module sees its own floor or one above.
///
/// Method: SwiftPM's reading of Package.swift, and every import line.
@Suite("Floors")
struct FloorTests {
    @Test("every module has a floor")
    func everyModuleHasAFloor() throws {
        let targets = try PackageDescription.load().productTargets.map(\.name)
        #expect(targets.count >= Floors.modules.count)
        #expect(FloorRules.unknownModules(targets) == [])
        #expect(FloorRules.unknownModules(try SourceTree.load().files.map(\.module)) == [])
    }

    @Test("no module declares a dependency on its own floor or one above")
    func declaredDependenciesGoDown() throws {
        let edges = try PackageDescription.load().edges
        #expect(edges.contains { $0.from == "Sealing" && $0.to == "Primitives" })
        #expect(FloorRules.upwardOrSideways(edges) == [])
    }

    @Test("no file imports its own floor or one above, and each import is declared")
    func importsGoDown() throws {
        let imports = try SourceTree.load().files.flatMap(\.edges)
        let declared = try PackageDescription.load().edges
        #expect(imports.contains { $0.from == "Sealing" && $0.to == "Primitives" })
        #expect(FloorRules.upwardOrSideways(imports) == [])
        #expect(FloorRules.undeclared(imports: imports, declared: declared) == [])
    }

    @Test("the product sees nothing of the tests or the benchmark")
    func productStandsAlone() throws {
        let package = try PackageDescription.load()
        let product = Set(package.productTargets.map(\.name))
        let beside = Set(package.targets.map(\.name)).subtracting(product)
        #expect(beside.contains("TestSupport") && !product.contains("TestSupport"))
        #expect(package.edges.filter { beside.contains($0.to) } == [])
    }

    @Test("each framework is seen by the one module that owns it")
    func frameworksHaveOneOwner() throws {
        let imports = try SourceTree.load().files.flatMap(\.edges)
        #expect(FloorRules.foreignOwners(imports) == [])
    }

    @Test("the pure floors see no database, no HTTP and no logger")
    func pureFloorsSeeNoAdapters() throws {
        let imports = try SourceTree.load().files.flatMap(\.edges)
        let declared = try PackageDescription.load().edges
        #expect(FloorRules.impureImports(imports) == [])
        #expect(FloorRules.impureImports(declared) == [])
    }

    @Test("canary: an upward, a sideways and a homeless edge are found, a downward one is not")
    func floorRuleCanFail() {
        let edge = { ModuleEdge(from: $0, to: $1, place: "canary") }
        #expect(FloorRules.upwardOrSideways([edge("Vault", "Money")]).count == 1)
        #expect(FloorRules.upwardOrSideways([edge("Web", "SQLiteStore")]).count == 1)
        #expect(FloorRules.upwardOrSideways([edge("Vault", "KeyService")]).count == 1)
        #expect(FloorRules.upwardOrSideways([edge("Helpers", "Primitives")]).count == 1)
        #expect(FloorRules.upwardOrSideways([edge("Money", "Vault")]) == [])
        #expect(FloorRules.unknownModules(["Helpers", "Money"]) == ["Helpers"])
    }

    @Test("canary: a stolen framework, an impure floor and an undeclared import are found")
    func importRulesCanFail() {
        let edge = { ModuleEdge(from: $0, to: $1, place: "canary") }
        #expect(FloorRules.foreignOwners([edge("Web", "GRDB")]).count == 1)
        #expect(FloorRules.foreignOwners([edge("SQLiteStore", "GRDB")]) == [])
        #expect(FloorRules.impureImports([edge("Identity", "Logging")]).count == 1)
        #expect(FloorRules.impureImports([edge("Web", "Logging")]) == [])
        #expect(FloorRules.undeclared(imports: [edge("Money", "Sealing")], declared: []).count == 1)
        #expect(FloorRules.undeclared(imports: [edge("Money", "Vault")], declared: [edge("Money", "Vault")]) == [])
    }

    @Test("canary: imports are read in every form Swift allows")
    func importsAreRead() {
        let text = """
            // import Web
            package import Primitives
            @preconcurrency internal import NIOCore
            import struct Foundation.Data
            let words = "import GRDB"
            """
        let file = SourceFile(module: "Money", path: "canary", text: text)
        #expect(file.imports == ["Primitives", "NIOCore", "Foundation"])
    }
}
