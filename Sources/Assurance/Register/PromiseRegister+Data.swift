extension PromiseRegister {
    static let data: [Promise] = [
        Promise(.del1, "Data is kept while the account is active", from: [.money], kept: [.enforced], needs: .check),
        Promise(.del2, "A deleted account is gone within 30 days", from: [.money], kept: [.enforced], needs: .check),
        Promise(
            .del3,
            "Backups with deleted data go in the same 30 days",
            from: [.money],
            kept: [.enforced],
            needs: .check
        ),
        Promise(.del4, "Kept aggregates cannot be linked back", from: [.money], kept: [.enforced], needs: .check),
        Promise(
            .law1,
            "Consent: specific, informed, as easy to withdraw as to give",
            from: [.money, .body],
            kept: [.enforced],
            needs: .check
        ),
        Promise(.law2, "Purpose limitation", from: [.money], kept: [.enforced], needs: .check),
        Promise(.law3, "Data minimisation", from: [.money], kept: [.enforced], needs: .check),
        Promise(.law4, "Access and portability", from: [.body], kept: [.enforced], needs: .check),
        Promise(
            .law5,
            "Correction, objection, grievance, nominee",
            from: [.money, .body],
            kept: [.enforced],
            needs: .check
        ),
        Promise(.law6, "Never sold or shared", from: [.money, .body], kept: [.enforced], needs: .check),
        Promise(.law7, "Breach notification in time", from: [.money, .body], kept: [.recorded], needs: .records),
        Promise(
            .law8,
            "Reasonable security practices (IT Act 43A)",
            from: [.money],
            kept: [.recorded],
            needs: .records
        ),
        Promise(.law9, "Children's data (DPDP section 9)", from: [.money], kept: [.enforced], needs: .check),
        Promise(
            .law10,
            "A privacy contact and plain answers",
            from: [.money, .body],
            kept: [.enforced],
            needs: .check
        ),
        Promise(
            .pay1,
            "Payments only through App Store, Google Play, Stripe",
            from: [.body],
            kept: [.enforced],
            needs: .payments
        ),
        Promise(.pay2, "No card data stored", from: [.money, .body], kept: [.enforced], needs: .payments),
        Promise(.mfa1, "Two-factor authentication for everyone", from: [.money], kept: [.enforced], needs: .factors),
    ]
}
