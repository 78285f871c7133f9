/// How far a backup, a check of one or a restore has come.
package struct BackupProgress: Hashable, Sendable {
    /// The part being worked on; nil before the first and after the last.
    package var part: BackupPart?
    package var doneByteCount = 0
    /// About how many there are.
    package var totalByteCount = 0

    package init() {}

    /// 0 to 100.
    package var percent: Int {
        totalByteCount == 0 ? 0 : min(100, Int(Double(doneByteCount) / Double(totalByteCount) * 100))
    }
}
