import Primitives
import Testing

@testable import Keeper

@Suite("States of a key")
struct KeyStateTests {
    private static let end = Timestamp(seconds: 1000)

    @Test(
        "every change from every state leads where AWS KMS leads, or is refused",
        arguments: [
            (KeyState.enabled, KeyState.Change.enable, KeyState?.some(.enabled)),
            (.enabled, .disable, .disabled),
            (.enabled, .scheduleDeletion(end), .pendingDeletion(end)),
            (.enabled, .cancelDeletion, nil),
            (.disabled, .enable, .enabled),
            (.disabled, .disable, .disabled),
            (.disabled, .scheduleDeletion(end), .pendingDeletion(end)),
            (.disabled, .cancelDeletion, nil),
            (.pendingDeletion(end), .enable, nil),
            (.pendingDeletion(end), .disable, nil),
            (.pendingDeletion(end), .scheduleDeletion(Timestamp(seconds: 2000)), nil),
            (.pendingDeletion(end), .cancelDeletion, .disabled),
        ]
    )
    func changes(_ state: KeyState, _ change: KeyState.Change, _ expected: KeyState?) {
        guard let expected else {
            #expect(throws: KMSException.invalidState) { try state.after(change) }
            return
        }
        #expect(throws: Never.self) {
            let reached = try state.after(change)
            #expect(reached == expected)
        }
    }

    @Test("only an enabled key is usable, and the others say why")
    func usable() {
        #expect(throws: Never.self) { try KeyState.enabled.checkUsable() }
        #expect(throws: KMSException.disabled) { try KeyState.disabled.checkUsable() }
        #expect(throws: KMSException.invalidState) { try KeyState.pendingDeletion(Self.end).checkUsable() }
    }
}
