package import KeyService
package import Primitives
import Sealing

extension PaymentLedger {
    /// What the account takes along to a checkout; made at the first asking, and the same from then on.
    package func checkoutReference(of account: UserAccountID) async throws(SealedRecordError) -> CheckoutReference {
        try await again { () async throws(SealedRecordError) in
            let key = RecordKey.checkout(of: account)
            let kept = try await records.read(key, as: CheckoutRecord.self)
            if let reference = kept?.value.reference { return reference }
            guard let reference = CheckoutReference.random(SecureRandom.bytes(count: CheckoutReference.byteCount))
            else {
                preconditionFailure("sixteen bytes are a reference")
            }
            var changed = kept?.value ?? CheckoutRecord()
            changed.reference = reference
            try await records.transaction([
                .put(key, changed, expected: kept?.version ?? 0),
                .put(.checkout(reference), CustomerPointer(account: account, made: now()), expected: 0),
            ])
            return reference
        }
    }

    /// Notes which purchase at Google Play is the account's: its notices name a purchase and nobody.
    ///
    /// It gives nothing by itself: a plan stands as Google's notices say.
    ///
    /// - Returns: false when the purchase is another's already, or no purchase token.
    package func link(
        purchase token: String,
        to account: UserAccountID
    ) async throws(SealedRecordError) -> Bool {
        guard let customer = GooglePlayNotices.customer(token: token) else { return false }
        return try await again { () async throws(SealedRecordError) in
            let (outcome, changes) = try await changes(linking: customer, to: account)
            if !changes.isEmpty { try await records.transaction(changes) }
            return outcome != .nothing
        }
    }

    /// What goes with an account: its plans, and what led to it.
    package func forget(_ account: UserAccountID) async throws(SealedRecordError) {
        try await again { () async throws(SealedRecordError) in
            let kept = try await records.list(.entitlement, owner: account.bytes, as: Entitlement.self)
            var changes = kept.map { RecordChange.delete($0.key, expected: $0.version) }
            if let checkout = try await records.read(.checkout(of: account), as: CheckoutRecord.self) {
                changes.append(.delete(checkout.key, expected: checkout.version))
                changes += checkout.value.customers.map { .delete(RecordKey(kind: .paymentCustomer, name: $0)) }
                if let reference = checkout.value.reference { changes.append(.delete(.checkout(reference))) }
            }
            if !changes.isEmpty { try await records.transaction(changes) }
        }
    }

    /// Deletes what was seen more than ``NoticeLimits/seenSeconds`` ago, and customers who stayed nobody's so long.
    ///
    /// - Returns: how many records were deleted.
    @discardableResult
    package func sweep() async throws(SealedRecordError) -> Int {
        let oldest = now().adding(seconds: -NoticeLimits.seenSeconds)
        let seen = try await sweep(.paymentNotice, as: SeenNotice.self) { $0.seen < oldest }
        let nobodys = try await sweep(.paymentCustomer, as: CustomerPointer.self) {
            $0.account == nil && $0.made < oldest
        }
        return seen + nobodys
    }

    private func sweep<Value: RecordCodable>(
        _ kind: RecordKind,
        as type: Value.Type,
        _ isOver: (Value) -> Bool
    ) async throws(SealedRecordError) -> Int {
        var count = 0
        var last: [UInt8]?
        while true {
            let page = try await records.list(kind, owner: RecordKey.nobody, after: last, limit: 500, as: type)
            for record in page where isOver(record.value) {
                do throws(SealedRecordError) {
                    try await records.delete(record.key, expected: record.version)
                    count += 1
                } catch .store(.conflict) {
                    continue  // written meanwhile, so it is in use
                } catch {
                    throw error
                }
            }
            guard page.count == 500, let name = page.last?.key.name else { return count }
            last = name
        }
    }

    /// As a checkout says it; a reference that nobody was given leads to nobody.
    func changes(
        linking customer: PaymentCustomer,
        _ reference: CheckoutReference
    ) async throws(SealedRecordError) -> (Outcome, [RecordChange]) {
        guard let account = try await records.read(.checkout(reference), as: CustomerPointer.self)?.value.account else {
            return (.nothing, [])
        }
        return try await changes(linking: customer, to: account)
    }

    private func changes(
        linking customer: PaymentCustomer,
        to account: UserAccountID
    ) async throws(SealedRecordError) -> (Outcome, [RecordChange]) {
        let key = RecordKey.customer(customer)
        let pointer = try await records.read(key, as: CustomerPointer.self)
        // Whose it is once, it stays: nobody takes a plan over by naming its customer.
        if let owner = pointer?.value.account { return (owner == account ? .older : .nothing, []) }
        let checkout = try await records.read(.checkout(of: account), as: CheckoutRecord.self)
        var listed = checkout?.value ?? CheckoutRecord()
        guard listed.customers.count < CheckoutRecord.customerCountMaximum else { return (.nothing, []) }
        listed.customers.append(key.name)
        let made = CustomerPointer(account: account, made: pointer?.value.made ?? now())
        let links: [RecordChange] = [
            .put(key, made, expected: pointer?.version ?? 0),
            .put(.checkout(of: account), listed, expected: checkout?.version ?? 0),
        ]
        guard let waiting = pointer?.value.waiting else { return (.applied, links) }
        return (.applied, links + (try await changes(waiting, for: account).1))
    }
}
