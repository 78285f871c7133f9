extension PromiseRegister {
    static let running: [Promise] = [
        Promise(.run1, "Scales out and in with load", from: [.money, .body], kept: [.provisioned], needs: .cloud),
        Promise(.run2, "Load is balanced", from: [.body], kept: [.provisioned, .enforced], needs: .cloud),
        Promise(.run3, "Long work goes through task queues", from: [.body], kept: [.enforced], needs: .jobs),
        Promise(.run4, "Rolling deployments", from: [.body], kept: [.enforced, .provisioned], needs: .cloud),
        Promise(
            .run5,
            "Servers are immutable, continuously patched images",
            from: [.body],
            kept: [.provisioned],
            needs: .cloud
        ),
        Promise(
            .run6,
            "Full automated backup every day, encrypted",
            from: [.money, .body],
            kept: [.enforced],
            needs: .backups
        ),
        Promise(
            .run7,
            "Backups are kept in a separate account",
            from: [.money],
            kept: [.enforced, .provisioned],
            needs: .backups
        ),
    ]
}
