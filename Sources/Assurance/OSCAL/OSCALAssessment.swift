import Primitives

/// A run as OSCAL 1.2 assessment results, for auditors and their tools.
///
/// Every promise gives an observation; those that were checked also give a finding, satisfied or not. What is not in
/// this deployment is excluded from the reviewed controls and has no finding: nothing is claimed of it.
///
/// - Source: docs/spec/promise-register.md §8; NIST OSCAL 1.2.0, assessment results model.
package enum OSCALAssessment {
    package static let version = "1.2.0"
    private typealias Member = OSCALValue.Member

    /// The document of a run.
    ///
    /// The same run gives the same document, and another run another UUID of it.
    ///
    /// - `site`: The public name of what was looked at.
    /// - `address`: Where the same evidence stands for everybody.
    package static func document(of run: PromiseRun, site: String, address: String) -> OSCALValue {
        let end = run.startedAt.adding(seconds: run.duration.components.seconds + 1)
        let metadata = OSCALValue.of(
            Member("title", "Promises of Flowkeep at \(site) and their evidence"),
            Member("last-modified", end.iso),
            Member("version", run.startedAt.iso),
            Member("oscal-version", version),
            Member("roles", .list([.of(Member("id", "operator"), Member("title", "Runs this installation"))])),
            Member("parties", .list([party(site)])),
            Member(
                "responsible-parties",
                .list([
                    .of(Member("role-id", "operator"), Member("party-uuids", .list([.text(partyUUID(site))])))
                ])
            )
        )
        let rest: [Member] = [
            Member("metadata", metadata), Member("import-ap", .of(Member("href", "#" + registerUUID))),
            Member("results", .list([result(of: run, site: site, end: end)])),
            Member("back-matter", .of(Member("resources", .list([register(address)])))),
        ]
        var content: [UInt8] = Array("assessment-results/".utf8)
        OSCALValue.object(rest).append(to: &content)
        let members = [Member("uuid", OSCALNames.uuid(content))] + rest
        return .of(Member("assessment-results", .object(members)))
    }

    private static let registerUUID = OSCALNames.uuid("register")
    private static let checkerUUID = OSCALNames.uuid("component/checks")

    private static func partyUUID(_ site: String) -> String { OSCALNames.uuid("party/\(site)") }

    private static func systemUUID(_ site: String) -> String { OSCALNames.uuid("component/\(site)") }

    private static func party(_ site: String) -> OSCALValue {
        .of(
            Member("uuid", partyUUID(site)),
            Member("type", "organization"),
            Member("name", "Whoever runs \(site)")
        )
    }

    /// What stands in the place of an assessment plan: the register says what is checked and how.
    private static func register(_ address: String) -> OSCALValue {
        .of(
            Member("uuid", registerUUID),
            Member("title", "The promise register"),
            Member("description", "Every promise, how it is kept and checked, and the last run of all checks."),
            Member("rlinks", .list([.of(Member("href", address + "/trust"), Member("media-type", "text/html"))]))
        )
    }

    private static func result(of run: PromiseRun, site: String, end: Timestamp) -> OSCALValue {
        .of(
            Member("uuid", OSCALNames.uuid("result/\(site)/\(run.startedAt.milliseconds)")),
            Member("title", "All promises, checked once"),
            Member(
                "description",
                "Each promise of the register, tried on the running system. "
                    + "\(run.count(.kept)) kept, \(run.count(.broken)) broken, \(run.count(.overdue)) overdue, "
                    + "\(run.count(.notInDeployment)) not in this deployment."
            ),
            Member("start", run.startedAt.iso),
            Member("end", end.iso),
            Member("props", .list([property("milliseconds", "\(milliseconds(run.duration))")])),
            Member("local-definitions", localDefinitions(site)),
            Member("reviewed-controls", reviewedControls(run)),
            Member("observations", .list(run.results.map { observation($0, site: site) })),
            .list("findings", run.results.compactMap(finding))
        )
    }

    private static func localDefinitions(_ site: String) -> OSCALValue {
        func component(_ uuid: String, _ type: String, _ title: String, _ description: String) -> OSCALValue {
            .of(
                Member("uuid", uuid),
                Member("type", type),
                Member("title", title),
                Member("description", description),
                Member("status", .of(Member("state", "operational")))
            )
        }
        let system = component(systemUUID(site), "software", "Flowkeep at \(site)", "The installation looked at.")
        let checks = component(checkerUUID, "software", "Flowkeep's own checks", "Run on a schedule and on demand.")
        return .of(
            Member("components", .list([system])),
            Member(
                "assessment-assets",
                .of(
                    Member("components", .list([checks])),
                    Member(
                        "assessment-platforms",
                        .list([
                            .of(
                                Member("uuid", OSCALNames.uuid("platform")),
                                Member("title", "The installation itself"),
                                Member("uses-components", .list([.of(Member("component-uuid", checkerUUID))]))
                            )
                        ])
                    )
                )
            )
        )
    }

    private static func reviewedControls(_ run: PromiseRun) -> OSCALValue {
        let absent = run.results.filter { $0.verdict.kind == .notInDeployment }
        let excluded = absent.map { OSCALValue.of(Member("control-id", $0.promise.id.rawValue)) }
        return .of(
            Member("description", "The promises of the register, but for those that are not in this deployment."),
            Member(
                "control-selections",
                .list([.of(Member("include-all", .object([])), .list("exclude-controls", excluded))])
            )
        )
    }

    private static func observation(_ result: PromiseResult, site: String) -> OSCALValue {
        let id = result.promise.id.rawValue
        var description = result.method ?? "Nothing was done: see the remarks."
        var remarks: String?
        if case .notInDeployment(let absence) = result.verdict {
            remarks = absence.sentence
            if result.evidence.isEmpty { description = "Not in this deployment." }
        }
        let isRecorded = result.due != nil
        let subject = OSCALValue.of(Member("subject-uuid", systemUUID(site)), Member("type", "component"))
        return .of(
            Member("uuid", OSCALNames.uuid("observation/\(id)")),
            Member("title", id),
            Member("description", description),
            Member(
                "props",
                .list([
                    property("verdict", result.verdict.name),
                    property("milliseconds", "\(milliseconds(result.duration))"),
                ])
            ),
            Member("methods", .list([.text(isRecorded || result.method == nil ? "EXAMINE" : "TEST")])),
            Member("types", .list([.text("control-objective")])),
            Member("subjects", .list([subject])),
            .list("relevant-evidence", result.evidence.map(evidence)),
            Member("collected", result.checkedAt.iso),
            result.due.map { Member("expires", $0.iso + "T23:59:59Z") },
            remarks.map { Member("remarks", $0) }
        )
    }

    private static func evidence(_ evidence: Evidence) -> OSCALValue {
        .of(
            evidence.link.map { Member("href", $0) },
            Member("description", "\(evidence.what): \(evidence.found)"),
            Member("props", .list([property("as-promised", evidence.isAsPromised ? "yes" : "no")]))
        )
    }

    private static func finding(_ result: PromiseResult) -> OSCALValue? {
        let status: (state: String, reason: String)
        switch result.verdict {
        case .kept: status = ("satisfied", "pass")
        case .broken: status = ("not-satisfied", "fail")
        case .overdue: status = ("not-satisfied", "other")
        case .notInDeployment: return nil
        }
        let id = result.promise.id.rawValue
        return .of(
            Member("uuid", OSCALNames.uuid("finding/\(id)")),
            Member("title", id),
            Member("description", result.promise.text),
            Member(
                "props",
                .list(
                    [property("verdict", result.verdict.name)]
                        + result.promise.keeping.map { property("kept", $0.rawValue) }
                )
            ),
            Member(
                "target",
                .of(
                    Member("type", "objective-id"),
                    Member("target-id", id),
                    Member("title", id),
                    Member("status", .of(Member("state", status.state), Member("reason", status.reason)))
                )
            ),
            Member(
                "related-observations",
                .list([.of(Member("observation-uuid", OSCALNames.uuid("observation/\(id)")))])
            ),
            result.warning.map { Member("remarks", $0) }
        )
    }

    private static func property(_ name: String, _ value: String) -> OSCALValue {
        .of(Member("name", name), Member("ns", OSCALNames.propertyNamespace), Member("value", value))
    }

    private static func milliseconds(_ duration: Duration) -> Int64 {
        duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
    }
}
