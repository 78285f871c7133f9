/// What a process that `serve` supervises begins with; the same process may also be started by hand.
struct SupervisedStart: Sendable {
    let descriptors: InheritedDescriptors
    let stop: StopNotice
    let directory: DataDirectory

    /// - Throws: ``StartError`` when what was handed down is not as it should be, or the data directory is not.
    init(_ configuration: Configuration, environment: [String: String]) throws(StartError) {
        do {
            descriptors = try InheritedDescriptors.adopt(environment)
        } catch {
            throw .inheritance(error)
        }
        do {
            stop = try StopNotice(descriptors)
        } catch {
            throw .system(error)
        }
        guard descriptors[.lifeline] != nil else {
            directory = try ServerProcess.openDirectory(configuration)
            return
        }
        do {
            directory = try DataDirectory.existing(configuration.data)
        } catch {
            throw .data(error)
        }
    }

    /// Whether a parent prepared the directory, holds its lock and opened the sockets.
    var isSupervised: Bool { descriptors[.lifeline] != nil }

    /// The sockets handed down, or those this process opens itself.
    func sockets(
        for role: ProcessRole,
        _ configuration: Configuration
    ) throws(StartError) -> [InheritedDescriptors.Name: Int32] {
        guard !isSupervised else { return descriptors.numbers }
        return try ServerSockets([role], configuration: configuration, directory: directory).numbers
    }
}
