/// A `multipart/form-data` body with one file, read while it arrives: texts are kept, the file is passed on.
///
/// Takes what ``MultipartForm`` takes, in pieces of any size.
struct MultipartStream: Sendable {
    private enum State {
        /// Before the first delimiter, which has no line break in front.
        case preamble
        /// After a delimiter: another part follows, or the end.
        case delimiter
        case head
        case text(name: String)
        case file
        case end
    }

    private static let partCountMaximum = 64
    private static let headByteCountMaximum = 1024
    private static let textByteCountMaximum = 64 * 1024

    private let delimiter: [UInt8]
    private var state = State.preamble
    private var pending: [UInt8] = []
    private var texts: [(name: String, value: String)] = []
    private var names: Set<String> = []
    private(set) var fileName: String?

    init(boundary: String) throws(MultipartForm.Failure) {
        guard (1...70).contains(boundary.utf8.count) else { throw .malformed }
        delimiter = Array("\r\n--\(boundary)".utf8)
    }

    var fields: FormFields { FormFields(texts) }

    /// Takes the next bytes; those of the file go to `file`.
    mutating func take(
        _ bytes: ArraySlice<UInt8>,
        file: (ArraySlice<UInt8>) -> Void
    ) throws(MultipartForm.Failure) {
        pending += bytes
        while try step(file) {}
    }

    /// Says that there are no more bytes.
    func finish() throws(MultipartForm.Failure) {
        guard case .end = state, pending.isEmpty || pending == [0x0D, 0x0A] else { throw .malformed }
    }

    /// - Returns: whether there is more to do with the bytes at hand.
    private mutating func step(_ file: (ArraySlice<UInt8>) -> Void) throws(MultipartForm.Failure) -> Bool {
        switch state {
        case .preamble:
            guard pending.count >= delimiter.count - 2 else { return false }
            guard pending.starts(with: delimiter.dropFirst(2)) else { throw .malformed }
            drop(delimiter.count - 2)
            state = .delimiter
        case .delimiter:
            guard pending.count >= 2 else { return false }
            if pending.starts(with: "--".utf8) {
                state = .end
            } else if pending.starts(with: [0x0D, 0x0A]) {
                state = .head
            } else {
                throw .malformed
            }
            drop(2)
        case .head: return try head()
        case .text(let name): return try text(name)
        case .file: return passOn(file)
        case .end:
            guard pending.count <= 2 else { throw .malformed }
            return false
        }
        return true
    }

    private mutating func head() throws(MultipartForm.Failure) -> Bool {
        guard let end = MultipartForm.position(of: [0x0D, 0x0A, 0x0D, 0x0A], in: pending[...]) else {
            guard pending.count <= Self.headByteCountMaximum else { throw .malformed }
            return false
        }
        guard end <= Self.headByteCountMaximum else { throw .malformed }
        let head = try MultipartPartHead(pending[..<end])
        drop(end + 4)
        guard names.insert(head.name).inserted else { throw .duplicate }
        guard names.count <= Self.partCountMaximum else { throw .tooMany }
        guard let name = head.fileName else {
            state = .text(name: head.name)
            return true
        }
        guard fileName == nil else { throw .tooMany }
        fileName = name
        state = .file
        return true
    }

    private mutating func text(_ name: String) throws(MultipartForm.Failure) -> Bool {
        guard let end = MultipartForm.position(of: delimiter, in: pending[...]) else {
            guard pending.count <= Self.textByteCountMaximum + delimiter.count else { throw .malformed }
            return false
        }
        guard end <= Self.textByteCountMaximum, let text = String(validating: pending[..<end], as: UTF8.self),
            !text.utf8.contains(0)
        else { throw .malformed }
        texts.append((name, text))
        drop(end + delimiter.count)
        state = .delimiter
        return true
    }

    /// Everything but what may be the beginning of the delimiter.
    private mutating func passOn(_ file: (ArraySlice<UInt8>) -> Void) -> Bool {
        if let end = MultipartForm.position(of: delimiter, in: pending[...]) {
            file(pending[..<end])
            drop(end + delimiter.count)
            state = .delimiter
            return true
        }
        let held = min(pending.count, delimiter.count - 1)
        file(pending[..<(pending.count - held)])
        drop(pending.count - held)
        return false
    }

    private mutating func drop(_ count: Int) { pending.removeFirst(count) }
}
