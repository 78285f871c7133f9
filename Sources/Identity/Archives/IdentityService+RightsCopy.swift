import KeyService
import Primitives
import Vault

/// What is kept of requests and breaches that concern an account, for the archive of its owner.
extension IdentityService {
    private typealias Fact = AccountSection.Fact

    func requestSection(_ account: UserAccount) async throws(IdentityError) -> AccountSection {
        let requests = try await storedRequests(of: account.id)
        return AccountSection(
            "requests",
            requests.map { request in
                let request = request.value
                return [
                    Fact("kind", .text(request.kind.name)), Fact("filed", .time(request.filed)),
                    Fact("words", request.words.map { .text($0) }),
                    Fact("purpose", request.purpose.map { .text($0.name) }),
                    Fact("answerUntil", .day(request.deadline)), Fact("state", .text(request.state.name)),
                    Fact("longerBecause", request.extensionReason.map { .text($0) }),
                    Fact("answer", request.answer.map { .text($0) }),
                ].compactMap(\.self)
            }
        )
    }

    func breachSection(_ account: UserAccount) async throws(IdentityError) -> AccountSection {
        var rows: [[Fact]] = []
        for notice in try await storedNotices(of: account.id) {
            // Who is not told yet is told by a notice, and not by an archive.
            guard let told = notice.value.told else { continue }
            let breach = try await breach(notice.value.breach)
            rows.append(
                [
                    Fact("told", .time(told)), Fact("noticed", .time(breach.noticed)),
                    Fact("what", .text(breach.what)), Fact("consequences", .text(breach.consequences)),
                    Fact("measures", .text(breach.measures)), Fact("read", notice.value.read.map { .time($0) }),
                ].compactMap(\.self)
            )
        }
        return AccountSection("breaches", rows)
    }
}
