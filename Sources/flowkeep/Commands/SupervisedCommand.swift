import ArgumentParser

/// A command that `serve` starts: it stops on SIGTERM, which is blocked before its threads start.
protocol SupervisedCommand: AsyncParsableCommand {}
