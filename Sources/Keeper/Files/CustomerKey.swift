import KeyService
import Primitives
import Sealing

/// A customer key: what callers name, and what their data keys are wrapped under.
struct CustomerKey: Sendable {
    /// What a key can do.
    ///
    /// Raw values are on disk: never renumber, never reuse.
    enum Spec: UInt8, Sendable {
        /// Encrypts and decrypts.
        case symmetric = 1
        /// Makes and verifies HMAC-SHA-256.
        case hmac256 = 2
        /// Seals escrows, and opens them on evidence alone.
        case escrow = 3
    }

    /// Why a version came.
    ///
    /// Raw values are on disk: never renumber, never reuse.
    enum RotationCause: UInt8, Sendable {
        case automatic = 1
        case onDemand = 2
    }

    struct Version: Sendable {
        let number: UInt32
        let created: Timestamp
        let secret: SharedSecret
        /// Nil for the version that the key was made with.
        let cause: RotationCause?
    }

    let id: CustomerKeyID
    let created: Timestamp
    let spec: Spec
    var state: KeyState
    let text: String
    var tags: [String: String]
    /// Nil while the key does not rotate by itself.
    var rotation: RotationSchedule?
    /// In ascending order, never empty.
    ///
    /// The last seals, all open.
    private(set) var versions: [Version]
    /// What a newer version of the format wrote.
    let unknown: UnknownFields

    init(
        id: CustomerKeyID,
        created: Timestamp,
        spec: Spec,
        state: KeyState,
        text: String,
        tags: [String: String] = [:],
        rotation: RotationSchedule? = nil,
        versions: [Version],
        unknown: UnknownFields = .none
    ) {
        self.id = id
        self.created = created
        self.spec = spec
        self.state = state
        self.text = text
        self.tags = tags
        self.rotation = rotation
        self.versions = versions
        self.unknown = unknown
    }

    static func make(
        text: String,
        spec: Spec = .symmetric,
        tags: [String: String] = [:],
        at moment: Timestamp
    ) -> CustomerKey {
        let secret = SharedSecret(SecretBytes.random(count: 32))
        let version = Version(number: 1, created: moment, secret: secret, cause: nil)
        return CustomerKey(
            id: .make(),
            created: moment,
            spec: spec,
            state: .enabled,
            text: text,
            tags: tags,
            versions: [version]
        )
    }

    func version(_ number: UInt32) -> Version? { versions.first { $0.number == number } }

    /// Adds a version, which seals from now on.
    mutating func rotate(_ cause: RotationCause, at moment: Timestamp) {
        let number = (versions.last?.number ?? 0) + 1
        let secret = SharedSecret(SecretBytes.random(count: 32))
        versions.append(Version(number: number, created: moment, secret: secret, cause: cause))
    }

    /// Rotates if it is time to, and begins the next period.
    mutating func rotateIfDue(at moment: Timestamp) {
        guard isRotationDue(at: moment), let schedule = rotation else { return }
        rotate(.automatic, at: moment)
        rotation = RotationSchedule(periodDays: schedule.periodDays, since: moment)
    }

    /// When the key is destroyed whatever becomes of it before; nil for one that stays.
    var end: Timestamp? { tags[KeyEnd.tag].flatMap(KeyEnd.time) }

    /// Whether the time has come at which the key is to be destroyed.
    func isGone(at moment: Timestamp) -> Bool {
        if let end, end <= moment { return true }
        guard case .pendingDeletion(let deletion) = state else { return false }
        return deletion <= moment
    }

    /// Whether the key rotates by itself now: its time has come, and it is in use.
    func isRotationDue(at moment: Timestamp) -> Bool {
        guard state == .enabled, let rotation else { return false }
        return rotation.next <= moment
    }
}
