import Glibc
package import Primitives
import Sealing

/// A second place that is a directory: of another machine, mounted here, or of another disk.
///
/// Files are only ever added to. Nothing is removed, renamed or shortened, but the probe that tries whether it could
/// be.
///
/// Invariant of the `unsafe` calls: as ``PrivateFolder``.
/// - Source: docs/spec/backup-second.md §5.
package struct SecondDirectory: SecondPlace {
    private static let probeName = "probe"
    /// A copy that was finished so long ago is one that the place has had time to protect.
    private static let settledSeconds: Int64 = 3600
    private static let pieceByteCount = 1 << 20

    package let path: String
    /// Whether copies were made here before: then an empty directory is one whose disk is not mounted.
    private let wasUsed: @Sendable () async -> Bool
    private let now: Now

    /// - Parameters:
    ///   - path: the whole path of a directory that is there.
    ///   - wasUsed: whether copies were made there.
    ///   - now: the time.
    package init(path: String, wasUsed: @escaping @Sendable () async -> Bool, now: @escaping Now) {
        self.path = path
        self.wasUsed = wasUsed
        self.now = now
    }

    /// Whether the directory is on another file system than a path.
    package func isElsewhere(than other: String) throws(SecondPlaceError) -> Bool {
        var (here, there) = (stat(), stat())
        guard unsafe stat(path, &here) == 0, unsafe stat(other, &there) == 0 else { throw .noPlace }
        return here.st_dev != there.st_dev
    }

    package func folders() async throws(SecondPlaceError) -> [String: [String: Int]] {
        try await check()
        do {
            let path = path
            return try await Blocking.run {
                var found: [String: [String: Int]] = [:]
                for name in try PrivateFolder.names(in: path) where SecondCopier.isOurs(name) {
                    found[name] = try Self.files(in: "\(path)/\(name)")
                }
                return found
            }
        } catch { throw SecondPlaceError(error) }
    }

    private static func files(in folder: String) throws(BackupError) -> [String: Int] {
        var files: [String: Int] = [:]
        for name in try PrivateFolder.names(in: folder) {
            if name == BackupFileName.keyFolder {
                for inner in try Self.files(in: "\(folder)/\(name)") { files["\(name)/\(inner.key)"] = inner.value }
                continue
            }
            var facts = stat()
            guard unsafe lstat("\(folder)/\(name)", &facts) == 0 else { throw .system(errno) }
            if facts.st_mode & S_IFMT == S_IFREG { files[name] = Int(facts.st_size) }
        }
        return files
    }

    package func put(
        _ file: SecondFile,
        in folder: String,
        retainUntil: Timestamp,
        _ advance: @escaping @Sendable (Int) -> Void
    ) async throws(SecondPlaceError) {
        let whole = "\(path)/\(folder)/\(file.path)"
        try makeFolders(above: whole)
        if try await holds(file, at: whole) { return advance(file.byteCount) }
        do throws(BackupError) {
            let copy = try GrowingCopy(whole, as: nil, isAnew: false)
            var digest = RunningDigest()
            // What a killed copy left is the beginning of it, or something else.
            var offset = try copy.byteCount()
            guard offset <= file.byteCount else { throw BackupError.targetNotPrivate }
            var position = 0
            while position < offset {
                let count = min(Self.pieceByteCount, offset - position)
                let (there, here) = (try copy.read(position, count), try await bytes(of: file, position, count))
                guard there == here else { throw BackupError.targetNotPrivate }
                digest.update(there)
                position += count
            }
            advance(offset)
            while offset < file.byteCount {
                if Task.isCancelled { throw BackupError.cancelled }
                let piece = try await bytes(of: file, offset, min(Self.pieceByteCount, file.byteCount - offset))
                try copy.append(piece)
                digest.update(piece)
                offset += piece.count
                advance(piece.count)
            }
            guard digest.value() == file.digest else { throw BackupError.notABackup }
            try copy.sync()
            try PrivateFolder.sync(String(whole.dropLast(whole.split(separator: "/").last?.utf8.count ?? 0)))
        } catch {
            switch error {
            case .targetNotPrivate: throw .otherThere
            case .notABackup: throw .source
            default: throw SecondPlaceError(error)
            }
        }
    }

    /// Whether a file is there as it is to be; one that was protected since cannot be opened for writing any more.
    private func holds(_ file: SecondFile, at whole: String) async throws(SecondPlaceError) -> Bool {
        guard PrivateFolder.isThere(whole) else { return false }
        do {
            return try await Blocking.run {
                let there = try BackupFile(reading: whole, as: .manifest)
                guard try there.byteCount() == file.byteCount else { return false }
                var digest = RunningDigest()
                while true {
                    let bytes = try there.read(Self.pieceByteCount)
                    if bytes.isEmpty { break }
                    digest.update(bytes)
                }
                return digest.value() == file.digest
            }
        } catch { throw SecondPlaceError(error) }
    }

    private func bytes(of file: SecondFile, _ offset: Int, _ count: Int) async throws(BackupError) -> [UInt8] {
        do throws(SecondPlaceError) {
            let bytes = try await file.read(offset, count)
            guard bytes.count == count else { throw SecondPlaceError.source }
            return bytes
        } catch { throw error == .cancelled ? .cancelled : .notABackup }
    }

    private func makeFolders(above whole: String) throws(SecondPlaceError) {
        let parts = whole.dropFirst(path.utf8.count + 1).split(separator: "/").dropLast()
        var folder = path
        for part in parts {
            folder += "/\(part)"
            guard unsafe mkdir(folder, 0o700) == 0 || errno == EEXIST else {
                throw SecondPlaceError(BackupError.system(errno))
            }
        }
    }

    package func read(
        _ file: String,
        in folder: String,
        from offset: Int,
        atMost count: Int
    ) async throws(SecondPlaceError) -> [UInt8] {
        let whole = "\(path)/\(folder)/\(file)"
        guard PrivateFolder.isThere(whole) else { throw .notFound }
        do {
            return try await Blocking.run {
                let file = try BackupFile(reading: whole, as: .manifest)
                let rest = try file.byteCount() - offset
                try file.seek(to: offset)
                return try file.read(max(0, min(count, rest)))
            }
        } catch { throw SecondPlaceError(error) }
    }

    package func alone<Outcome: Sendable>(
        _ body: @Sendable () async throws(SecondPlaceError) -> Outcome
    ) async throws(SecondPlaceError) -> Outcome {
        try await check()
        let lock: TargetLock
        do throws(BackupError) { lock = try TargetLock(path) } catch { throw SecondPlaceError(error) }
        defer { lock.release() }
        return try await body()
    }

    /// Whether there is such a directory, and the one that copies were made in.
    private func check() async throws(SecondPlaceError) {
        var facts = stat()
        guard unsafe stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else {
            throw await wasUsed() ? .vanished : .noPlace
        }
        let isUsed = PrivateFolder.isThere("\(path)/\(TargetLock.name)")
        if !isUsed, await wasUsed() { throw .vanished }
    }

    package func probe() async throws(SecondPlaceError) -> [SecondProbe] {
        try await check()
        var found = try probe(below: path, "the directory")
        // Where a folder is made afterwards is as free as its own rights: the newest one that the place has settled.
        let limit = now().adding(seconds: -Self.settledSeconds)
        let names: [String]
        do throws(BackupError) { names = try PrivateFolder.names(in: path) } catch { throw SecondPlaceError(error) }
        let settled = names.last { name in
            var facts = stat()
            guard SecondCopier.isOurs(name), unsafe stat("\(path)/\(name)/\(SecondMarker.name)", &facts) == 0 else {
                return false
            }
            return Timestamp(seconds: Int64(facts.st_mtim.tv_sec)) <= limit
        }
        if let settled { found += try probe(below: "\(path)/\(settled)", "the folder of a copy") }
        return found
    }

    /// Tries on a file of our own, made for that.
    ///
    /// Where no file can be made any more, none of the others can go either.
    private func probe(below folder: String, _ words: String) throws(SecondPlaceError) -> [SecondProbe] {
        let file = "\(folder)/\(Self.probeName)"
        if !PrivateFolder.isThere(file) {
            let descriptor = unsafe open(file, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o600)
            if descriptor < 0 {
                guard [EPERM, EACCES, EROFS].contains(errno) else { throw SecondPlaceError(BackupError.system(errno)) }
                return [SecondProbe("to make a file in \(words), so that there is none to delete", wasRefused: true)]
            }
            _ = close(descriptor)
        }
        let writing = unsafe open(file, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
        if writing >= 0 { _ = close(writing) }
        let moved = file + "-moved"
        let isMoved = unsafe rename(file, moved) == 0
        let isDeleted = unsafe unlink(isMoved ? moved : file) == 0
        return [
            SecondProbe("to write over a file in \(words)", wasRefused: writing < 0),
            SecondProbe("to rename a file in \(words)", wasRefused: !isMoved),
            SecondProbe("to delete a file in \(words)", wasRefused: !isDeleted),
        ]
    }
}
