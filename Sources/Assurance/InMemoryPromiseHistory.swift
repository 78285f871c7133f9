/// A history that ends with the process.
package actor InMemoryPromiseHistory: PromiseHistoryStore {
    private var history = PromiseHistory()

    package init() {}

    package func load() -> PromiseHistory { history }

    package func save(_ history: PromiseHistory) { self.history = history }
}
