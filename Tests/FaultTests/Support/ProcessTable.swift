import Foundation
import Glibc

/// What /proc says of processes.
enum ProcessTable {
    /// Children of `parent` whose second argument is `role`, lowest process id first.
    static func children(of parent: pid_t, role: String) -> [pid_t] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.compactMap { pid_t($0) }.sorted().filter { number in
            guard parentOf(number) == parent,
                let line = try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(number)/cmdline"))
            else { return false }
            let arguments = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            return arguments.dropFirst().first == role
        }
    }

    static func isGone(_ number: pid_t) -> Bool {
        guard let state = field(number, "State:") else { return true }
        return state.hasPrefix("Z")
    }

    /// Resident memory in KiB.
    static func residentKibibytes(_ number: pid_t) -> Int? {
        field(number, "VmRSS:")?.split(separator: " ").first.flatMap { Int($0) }
    }

    private static func parentOf(_ number: pid_t) -> pid_t? { field(number, "PPid:").flatMap { pid_t($0) } }

    private static func field(_ number: pid_t, _ name: String) -> String? {
        guard let text = try? String(contentsOfFile: "/proc/\(number)/status", encoding: .utf8) else { return nil }
        for line in text.split(separator: "\n") where line.hasPrefix(name) {
            return line.dropFirst(name.count).trimmingCharacters(in: .whitespaces)
        }
        return nil
    }
}
