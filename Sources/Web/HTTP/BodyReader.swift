import HTTPTypes
import HummingbirdCore
import JSON
import NIOCore
import Sealing

/// Reads a request's body in full, or says why not, before any handler sees the request.
struct BodyReader {
    let limits: WebLimits

    /// What the head announces: nil for no body.
    func announcedByteCount(_ fields: HTTPFields) throws(Problem) -> Int? {
        guard !fields.contains(.contentEncoding) else {
            throw Problem(.unsupportedMediaType, detail: "Bodies are taken uncompressed.")
        }
        guard let text = fields[.contentLength] else { return nil }
        guard let count = Int(text), count >= 0 else { throw Problem(.malformedRequest) }
        return count == 0 ? nil : count
    }

    /// Reads the whole body.
    ///
    /// `announced` is the length in the head. A body that ends earlier (a lost connection) is refused, never taken for
    /// a shorter one.
    func read(_ body: RequestBody, announced: Int, maximum: Int) async throws(Problem) -> [UInt8] {
        guard announced <= maximum else {
            throw Problem(tooLargeFor: maximum)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(announced)
        do {
            for try await part in body {
                guard bytes.count + part.readableBytes <= announced else { throw Problem(.malformedRequest) }
                bytes.append(contentsOf: part.readableBytesView)
            }
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem(.malformedRequest)
        }
        guard bytes.count == announced else { throw Problem(.malformedRequest) }
        return bytes
    }

    /// Reads a body piece by piece; nothing of it is kept but what its receiver keeps.
    func receive(
        _ body: RequestBody,
        announced: Int,
        by upload: UploadReader
    ) async throws(Problem) -> (body: WebRequest.Body, digest: [UInt8]) {
        var upload = upload
        var count = 0
        do {
            for try await part in body {
                count += part.readableBytes
                guard count <= announced else { throw Problem(.malformedRequest) }
                try upload.take(ArraySlice(part.readableBytesView))
            }
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem(.malformedRequest)
        }
        guard count == announced else { throw Problem(.malformedRequest) }
        return (try upload.finished(), upload.digest.value())
    }

    /// Gives the bytes the meaning that the route declares.
    func interpret(_ bytes: [UInt8], contentType: String?, rule: Endpoint.BodyRule) throws(Problem) -> WebRequest.Body {
        if case .octets = rule { return .bytes(bytes, media: "application/octet-stream") }  // whatever it is called
        guard let contentType, let type = ContentType(contentType) else { throw Problem(.unsupportedMediaType) }
        switch rule {
        case .none:
            throw Problem(.malformedRequest, detail: "No body is taken here.")
        case .json(let schema), .optionalJSON(let schema):
            guard type.media == "application/json", type.isUTF8 else { throw Problem(.unsupportedMediaType) }
            return .json(try json(bytes, schema: schema))
        case .form(let repeatable):
            guard type.media == "application/x-www-form-urlencoded", type.isUTF8 else {
                throw Problem(.unsupportedMediaType)
            }
            do throws(FormFields.Failure) {
                return .form(try FormFields(parsing: bytes[...], repeatable: repeatable))
            } catch {
                throw Problem(.malformedBody)
            }
        case .multipart, .uploads:
            guard type.media == "multipart/form-data", let boundary = type.parameters["boundary"] else {
                throw Problem(.unsupportedMediaType)
            }
            do throws(MultipartForm.Failure) {
                return .multipart(try MultipartForm(parsing: bytes, boundary: boundary, fileMaximum: rule.fileMaximum))
            } catch {
                throw Problem(.malformedBody)
            }
        case .octets, .upload: return .bytes(bytes, media: type.media)
        case .file(let media):
            guard media.contains(type.media) else { throw Problem(.unsupportedMediaType) }
            return .bytes(bytes, media: type.media)
        }
    }

    private func json(_ bytes: [UInt8], schema: ObjectSchema) throws(Problem) -> JSONObject {
        let value: JSONValue
        do throws(JSONParser.Failure) {
            value = try JSONParser.parse(bytes)
        } catch {
            throw Problem(.malformedBody, detail: Self.sentence(for: error))
        }
        var faults: [Problem.Field] = []
        Schema.object(schema).check(value, at: "", faults: &faults)
        guard faults.isEmpty, case .object(let object) = value else { throw Problem(.invalid, fields: faults) }
        return object
    }

    private static func sentence(for failure: JSONParser.Failure) -> String {
        switch failure {
        case .malformed: "This is not JSON."
        case .duplicateName: "An object has two members of the same name."
        case .notUTF8: "The text is not valid UTF-8."
        case .tooDeep: "Values are nested too deeply."
        }
    }
}

extension Endpoint.BodyRule {
    /// How many files a form may bring.
    fileprivate var fileMaximum: Int {
        if case .uploads(let count, _) = self { count } else { 1 }
    }
}
