package import KeyService
package import Primitives
import Sealing

/// Who has paid, as the providers' notices say; nothing else writes it.
///
/// Each notice is applied once and whole: that it was seen and what it changes are one write.
package struct PaymentLedger: Sendable {
    /// What became of a notice.
    package enum Outcome: Sendable, Hashable, CaseIterable {
        /// The plan stands as it says.
        case applied
        /// A later one was applied before.
        case older
        /// It came before.
        case seen
        /// Its customer is nobody's yet; it is applied when the checkout is told.
        case waiting
        /// It concerns no plan here.
        case nothing
    }

    /// How often a write is tried again that another one came before.
    private static let tryCount = 8

    let records: SealedRecords
    let now: Now

    /// - `records`: of the metadata store.
    package init(records: SealedRecords, now: @escaping Now) {
        self.records = records
        self.now = now
    }

    /// Applies a notice.
    package func take(_ notice: PaymentNotice) async throws(SealedRecordError) -> Outcome {
        try await again { () async throws(SealedRecordError) in try await takeOnce(notice) }
    }

    /// How an account's plans stand, one for each provider.
    package func entitlements(of account: UserAccountID) async throws(SealedRecordError) -> [Entitlement] {
        try await records.list(.entitlement, owner: account.bytes, as: Entitlement.self).map(\.value)
    }

    private func takeOnce(_ notice: PaymentNotice) async throws(SealedRecordError) -> Outcome {
        let key = RecordKey.seenNotice(notice.provider, notice.id)
        guard try await records.read(key, as: SeenNotice.self) == nil else { return .seen }
        let (outcome, changes): (Outcome, [RecordChange]) =
            switch notice.content {
            case .nothing: (.nothing, [])
            case .plan(let standing, let customer):
                try await changes(Entitlement(customer: customer, standing: standing, moment: notice.moment))
            case .checkout(let reference, let customer): try await changes(linking: customer, reference)
            }
        // A version of none: of two that come at once one is written, and the other reads again and finds it.
        let seen = RecordChange.put(key, SeenNotice(at: now()), expected: 0)
        try await records.transaction([seen] + changes)
        return outcome
    }

    private func changes(_ entitlement: Entitlement) async throws(SealedRecordError) -> (Outcome, [RecordChange]) {
        let key = RecordKey.customer(entitlement.customer)
        let pointer = try await records.read(key, as: CustomerPointer.self)
        if let account = try await account(of: entitlement.customer, pointer?.value) {
            return try await changes(entitlement, for: account)
        }
        var changed = pointer?.value ?? CustomerPointer(account: nil, made: now())
        if let waiting = changed.waiting, waiting.later(entitlement) == waiting { return (.older, []) }
        changed.waiting = entitlement
        return (.waiting, [.put(key, changed, expected: pointer?.version ?? 0)])
    }

    /// The App Store names the customer by the reference itself.
    private func account(
        of customer: PaymentCustomer,
        _ pointer: CustomerPointer?
    ) async throws(SealedRecordError) -> UserAccountID? {
        if let account = pointer?.account { return account }
        guard customer.provider == .appStore, let reference = CheckoutReference(uuid: customer.text) else { return nil }
        return try await records.read(.checkout(reference), as: CustomerPointer.self)?.value.account
    }

    func changes(
        _ entitlement: Entitlement,
        for account: UserAccountID
    ) async throws(SealedRecordError) -> (Outcome, [RecordChange]) {
        let key = RecordKey.entitlement(entitlement.provider, of: account)
        let kept = try await records.read(key, as: Entitlement.self)
        if let kept = kept?.value, kept.later(entitlement) == kept { return (.older, []) }
        return (.applied, [.put(key, entitlement, expected: kept?.version ?? 0)])
    }

    /// Does it again when somebody else wrote first.
    func again<Result: Sendable>(
        _ act: () async throws(SealedRecordError) -> Result
    ) async throws(SealedRecordError) -> Result {
        for _ in 1..<Self.tryCount {
            do throws(SealedRecordError) {
                return try await act()
            } catch .store(.conflict) {
                continue
            } catch {
                throw error
            }
        }
        return try await act()
    }
}
