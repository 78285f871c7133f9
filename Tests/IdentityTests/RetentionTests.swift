import KeyService
import Testing

@testable import Identity

/// What the register says of how long something is kept is what the code does.
@Suite("Retention of identity records")
struct RetentionTests {
    @Test("the limits in the register are those of the code")
    func limits() {
        #expect(
            RecordKind.session.retention.kept == .hours(Int(IdentityService.sessionSeconds / 3600), after: "it began")
        )
        #expect(RecordKind.sessionSlot.retention.kept == RecordKind.session.retention.kept)
        #expect(RecordKind.pendingSignIn.retention.kept == .minutes(Int(PendingSignIn.seconds / 60), after: "it began"))
        #expect(RecordKind.spentChallenge.retention.kept == .minutes(Int(Challenge.seconds / 60), after: "it was made"))
        #expect(
            RecordKind.knownDevice.retention.kept
                == .days(Int(KnownDevice.knownSeconds / 86_400), after: "its last use")
        )
        #expect(RecordKind.endedToken.retention.kept == .days(EndedToken.keptDays, after: "its end"))
        #expect(
            RecordKind.apiToken.retention.kept
                == .days(IdentityService.tokenDaysAllowed.upperBound, after: "it was made")
        )
        #expect(
            RecordKind.bookInvitation.retention.kept == .hours(Int(SharingCode.seconds / 3600), after: "it was made")
        )
        #expect(
            RecordKind.inboxSender.retention.kept
                == .days(Int(IdentityService.endedSenderSeconds / 86_400), after: "it was ended")
        )
    }
}
