import Cycle

/// The file of another diary, read while it arrives.
struct DiaryUpload: BodyReceiver {
    /// As the largest exports of health programs are.
    static let byteCountMaximum = 512 << 20

    private var stream: any DiaryStream
    private var failure: DiaryFileError?

    init(_ reader: any DiaryReader) { stream = reader.stream() }

    /// After a failure the rest of the file is let pass by: the sender is told once all of it is there.
    mutating func take(_ bytes: ArraySlice<UInt8>) {
        guard failure == nil else { return }
        do throws(DiaryFileError) {
            try stream.feed(bytes.span)
        } catch {
            failure = error
        }
    }

    /// What the file says.
    consuming func document() throws(DiaryFileError) -> DiaryDocument {
        if let failure { throw failure }
        return try stream.finish()
    }
}
