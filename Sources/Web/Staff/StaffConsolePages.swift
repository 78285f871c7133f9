import Assurance
import HTTPTypes
import Staff

/// How the installation is doing: what is measured, and nothing that is not.
struct StaffConsolePages: Sendable {
    static let path = "/staff/console"

    let site: StaffSite

    var endpoints: [Endpoint] { [show] }

    private var show: Endpoint {
        Endpoint.staff(.get, Self.path, needs: .readConsole) { request, _ in
            let run = await site.services.promises.latest()
            let words = Words.current
            let wrong = run.results.filter { $0.verdict.kind == .broken || $0.verdict.kind == .overdue }
            let page = StaffConsolePage(
                kept: words.number(run.count(.kept)),
                broken: words.number(run.count(.broken)),
                overdue: words.number(run.count(.overdue)),
                absent: words.number(run.count(.notInDeployment)),
                wrong: wrong.map { result in
                    let telling = result.evidence.first { !$0.isAsPromised }
                    return StaffConsolePage.Wrong(
                        id: result.promise.id.rawValue,
                        text: result.promise.text,
                        why: telling.map { "\($0.what): \($0.found)" } ?? ""
                    )
                },
                checked: site.moment(run.startedAt)
            )
            return site.answer(page, request)
        }
    }
}
