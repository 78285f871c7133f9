import KeyService
import Testing

/// A register that says nothing of a kind of record, or the same of two, is no register.
@Suite("Retention rules")
struct RetentionRuleTests {
    @Test("each kind has a rule of its own, in words that are not another's")
    func complete() {
        let rules = RetentionRule.all
        #expect(rules.map(\.kind.rawValue) == RecordKind.allCases.map(\.rawValue).sorted())
        #expect(Set(rules.map(\.what)).count == rules.count)
        for rule in rules {
            #expect(!rule.what.isEmpty && !rule.what.hasSuffix(".") && rule.personal != "", "\(rule.kind)")
            #expect(
                rule.what == rule.what.prefix(1).lowercased() + rule.what.dropFirst() || rule.what.hasPrefix("an API")
            )
        }
    }

    @Test("what is an account's or a vault's ends with it; what is kept for ever is the installation's")
    func ends() {
        for rule in RetentionRule.all {
            if rule.goesWithAccount {
                #expect(rule.kept != .installation, "\(rule.kind) would outlive its owner")
            }
            if rule.owner == .passing {
                guard case .minutes(let count, _) = rule.kept else {
                    Issue.record("\(rule.kind) belongs to nobody and has no end")
                    continue
                }
                #expect(count <= 10)
            }
            if rule.kept == .account { #expect(rule.goesWithAccount, "\(rule.kind)") }
        }
        let gone = RetentionRule.all.filter(\.goesWithAccount).map(\.kind)
        #expect(gone.contains(.userAccount) && gone.contains(.keySlot) && gone.contains(.logKey))
        #expect(!gone.contains(.staffRoster) && !gone.contains(.logIdentity) && !gone.contains(.sharedBook))
    }

    @Test("the store that a rule names is that of the key its records are sealed under")
    func stores() {
        for rule in RetentionRule.all {
            guard let use = rule.kind.sealingUse else { continue }
            #expect((rule.store == .activity) == (use == .activity || use == .log), "\(rule.kind)")
        }
    }

    @Test("an end is told in words that fit a sentence")
    func sentences() {
        #expect(RetentionRule.Kept.days(1, after: "its end").sentence == "at most 1 day after its end")
        #expect(RetentionRule.Kept.hours(12, after: "it began").sentence == "at most 12 hours after it began")
        #expect(RecordKind.passkey.retention.kept.sentence == "until it is removed, and no longer than the account")
    }
}
