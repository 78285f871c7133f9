import ArgumentParser
import Composition
import Dispatch
import Glibc

/// Runs a command and maps how it ended to the exit status: 0 done, 1 failed, 2 not understood.
@main
enum Main {
    /// Not `async`: what concerns the whole process (signal mask, umask, malloc's arenas) must be done before other
    /// threads start.
    static func main() {
        ProcessHygiene.apply()
        do {
            var command = try Flowkeep.parseAsRoot()
            guard let asynchronous = command as? any AsyncParsableCommand else {
                try command.run()
                exit(0)
            }
            if asynchronous is any SupervisedCommand { try StopNotice.blockSignals() }
            wait(for: HandedOver(command: asynchronous))
        } catch {
            end(error)
        }
    }

    /// A command that is given to one task and touched by nobody else.
    private struct HandedOver: @unchecked Sendable {
        // @unchecked: `main` makes it, hands it to the only task there is, and waits.
        let command: any AsyncParsableCommand
    }

    private static func wait(for handedOver: HandedOver) {
        let done = DispatchSemaphore(value: 0)
        // Ends with the process; nobody cancels it.
        Task.detached {
            do {
                var command = handedOver.command
                try await command.run()
            } catch {
                end(error)
            }
            done.signal()
        }
        done.wait()
        exit(0)
    }

    /// Help goes to standard output with status 0, misuse to standard error with status 2.
    private static func end(_ error: any Error) -> Never {
        switch error {
        case let failure as CommandFailure:
            Terminal.error(failure.sentence)
            exit(failure.status)
        case let error as StartError:
            Terminal.error(error.sentence)
            exit(CommandFailure.failedStatus)
        case let code as ExitCode:
            exit(code.rawValue)
        case _ where Flowkeep.exitCode(for: error) == .success:
            Terminal.print(Flowkeep.fullMessage(for: error))
            exit(0)
        default:
            Terminal.error(Flowkeep.fullMessage(for: error))
            exit(CommandFailure.misuseStatus)
        }
    }
}
