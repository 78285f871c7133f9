extension PromiseRegister {
    static let manualOnly: [Promise] = [
        Promise(
            .man1,
            "Bank user names, passwords, PINs, OTPs are never asked for",
            from: [.money],
            kept: [.enforced],
            needs: .check
        ),
        Promise(
            .man2,
            "No bank link, no third-party data pipeline, no automated sync",
            from: [.money],
            kept: [.enforced],
            needs: .check
        ),
    ]
}
