import Sealing

/// Gives a file to its receiver, as it is or out of a form.
struct UploadReader: Sendable {
    /// Of all bytes that came: a key under which the request is remembered is bound to them.
    private(set) var digest = RunningDigest()
    private var receiver: any BodyReceiver
    private var form: MultipartStream?

    /// - `contentType`: of a form; a file alone may be called anything.
    init(_ contentType: String?, _ receiver: any BodyReceiver, isForm: Bool) throws(Problem) {
        self.receiver = receiver
        guard isForm else { return }
        guard let contentType, let type = ContentType(contentType), type.media == "multipart/form-data",
            let boundary = type.parameters["boundary"]
        else { throw Problem(.unsupportedMediaType) }
        do throws(MultipartForm.Failure) {
            form = try MultipartStream(boundary: boundary)
        } catch {
            throw Problem(.malformedBody)
        }
    }

    mutating func take(_ bytes: ArraySlice<UInt8>) throws(Problem) {
        digest.update(bytes)
        guard form != nil else {
            receiver.take(bytes)
            return
        }
        do throws(MultipartForm.Failure) {
            var receiver = receiver
            try form?.take(bytes) { receiver.take($0) }
            self.receiver = receiver
        } catch {
            throw Problem(.malformedBody)
        }
    }

    func finished() throws(Problem) -> WebRequest.Body {
        do throws(MultipartForm.Failure) {
            try form?.finish()
        } catch {
            throw Problem(.malformedBody)
        }
        return .upload(receiver, fileName: form?.fileName, fields: form?.fields ?? .none)
    }
}
