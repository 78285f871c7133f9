/// What the diary is, before it holds anything: what is kept, what is computed, and a consent for each.
package struct CycleStartPage: Page {
    package static let template = PageTemplate.cycleStart
    package var place: Place { .cycle(.overview) }
    package let title = localized("Diary")

    let problems: FormProblems
    let keepsDiary: Bool
    let predicts: Bool
    let diaryError: String?
    /// It was kept before and stopped: what was written is still there.
    let wasStopped: Bool

    package init(
        keepsDiary: Bool = false,
        predicts: Bool = false,
        wasStopped: Bool = false,
        problems: FormProblems = .none
    ) {
        self.keepsDiary = keepsDiary
        self.predicts = predicts
        self.wasStopped = wasStopped
        self.problems = problems
        diaryError = problems.message(for: "diary")
    }
}
