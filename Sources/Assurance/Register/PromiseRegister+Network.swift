extension PromiseRegister {
    static let network: [Promise] = [
        Promise(
            .net1,
            "Data stays in the declared region",
            from: [.money],
            kept: [.enforced, .provisioned],
            needs: .check
        ),
        Promise(
            .net2,
            "Servers run in an isolated private network",
            from: [.money, .body],
            kept: [.provisioned],
            needs: .cloud
        ),
        Promise(.net3, "Databases have no direct internet access", from: [.money], kept: [.provisioned], needs: .cloud),
        Promise(
            .net4,
            "Database access needs network-level and credential-level authentication",
            from: [.money],
            kept: [.enforced, .provisioned],
            needs: .cloud
        ),
        Promise(
            .net5,
            "Production is isolated from staging and development, each its own account and network",
            from: [.body],
            kept: [.enforced, .provisioned],
            needs: .check
        ),
        Promise(
            .edge1,
            "A web application firewall filters malicious traffic",
            from: [.money, .body],
            kept: [.enforced, .provisioned],
            needs: .edge
        ),
        Promise(.edge2, "Floods do not take it down", from: [.money], kept: [.enforced, .provisioned], needs: .check),
        Promise(.edge3, "Malicious sources are blocked automatically", from: [.body], kept: [.enforced], needs: .edge),
        Promise(
            .edge4,
            "Content comes from the closest place",
            from: [.body],
            kept: [.enforced, .provisioned],
            needs: .cloud
        ),
    ]
}
