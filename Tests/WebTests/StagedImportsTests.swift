import Money
import Primitives
import Testing
import Vault

@testable import Web

@Suite("What staged files became")
struct StagedImportsTests {
    private let owner = UserAccountID(high: 1, low: 2)
    private let now = Timestamp(milliseconds: 1_700_000_000_000)

    @Test("what an import became, and what its statements said, is known in its own book alone")
    func books() throws {
        let (own, shared) = (VaultID(high: 1, low: 1), VaultID(high: 1, low: 2))
        let (imports, id) = (StagedImports(), ImportID(ChangeID(batchStart: 3, ordinal: 0)))
        let mine = StagedImports.Imported(owner: owner, vault: own, id: id)
        imports.note("file", became: mine)
        #expect(imports.imported("file", owner: owner, in: own) == id)
        #expect(imports.imported("file", owner: owner, in: shared) == nil)
        #expect(imports.imported("file", owner: UserAccountID(high: 1, low: 3), in: own) == nil)
        let closing = ClosingBalance(
            account: AccountID(ChangeID(batchStart: 1, ordinal: 0)),
            day: CalendarDay(daysSinceEpoch: 0),
            minorUnits: 1
        )
        imports.note([closing], of: mine, at: now)
        #expect(imports.closings(of: mine).count == 1)
        let other = StagedImports.Imported(owner: owner, vault: shared, id: id)
        #expect(imports.closings(of: other).isEmpty)
    }
}
