import ArgumentParser
import Composition
import Primitives

struct DeployCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deploy",
        abstract: "Approve a revision that somebody else wrote, and see whether one is approved.",
        discussion: """
            EXAMPLE
              flowkeep deploy key ~/.config/flowkeep/approver.key
              flowkeep deploy approve 7d3f0c0b5a1e4d1f9a0c2b7e6f5d4c3b2a190817 --author asha --approver meera \\
                --key ~/.config/flowkeep/approver.key > 7d3f0c0b5a1e4d1f9a0c2b7e6f5d4c3b2a190817.approval
              flowkeep deploy check 7d3f0c0b5a1e4d1f9a0c2b7e6f5d4c3b2a190817 --approvals . --approvers approvers

            An installation with --deploy-approvals and --deploy-approvers starts in production only when what runs is
            approved. See docs/spec/deploy-approval.md.
            """,
        subcommands: [Key.self, Approve.self, Check.self]
    )

    struct Key: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an approver's key and print its public half.",
            discussion: """
                EXAMPLE
                  flowkeep deploy key ~/.config/flowkeep/approver.key
                """
        )

        @Argument(help: ArgumentHelp("Where the private half goes.", valueName: "file"))
        var file: String

        func run() async throws {
            do {
                Terminal.print(try DeployKey.make(at: file))
            } catch {
                throw CommandFailure.failed("The key file cannot be made (\(error.reason)); name another.")
            }
        }
    }

    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a signed statement that you read a revision of somebody else.",
            discussion: """
                EXAMPLE
                  flowkeep deploy approve 7d3f0c0b5a1e4d1f9a0c2b7e6f5d4c3b2a190817 --author asha --approver meera \\
                    --key ~/.config/flowkeep/approver.key
                """
        )

        @Argument(help: "A commit, or the SHA-256 of a program file.")
        var revision: String

        @Option(help: "Who wrote it, as in the roster.")
        var author: String

        @Option(help: "You, as in the roster.")
        var approver: String

        @Option(help: ArgumentHelp("Your private key.", valueName: "file"))
        var key: String

        func run() async throws {
            do throws(DeployApprovalError) {
                guard let revision = DeployRevision(text: revision) else { throw .revision }
                let approval = try DeployApproval(
                    of: revision,
                    author: author,
                    approver: approver,
                    time: SystemClock.now().iso,
                    signedBy: try DeployKey.read(key)
                )
                Terminal.print(approval.text)
            } catch {
                throw CommandFailure.failed(error.sentence)
            }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "See whether a revision is approved; the exit status is 1 when it is not.",
            discussion: """
                EXAMPLE
                  flowkeep deploy check 7d3f0c0b5a1e4d1f9a0c2b7e6f5d4c3b2a190817 --approvals . --approvers approvers
                """
        )

        @Argument(help: "A commit, or the SHA-256 of a program file.")
        var revision: String

        @Option(help: ArgumentHelp("Where approvals lie, each as REVISION.approval.", valueName: "directory"))
        var approvals: String

        @Option(help: ArgumentHelp("Who may approve.", valueName: "file"))
        var approvers: String

        func run() async throws {
            do throws(DeployApprovalError) {
                guard let revision = DeployRevision(text: revision) else { throw .revision }
                let gate = DeployGate(approvals: approvals, approvers: approvers, revision: revision)
                let approval = try gate.check(revision)
                Terminal.print("Approved by \(approval.approver) on \(approval.time); written by \(approval.author).")
            } catch {
                throw CommandFailure.failed(error.sentence)
            }
        }
    }
}
