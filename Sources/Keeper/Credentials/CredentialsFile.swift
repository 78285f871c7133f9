import AWSSignature
import Glibc
import Sealing

/// Reads the file format that AWS tools share: sections of `name = value` lines.
///
/// ```text
/// [default]
/// aws_access_key_id = AKIDEXAMPLE
/// aws_secret_access_key = wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY
/// ```
enum CredentialsFile {
    private static let byteCountMaximum = 65_536

    /// The credentials by section; sections without a key and its secret are left out.
    ///
    /// - Throws: ``KeeperError/callersFile`` unless the file is ours and nobody else can read it, and
    ///   ``KeeperError/system(_:)``.
    static func read(_ path: String) throws(KeeperError) -> [String: AWSCredentials] {
        let file: SystemFile.Descriptor
        do { file = try SystemFile.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK) } catch .system(ELOOP) {
            throw .callersFile
        }
        let status = try SystemFile.status(file)
        guard status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else {
            throw .callersFile
        }
        guard var bytes = try SystemFile.read(file, limit: byteCountMaximum) else { throw .callersFile }
        defer { Wipe.zero(&bytes) }
        return parse(bytes)
    }

    static func parse(_ bytes: [UInt8]) -> [String: AWSCredentials] {
        var found: [String: AWSCredentials] = [:]
        var section: String?
        var values = Values()
        for line in bytes.split(separator: UInt8(ascii: "\n")).map(trimmed) + [[UInt8(ascii: "[")]] {
            guard line.first == UInt8(ascii: "[") else {
                values.read(line)
                continue
            }
            if let section, let credentials = values.take() { found[section] = credentials }
            values = Values()
            section = line.last == UInt8(ascii: "]") ? String(decoding: line[1..<(line.count - 1)], as: UTF8.self) : nil
        }
        return found
    }

    private struct Values {
        private var id: [UInt8] = []
        private var secret: [UInt8] = []
        private var token: [UInt8] = []

        mutating func read(_ line: [UInt8]) {
            guard let first = line.first, first != UInt8(ascii: "#"), first != UInt8(ascii: ";"),
                let equals = line.firstIndex(of: UInt8(ascii: "="))
            else { return }
            let value = CredentialsFile.trimmed(line[(equals + 1)...])
            switch String(decoding: CredentialsFile.trimmed(line[..<equals]), as: UTF8.self).lowercased() {
            case "aws_access_key_id": id = value
            case "aws_secret_access_key": secret = value
            case "aws_session_token": token = value
            default: break
            }
        }

        mutating func take() -> AWSCredentials? {
            AWSCredentials(accessKeyID: id, wiping: &secret, sessionToken: &token)
        }
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> [UInt8] {
        let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D }
        return Array(line.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}
