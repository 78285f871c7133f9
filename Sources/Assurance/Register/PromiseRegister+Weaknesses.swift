extension PromiseRegister {
    static let weaknesses: [Promise] = [
        Promise(.fnd1, "External penetration test at least yearly", from: [.money], kept: [.recorded], needs: .records),
        Promise(
            .fnd2,
            "Critical fixed in 24 hours, high 7 days, medium 30, low 90",
            from: [.money],
            kept: [.recorded, .enforced],
            needs: .findings
        ),
        Promise(
            .fnd3,
            "Weekly vulnerability scan of the infrastructure",
            from: [.money],
            kept: [.recorded],
            needs: .records
        ),
        Promise(
            .fnd4,
            "Dependencies scanned for known vulnerabilities",
            from: [.money],
            kept: [.enforced],
            needs: .advisories
        ),
        Promise(.fnd5, "Web security testing with every release", from: [.body], kept: [.enforced], needs: .scanners),
        Promise(.fnd6, "Regular third-party audits", from: [.body], kept: [.recorded], needs: .records),
        Promise(
            .mon1,
            "Security events are gathered and watched in real time",
            from: [.money],
            kept: [.enforced],
            needs: .watch
        ),
        Promise(
            .mon2,
            "Intrusion detection alerts on unusual access",
            from: [.money],
            kept: [.enforced],
            needs: .watch
        ),
        Promise(.mon3, "Monitored around the clock", from: [.body], kept: [.enforced], needs: .watch),
        Promise(
            .mon4,
            "Critical alerts reach the on-call owner and escalate",
            from: [.body],
            kept: [.enforced],
            needs: .watch
        ),
        Promise(.log1, "Sensitive data is removed from logs", from: [.body], kept: [.enforced], needs: .check),
    ]
}
