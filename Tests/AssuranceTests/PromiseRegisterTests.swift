import Testing

@testable import Assurance

@Suite("Promise register")
struct PromiseRegisterTests {
    @Test("every id has exactly one promise, in a group, and is kept somehow")
    func complete() {
        #expect(PromiseRegister.all.map(\.id) == PromiseID.allCases)
        #expect(Set(PromiseRegister.all.map(\.text)).count == PromiseRegister.all.count)
        for promise in PromiseRegister.all {
            #expect(!promise.sources.isEmpty && !promise.keeping.isEmpty && !promise.text.isEmpty, "\(promise.id)")
        }
    }

    @Test("what is absent is said in one sentence")
    func absences() {
        let others: [Verdict.Absence] = [
            .noServer, .noHostName, .noPlainListener, .noVault, .noRecord(.pol5), .noContact,
        ]
        for absence in PromisePart.allCases.map(Verdict.Absence.part) + others {
            #expect(absence.sentence.hasSuffix("."), "\(absence)")
            #expect(absence.sentence.first?.isUppercase == true, "\(absence)")
        }
    }
}
