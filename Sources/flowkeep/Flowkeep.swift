import ArgumentParser
@main struct Flowkeep: AsyncParsableCommand { func run() async throws {} }
