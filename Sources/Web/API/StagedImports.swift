import Primitives

/// Files that were read and not yet imported.
final class StagedImports: Sendable {
    init(now: @escaping Now) {}
    func forget(_ account: UserAccountID) {}
}
