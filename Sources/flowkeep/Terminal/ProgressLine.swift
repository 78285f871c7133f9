/// Where long work stands: one line that changes on a terminal, plain lines otherwise.
struct ProgressLine {
    private let label: String

    init(_ label: String) { self.label = label }

    func show(_ step: String) {
        if Terminal.showsProgress {
            Terminal.progress("\(label): \(step)…")
        } else {
            Terminal.error("\(label): \(step)")
        }
    }

    /// Clears the line on a terminal, so that what follows starts at its left.
    func end() { if Terminal.showsProgress { Terminal.progress("") } }
}
