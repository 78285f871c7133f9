/// What this program calls itself.
package enum Program {
    /// Semantic versioning; stands in backups and in what auditors are given.
    package static let version = "0.4.0"
}
