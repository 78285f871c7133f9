package import Primitives

/// Why something of the staff's was not done.
///
/// No case carries a name, a secret or a person: these errors reach diagnostics.
package enum StaffRefusal: Error, Hashable, Sendable {
    case notAllowed
    case unknownMember
    case unknownProposal
    case unknownDevice
    case unknownDuty
    /// The officer has agreed already; a second agreement is somebody else's.
    case agreedAlready
    /// Nobody decides on her own role, device, training or duty.
    case own
    case notOfficer
    /// An officer who agreed is none any more.
    case officerGone
    /// The proposal or the link is older than a day.
    case expired
    /// No link has this secret: it was used, taken back, or never was.
    case unknownLink
    case name(PlainText.Fault)
    case emptyName
    case nameTaken
    case label(PlainText.Fault)
    case emptyLabel
    /// The roster, or a list in it, has no place left.
    case full
    /// Fewer than two officers would be left.
    case tooFewOfficers
    /// The command line makes the first two officers and no other member.
    case officersExist
    case firstIsOfficer
    case sameRole
    /// The passkey belongs to a member already.
    case passkeyTaken
    /// The browser belongs to a member already: whoever is invited comes with her own.
    case deviceTaken
    /// The passkey derives no key (PRF), and an officer needs one.
    case passkeyWithoutKey
    /// Two copies of a passkey were shown at once; whoever signs in hears that it was not accepted.
    case staleCounter
    /// A device is attested with disk encryption, screen lock and remote wipe, or not at all.
    case incompleteAttestation
    case attestationDay
    case trainingDay
    case dutyWindow
    case unknownAccess
    /// The person has not allowed help, or not any more.
    case accessNotAllowed
    /// The officers are others than those of her escrow, or it was opened before; it is made anew at her next sign-in.
    case accessOfficers
    /// More, or something else, than she allowed or two officers agreed to.
    case accessScope
    case accessMinutes
    case accessReason
    case accessTicket
    /// The request has ended, or its hour is over.
    case accessOver
    case accessNotOpen
    /// A share, or the key service, says no.
    case accessDenied
}
