extension PromiseRegister {
    static let people: [Promise] = [
        Promise(.acc1, "Least privilege", from: [.money], kept: [.enforced], needs: .staff),
        Promise(
            .acc2,
            "Production access needs multi-factor authentication and is logged",
            from: [.money],
            kept: [.enforced],
            needs: .staff
        ),
        Promise(
            .acc3,
            "No employee can view raw data in the course of work",
            from: [.money, .body],
            kept: [.enforced],
            needs: .staff
        ),
        Promise(
            .acc4,
            "Support sees only aggregated, anonymised information",
            from: [.money],
            kept: [.enforced],
            needs: .staff
        ),
        Promise(
            .acc5,
            "Debugging one person's data needs two senior engineers' approval, is time-limited and fully logged",
            from: [.money],
            kept: [.enforced],
            needs: .staff
        ),
        Promise(
            .pol1,
            "Security training at onboarding and every quarter",
            from: [.money],
            kept: [.recorded],
            needs: .records
        ),
        Promise(
            .pol2,
            "Company devices: encryption, screen lock, remote wipe",
            from: [.money],
            kept: [.recorded],
            needs: .records
        ),
        Promise(
            .pol3,
            "Every code change is reviewed by another engineer before deployment",
            from: [.money],
            kept: [.recorded],
            needs: .records
        ),
        Promise(
            .pol4,
            "Incident response plan with escalation",
            from: [.money],
            kept: [.recorded, .enforced],
            needs: .incidents
        ),
        Promise(
            .pol5,
            "Documented development and quality assurance",
            from: [.body],
            kept: [.recorded],
            needs: .records
        ),
        Promise(
            .pol6,
            "Physical, environmental and hosting controls of the highest standard",
            from: [.body],
            kept: [.recorded],
            needs: .records
        ),
    ]
}
