/// What only the keys of the installation show: records that do not open, journals that were put back.
///
/// The running server is asked; it has the keys. This process never holds one beside the stores' files.
enum SealedFindings {
    private static let id = "sealed-records"
    /// Damaged records that are named; the rest is counted.
    private static let namedMaximum = 5

    static func findings(
        _ configuration: Configuration,
        _ environment: [String: String],
        startsKeyService: Bool
    ) async -> [Finding] {
        do throws(StartError) {
            if let server = try LocalAPIConnection.runningServer(configuration) { return await look(server) }
            guard startsKeyService else {
                return [.ok(id, "Sealed records were not opened: no server runs. `flowkeep doctor --with-keys` does.")]
            }
            let api = try await LocalAPIConnection.open(configuration, environment: environment)
            let findings = await look(api)
            await api.close()
            return findings
        } catch {
            return [.broken(id, "The sealed records could not be opened. \(error.sentence)")]
        }
    }

    private static func look(_ api: any LocalAPI) async -> [Finding] {
        do {
            let (opened, damaged) = try await APIClient(api).checkStores()
            guard damaged.isEmpty else {
                let named = damaged.prefix(namedMaximum).map { Finding.broken(id, $0.capitalizedSentence) }
                guard damaged.count > namedMaximum else { return named }
                return named + [.broken(id, "\(damaged.count - namedMaximum) more are damaged.")]
            }
            return [.ok(id, "All \(opened) sealed records open in their places, and no journal was put back.")]
        } catch {
            return [.broken(id, "The sealed records could not be opened. \(error.sentence)")]
        }
    }
}

extension String {
    fileprivate var capitalizedSentence: String { prefix(1).uppercased() + dropFirst() + "." }
}
