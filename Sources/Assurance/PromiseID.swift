/// The number a promise is known by, in the register, in addresses and in what auditors are given.
///
/// Never renamed, never reused. Source: docs/spec/promise-register.md §2.
package enum PromiseID: String, Sendable, Hashable, CaseIterable {
    case man1 = "MAN-1", man2 = "MAN-2"
    case enc1 = "ENC-1", enc2 = "ENC-2", enc3 = "ENC-3", tls1 = "TLS-1", tls2 = "TLS-2", tls3 = "TLS-3",
        tls4 = "TLS-4", key1 = "KEY-1", key2 = "KEY-2", key3 = "KEY-3", key4 = "KEY-4", key5 = "KEY-5"
    case net1 = "NET-1", net2 = "NET-2", net3 = "NET-3", net4 = "NET-4", net5 = "NET-5"
    case edge1 = "EDGE-1", edge2 = "EDGE-2", edge3 = "EDGE-3", edge4 = "EDGE-4"
    case run1 = "RUN-1", run2 = "RUN-2", run3 = "RUN-3", run4 = "RUN-4", run5 = "RUN-5", run6 = "RUN-6",
        run7 = "RUN-7"
    case acc1 = "ACC-1", acc2 = "ACC-2", acc3 = "ACC-3", acc4 = "ACC-4", acc5 = "ACC-5", pol1 = "POL-1",
        pol2 = "POL-2", pol3 = "POL-3", pol4 = "POL-4", pol5 = "POL-5", pol6 = "POL-6"
    case fnd1 = "FND-1", fnd2 = "FND-2", fnd3 = "FND-3", fnd4 = "FND-4", fnd5 = "FND-5", fnd6 = "FND-6",
        mon1 = "MON-1", mon2 = "MON-2", mon3 = "MON-3", mon4 = "MON-4", log1 = "LOG-1"
    case del1 = "DEL-1", del2 = "DEL-2", del3 = "DEL-3", del4 = "DEL-4", law1 = "LAW-1", law2 = "LAW-2",
        law3 = "LAW-3", law4 = "LAW-4", law5 = "LAW-5", law6 = "LAW-6", law7 = "LAW-7", law8 = "LAW-8", law9 = "LAW-9",
        law10 = "LAW-10", pay1 = "PAY-1", pay2 = "PAY-2", mfa1 = "MFA-1"
}
