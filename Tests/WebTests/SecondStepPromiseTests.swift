import Identity
import Primitives
import Testing

@testable import Assurance
@testable import Composition
import HTTPTypes
@testable import Web

@Suite("MFA-1 and LAW-9, checked")
struct SecondStepPromiseTests {
    private static let now: Now = { Timestamp(seconds: 1_795_180_000) }

    @Test("our second step keeps the promise")
    func kept() async throws {
        let finding = try await SecondStepCheck(now: Self.now).run()
        #expect(finding.verdict == .kept, "\(finding.evidence)")
    }

    @Test("a door that takes the passphrase alone, or a code twice, breaks it", arguments: [true, false])
    func broken(_ takesNone: Bool) async throws {
        var check = SecondStepCheck(now: Self.now)
        let whole = check.signIn
        check.signIn = { identity, factor in
            switch factor {
            case nil where takesNone: true
            case .code(let text)? where !takesNone && text.utf8.count == 6: true
            default: await whole(identity, factor)
            }
        }
        #expect(try await check.run().verdict == .broken)
    }

    @Test("LAW-9: ours asks for a guardian; a sign-up that takes anybody's word breaks the promise")
    func age() async throws {
        let asking = Endpoint(.post, "/api/v1/accounts", surface: .api, access: .anyone) { _ in .noContent }
            .with { $0.body = .json(SessionSchemas.credentials) }
        let ours = try await AgeCheck(now: Self.now, endpoints: [asking]).run()
        #expect(ours.verdict == .kept, "\(ours.evidence)")
        #expect(try await AgeCheck(now: Self.now, endpoints: []).run().verdict == .broken, "no declaration is taken")
        var check = AgeCheck(now: Self.now, endpoints: [asking])
        let whole = check.signUp
        check.signUp = { identity, handle, _ in await whole(identity, handle, .adult) }
        #expect(try await check.run().verdict == .broken)
    }
}
