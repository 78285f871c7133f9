import Cycle
import HTTPTypes
import Primitives
import Vault

extension PageSite {
    /// What a page reads of the diary, at one moment.
    func diaryReading<Made: Sendable>(
        _ request: WebRequest,
        _ make: (DiaryReading) -> Made
    ) async throws -> Made {
        let mayPredict = try await CycleVault.mayPredict(request, services)
        let today = today
        let vault = try CycleVault(request, services)
        await vault.refreshCalendars()
        await vault.refreshProjections()
        return try await vault.read { book, _ in
            make(DiaryReading(book, today: today, mayPredict: mayPredict))
        }
    }

    /// A page that says nothing but what is in the diary.
    func diaryAnswer<Shown: Page>(
        at place: Place,
        _ request: WebRequest,
        _ make: (DiaryReading) -> Shown
    ) async throws -> Answer {
        let page = try await diaryReading(request, make)
        return try await answer(page, request)
    }

    /// The body panel of Today, and what a page that shows it is kept under; nil where she keeps no diary, or it is
    /// locked.
    func bodyPanel(_ request: WebRequest) async throws -> (panel: BodyPanel, asked: FormFields)? {
        guard let vault = try await CycleVault.beside(request, services) else { return nil }
        await vault.refreshCalendars()
        await vault.refreshProjections()
        let mayPredict = try await CycleVault.mayPredict(request, services)
        let today = today
        return try await vault.read { book, head in
            let panel = BodyWords(reading: DiaryReading(book, today: today, mayPredict: mayPredict)).panel()
            let asked = FormFields([("diary", "\(head.index)"), ("estimates", mayPredict ? "on" : "off")])
            return (panel, asked)
        }
    }
}
