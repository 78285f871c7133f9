extension PromiseRegister {
    static let encryption: [Promise] = [
        Promise(
            .enc1,
            "All stored data is AES-256 encrypted",
            from: [.money, .body],
            kept: [.enforced],
            needs: .check
        ),
        Promise(
            .enc2,
            "Storage hardware in the wrong hands is unreadable",
            from: [.money],
            kept: [.enforced],
            needs: .check
        ),
        Promise(
            .enc3,
            "Metadata, activity, original files and customers' data live in different places, "
                + "each encrypted under its own key",
            from: [.body],
            kept: [.enforced],
            needs: .check
        ),
        Promise(
            .tls1,
            "Every connection that leaves a machine uses TLS 1.3",
            from: [.money, .body],
            kept: [.enforced],
            needs: .check
        ),
        Promise(.tls2, "HTTP is redirected to HTTPS", from: [.money], kept: [.enforced], needs: .check),
        Promise(.tls3, "HSTS", from: [.money], kept: [.enforced], needs: .check),
        Promise(
            .tls4,
            "Connections to databases and cloud services are encrypted",
            from: [.money, .body],
            kept: [.enforced],
            needs: .check
        ),
        Promise(
            .key1,
            "Keys are made and managed in a key management service that controls their use across the app",
            from: [.money, .body],
            kept: [.enforced],
            needs: .check
        ),
        Promise(.key2, "Keys rotate automatically", from: [.money], kept: [.enforced], needs: .rotation),
        Promise(.key3, "No single person has raw keys", from: [.money], kept: [.enforced], needs: .keyHolder),
        Promise(.key4, "Each key access is logged and audited", from: [.money], kept: [.enforced], needs: .log),
        Promise(
            .key5,
            "Even database plus key service open no vault",
            from: [.beyond],
            kept: [.enforced],
            needs: .check
        ),
    ]
}
