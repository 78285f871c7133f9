import Payments
import Primitives
import TestSupport
import Testing

@Suite("The App Store's notices")
struct AppStoreNoticeTests {
    private let store: StandInAppStore
    private let token = CheckoutReference(high: 0x0123_4567_89AB_8DEF, low: 0x8123_4567_89AB_CDEF)
    private let notice: StandInAppStore.Notice

    init() throws {
        store = try #require(StandInAppStore(at: newYear))
        notice = StandInAppStore.Notice("n-1", signed: newYear, until: newYear.adding(seconds: month), token)
    }

    private func taken(_ body: [UInt8]?, at time: Timestamp = newYear) throws -> PaymentNotice {
        try store.notices.notice(try #require(body), at: time)
    }

    @Test("a right one is taken")
    func right() throws {
        let taken = try taken(store.body(notice))
        #expect(taken.id == "n-1" && taken.moment == newYear && taken.provider == .appStore)
        guard case .plan(let standing, let customer) = taken.content else {
            Issue.record("no plan")
            return
        }
        #expect(standing == PlanStanding(.active, until: newYear.adding(seconds: month)))
        #expect(customer.text == "01234567-89ab-8def-8123-456789abcdef")
    }

    @Test("a changed character anywhere is refused")
    func everyByte() throws {
        let body = try #require(store.body(notice))
        for place in stride(from: 0, to: body.count, by: 3) {
            var changed = body
            changed[place] = changed[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(throws: PaymentRefusal.self) { try store.notices.notice(changed, at: newYear) }
        }
    }

    @Test("a status, and what it means here")
    func statuses() throws {
        for (status, state) in [(1, .active), (2, .ended), (3, .ended), (4, .grace), (5, .ended)] as [(Int, PlanState)]
        {
            var notice = notice
            notice.status = status
            guard case .plan(let standing, _) = try taken(store.body(notice)).content else {
                Issue.record("no plan")
                return
            }
            #expect(standing.state == state)
        }
        var unknown = notice
        unknown.status = 6
        #expect(throws: PaymentRefusal.malformed) { try taken(store.body(unknown)) }
    }

    @Test("another app's, and the sandbox's, are not ours")
    func addressee() throws {
        var other = notice
        other.bundle = "org.example.other"
        #expect(throws: PaymentRefusal.addressee) { try taken(store.body(other)) }
        var sandbox = notice
        sandbox.environment = "Sandbox"
        #expect(throws: PaymentRefusal.addressee) { try taken(store.body(sandbox)) }
    }

    @Test("how old a notice may be")
    func clock() throws {
        let oldest = newYear.adding(seconds: -NoticeLimits.retriedSeconds)
        let store = try #require(StandInAppStore(at: oldest))
        for (seconds, isTaken) in [(0, true), (-1, false)] as [(Int64, Bool)] {
            var notice = notice
            notice.signed = oldest.adding(seconds: seconds)
            let body = try #require(store.body(notice))
            if isTaken {
                #expect(throws: Never.self) { try store.notices.notice(body, at: newYear) }
            } else {
                #expect(throws: PaymentRefusal.stale) { try store.notices.notice(body, at: newYear) }
            }
        }
        var future = notice
        future.signed = newYear.adding(seconds: NoticeLimits.aheadSeconds + 1)
        #expect(throws: PaymentRefusal.stale) { try taken(self.store.body(future)) }
    }

    @Test("the sender does not choose how it is checked", arguments: ["none", "HS256", "RS256", "ES384", "es256", ""])
    func algorithms(_ name: String) throws {
        #expect(throws: PaymentRefusal.self) { try taken(store.body(notice, algorithm: name)) }
    }

    @Test("no signature at all")
    func unsigned() throws {
        let body = String(decoding: try #require(store.body(notice)), as: UTF8.self)
        let end = try #require(body.lastIndex(of: "."))
        #expect(throws: PaymentRefusal.unsigned) { try taken(Array((body[...end] + "\"}").utf8)) }
        #expect(throws: PaymentRefusal.unsigned) { try taken(Array("{}".utf8)) }
        #expect(throws: PaymentRefusal.malformed) {
            try taken(Array(#"{"signedPayload":"a","signedPayload":"a"}"#.utf8))
        }
        #expect(throws: PaymentRefusal.malformed) { try taken(Array(#"{"signedPayload":7}"#.utf8)) }
        #expect(throws: PaymentRefusal.malformed) { try taken(Array(#"{"signedPayload":"a.b"}"#.utf8)) }
        #expect(throws: PaymentRefusal.tooLarge) {
            try taken([UInt8](repeating: 0x20, count: NoticeLimits.byteCountMaximum + 1))
        }
    }

    @Test("a transaction under another chain is refused, though the notice around it is right")
    func innerChain() throws {
        let other = try #require(StandInAppStore(at: newYear))
        let transaction =
            #"{"bundleId":"org.example.app","environment":"Production","appAccountToken":"\#(token.uuid)"}"#
        let inner = try #require(other.signed(transaction))
        let data =
            #"{"bundleId":"org.example.app","environment":"Production","status":1,"signedTransactionInfo":"\#(inner)"}"#
        let payload =
            #"{"notificationType":"DID_RENEW","notificationUUID":"n","signedDate":1767225600000,"data":\#(data)}"#
        let body = Array(#"{"signedPayload":"\#(try #require(store.signed(payload)))"}"#.utf8)
        #expect(throws: PaymentRefusal.certificate(.root)) { try taken(body) }
    }

    @Test("a purchase without our reference is nobody's")
    func nobodys() throws {
        let transaction = #"{"bundleId":"org.example.app","environment":"Production"}"#
        let inner = try #require(store.signed(transaction))
        let data =
            #"{"bundleId":"org.example.app","environment":"Production","status":1,"signedTransactionInfo":"\#(inner)"}"#
        let payload =
            #"{"notificationType":"DID_RENEW","notificationUUID":"n","signedDate":1767225600000,"data":\#(data)}"#
        let body = Array(#"{"signedPayload":"\#(try #require(store.signed(payload)))"}"#.utf8)
        #expect(try taken(body).content == .nothing)
    }
}

@Suite("Chains of certificates")
struct CertificateChainTests {
    private func refusal(_ store: StandInAppStore?, at time: Timestamp = newYear) throws -> PaymentRefusal? {
        let store = try #require(store)
        let notice = StandInAppStore.Notice("n", signed: time, until: time, CheckoutReference(high: 1, low: 2))
        let body = try #require(store.body(notice))
        do throws(PaymentRefusal) {
            _ = try store.notices.notice(body, at: time)
            return nil
        } catch {
            return error
        }
    }

    @Test("an hour before its time, and an hour after")
    func expired() throws {
        let store = StandInAppStore(at: newYear)
        #expect(try refusal(store, at: newYear) == nil)
        #expect(try refusal(store, at: newYear.adding(seconds: 365 * 86_400)) == nil)
        #expect(try refusal(store, at: newYear.adding(seconds: 365 * 86_400 + 1)) == .certificate(.expired))
        #expect(try refusal(store, at: newYear.adding(seconds: -86_401)) == .certificate(.expired))
        for place in 0..<3 {
            let early = newYear.adding(seconds: -100)...newYear.adding(seconds: -1)
            let one = StandInAppStore(at: newYear) { if $0 == place { $1.validity = early } }
            #expect(try refusal(one) == .certificate(.expired))
        }
    }

    @Test("each certificate is what it must be")
    func use() throws {
        let changes: [(Int, @Sendable (inout StandInChain.Plan) -> Void)] = [
            (0, { $0.mark = nil }), (0, { $0.mark = StandInChain.authorityMark }), (0, { $0.isAuthority = true }),
            (1, { $0.mark = nil }), (1, { $0.mark = StandInChain.leafMark }), (1, { $0.isAuthority = false }),
        ]
        for (place, change) in changes {
            let store = StandInAppStore(at: newYear) { if $0 == place { change(&$1) } }
            #expect(try refusal(store) == .certificate(.use))
        }
        let critical = StandInAppStore(at: newYear) { if $0 == 0 { $1.hasUnknownCriticalExtension = true } }
        #expect(try refusal(critical) == .certificate(.malformed))
        // A root that may not issue cannot be pinned at all.
        #expect(StandInAppStore(at: newYear) { if $0 == 2 { $1.isAuthority = false } } == nil)
    }

    @Test("another root, swapped places, too few and too many")
    func shape() throws {
        var store = try #require(StandInAppStore(at: newYear))
        let other = try #require(StandInChain(at: newYear))
        let right = store.chain.certificates
        let chains: [([[UInt8]], PaymentRefusal)] = [
            (other.certificates, .certificate(.root)),
            ([right[0], right[1], other.certificates[2]], .certificate(.root)),
            ([right[0], other.certificates[1], right[2]], .certificate(.issuer)),
            ([other.certificates[0], right[1], right[2]], .certificate(.issuer)),
            ([right[1], right[0], right[2]], .certificate(.issuer)),
            ([right[0], right[2], right[1]], .certificate(.root)),
            ([right[0], right[2], right[2]], .certificate(.issuer)),
            ([right[2], right[2], right[2]], .certificate(.use)),
            ([right[0], right[1]], .certificate(.count)), ([], .certificate(.count)),
            (right + [right[2]], .certificate(.count)),
            ([[0x30], right[1], right[2]], .certificate(.malformed)),
            ([right[0] + [0], right[1], right[2]], .certificate(.malformed)),
            ([[UInt8](repeating: 0x30, count: 9000), right[1], right[2]], .certificate(.malformed)),
        ]
        for (certificates, wanted) in chains {
            store.chain = StandInChain(certificates: certificates, leafKey: store.chain.leafKey)
            #expect(try refusal(store) == wanted)
        }
    }

    @Test("a changed byte of a certificate is refused, wherever it is")
    func everyByte() throws {
        var store = try #require(StandInAppStore(at: newYear))
        let (right, key) = (store.chain.certificates, store.chain.leafKey)
        for place in 0..<3 {
            for offset in right[place].indices {
                var changed = right
                changed[place][offset] ^= 0x01
                store.chain = StandInChain(certificates: changed, leafKey: key)
                #expect(try refusal(store) != nil, "certificate \(place), byte \(offset)")
            }
        }
    }

    @Test("a root is pinned from DER or PEM, and nothing else")
    func pinning() throws {
        let chain = try #require(StandInChain(at: newYear))
        let der = chain.certificates[2]
        let text = String(decoding: Base64.encode(der), as: UTF8.self)
        var lines: [Substring] = []
        var rest = text[...]
        while !rest.isEmpty {
            lines.append(rest.prefix(64))
            rest = rest.dropFirst(64)
        }
        let pem = "-----BEGIN CERTIFICATE-----\n" + lines.joined(separator: "\n") + "\n-----END CERTIFICATE-----\n"
        #expect(PinnedRoot(certificate: der) == PinnedRoot(certificate: Array(pem.utf8)))
        #expect(PinnedRoot(certificate: der) != nil)
        #expect(PinnedRoot(certificate: chain.certificates[0]) == nil)
        #expect(PinnedRoot(certificate: []) == nil)
        #expect(PinnedRoot(certificate: Array("hello".utf8)) == nil)
        #expect(Hex.encode(PinnedRoot.apple.hash.prefix(4)) == "63343abf")
    }
}
