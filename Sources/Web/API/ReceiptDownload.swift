import HTTPTypes
import Money
import NIOCore
import Vault

/// A receipt on its way to the browser, in pieces that were each checked.
struct ReceiptDownload: AnswerPieces {
    let vault: MoneyVault
    let content: SealedFileContent

    /// What was locked meanwhile hands out nothing more.
    mutating func next() async throws -> [UInt8]? {
        _ = try await vault.read { _, head in head.index }
        return try await content.next()
    }

    func answer(_ receipt: ReceiptContent) -> Answer {
        var answer = Answer(status: .ok)
        answer.pieces = self
        let place = receipt.media.isPicture ? "inline" : "attachment"
        return Self.guarded(answer, receipt.media)
            .adding(.contentDisposition, "\(place); \(FileNameParameters.text(of: receipt.name))")
    }

    static func answer(_ bytes: [UInt8], _ media: ReceiptMedia) -> Answer {
        guarded(Answer(status: .ok, body: ByteBuffer(bytes: bytes)), media).adding(.contentDisposition, "inline")
    }

    /// Beside the policy of every answer: whatever a browser takes the bytes for, they run nothing and reach nothing.
    private static func guarded(_ answer: Answer, _ media: ReceiptMedia) -> Answer {
        answer.adding(.contentType, media.mediaType)
            .adding(.contentSecurityPolicy, "sandbox; default-src 'none'")
    }
}
