package import HTTPTypes
package import JSON
package import NIOCore

/// What a handler gives back: status, its own header fields, and the whole body, or where that may be large, how it is
/// made while it is sent.
package struct Answer: Sendable {
    package typealias Status = HTTPResponse.Status

    package var status: Status
    package var fields: HTTPFields
    package var body: ByteBuffer
    /// The body in pieces, instead of ``body``.
    package var pieces: (any AnswerPieces)?
    /// How long they are together, where that is known: it is announced.
    package var pieceByteCount: Int?

    package init(status: HTTPResponse.Status, fields: HTTPFields = HTTPFields(), body: ByteBuffer = ByteBuffer()) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    package static let noContent = Answer(status: .noContent)

    package static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Answer {
        var answer = Answer(status: status, body: ByteBuffer(bytes: bytes))
        answer.fields[.contentType] = "application/json"
        return answer
    }

    package static func json(
        status: HTTPResponse.Status = .ok,
        _ body: (inout JSONWriter) -> Void
    ) -> Answer {
        json(JSONWriter.object(body), status: status)
    }

    package static func page(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Answer {
        var answer = Answer(status: status, body: ByteBuffer(bytes: bytes))
        answer.fields[.contentType] = "text/html; charset=utf-8"
        return answer
    }

    /// A file that a browser saves.
    ///
    /// `name`: ASCII without quotes or slashes.
    package static func download(_ pieces: any AnswerPieces, name: String, mediaType: String) -> Answer {
        var answer = Answer(status: .ok)
        answer.pieces = pieces
        answer.fields[.contentType] = mediaType
        return answer.adding(.contentDisposition, "attachment; \(FileNameParameters.text(of: name))")
    }

    /// After an accepted form: the browser fetches `path` next, so that reloading sends nothing twice.
    package static func seeOther(_ path: String) -> Answer {
        var answer = Answer(status: .seeOther)
        answer.fields[.location] = path
        return answer
    }

    package func adding(_ name: HTTPField.Name, _ value: String) -> Answer {
        var answer = self
        answer.fields.append(HTTPField(name: name, value: value))
        return answer
    }
}
