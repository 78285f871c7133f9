/// Which breach of personal data an act of the staff is about, and who was told of it: nothing of anybody.
///
/// - Shape: fields 9 to 13 of docs/spec/access-history.md §4, form 10.
package struct BreachMention: Sendable, Hashable {
    /// Of the breach, 16 bytes, random.
    package let breach: [UInt8]
    package let noticed: Timestamp
    /// Who was told (docs/spec/breaches.md §2); nil where it was written down.
    package let duty: UInt8?
    package let told: Timestamp?
    /// Whether it was owed and told; false where somebody wrote down why it is not owed.
    package let isOwed: Bool

    package init(
        breach: [UInt8],
        noticed: Timestamp,
        duty: UInt8? = nil,
        told: Timestamp? = nil,
        isOwed: Bool = true
    ) {
        self.breach = breach
        self.noticed = noticed
        self.duty = duty
        self.told = told
        self.isOwed = isOwed
    }
}
