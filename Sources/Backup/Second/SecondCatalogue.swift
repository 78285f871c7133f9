package import Primitives
import Sealing

/// The copies in a second place, and the way back from there.
package struct SecondCatalogue: Sendable {
    /// A copy, by what can be told without a key.
    package struct Entry: Hashable, Sendable {
        package let name: String
        package let made: Timestamp?
        package let byteCount: Int
        /// Whether the file that says so is there, and every file that it lists in its length.
        package let isWhole: Bool

        package init(name: String, made: Timestamp?, byteCount: Int, isWhole: Bool) {
            self.name = name
            self.made = made
            self.byteCount = byteCount
            self.isWhole = isWhole
        }
    }

    private static let pieceByteCount = 8 << 20

    private let place: any SecondPlace

    package init(place: any SecondPlace) { self.place = place }

    /// All copies of backups, or all of deletions, oldest first.
    package func entries(deletions: Bool = false) async throws(SecondPlaceError) -> [Entry] {
        var entries: [Entry] = []
        for (name, files) in try await folders(deletions) { entries.append(try await entry(name, files)) }
        return entries
    }

    /// The newest whole copy of a backup, or of deletions; nil where there is none.
    package func newest(deletions: Bool = false) async throws(SecondPlaceError) -> Entry? {
        for (name, files) in try await folders(deletions).reversed() {
            let entry = try await entry(name, files)
            if entry.isWhole { return entry }
        }
        return nil
    }

    private func folders(
        _ deletions: Bool
    ) async throws(SecondPlaceError) -> [(name: String, files: [String: Int])] {
        try await place.folders()
            .filter { SecondCopier.isOurs($0.key) && SecondCopier.isDeletions($0.key) == deletions }
            .sorted { $0.key < $1.key }.map { (name: $0.key, files: $0.value) }
    }

    private func entry(_ name: String, _ files: [String: Int]) async throws(SecondPlaceError) -> Entry {
        let marker = files[SecondMarker.name] == nil ? nil : try await marker(of: name)
        let isWhole = marker.map { marker in marker.entries.allSatisfy { files[$0.path] == $0.byteCount } }
        return Entry(
            name: name,
            made: Self.time(of: name),
            byteCount: files.values.reduce(0, +),
            isWhole: isWhole ?? false
        )
    }

    /// Brings a copy into a directory here, and what it lacks of one that was begun.
    ///
    /// - Parameters:
    ///   - name: of its folder; nil for the newest whole one.
    ///   - directory: ours alone; the folder is made below it.
    ///   - progress: told now and then.
    /// - Returns: the whole path of the folder.
    /// - Throws: ``SecondPlaceError``; `altered` when a file is not what its copy says, and then it is not there.
    package func fetch(
        _ name: String?,
        into directory: String,
        progress: @escaping @Sendable (SecondCopier.Progress) -> Void
    ) async throws(SecondPlaceError) -> String {
        let found: String?
        if let name { found = name } else { found = try await newest()?.name }
        guard let name = found, SecondCopier.isOurs(name), let marker = try await marker(of: name) else {
            throw .notFound
        }
        let folder = "\(directory)/\(name)"
        let meter = CopyMeter(marker.entries.reduce(0) { $0 + $1.byteCount }, progress)
        do throws(BackupError) {
            for path in [folder, "\(folder)/\(BackupFileName.keyFolder)"] where !PrivateFolder.isThere(path) {
                try PrivateFolder.make(path)
            }
        } catch { throw SecondPlaceError(error) }
        for entry in marker.entries { try await fetch(entry, of: name, to: "\(folder)/\(entry.path)", meter) }
        do throws(BackupError) {
            try PrivateFolder.sync("\(folder)/\(BackupFileName.keyFolder)")
            try PrivateFolder.sync(folder)
        } catch { throw SecondPlaceError(error) }
        return folder
    }

    /// The newest whole copy of deletions; nil where there is none.
    package func newestDeletions() async throws(SecondPlaceError) -> String? {
        try await newest(deletions: true)?.name
    }

    private func fetch(
        _ entry: SecondMarker.Entry,
        of name: String,
        to path: String,
        _ meter: CopyMeter
    ) async throws(SecondPlaceError) {
        // Once more from the beginning: what was there may be of another try that was cut off in the middle of a write.
        for isLast in [false, true] {
            do throws(SecondPlaceError) {
                try await fetch(entry, of: name, to: path, isAnew: isLast, meter)
                return
            } catch { guard error == .altered, !isLast else { throw error } }
        }
    }

    private func fetch(
        _ entry: SecondMarker.Entry,
        of name: String,
        to path: String,
        isAnew: Bool,
        _ meter: CopyMeter
    ) async throws(SecondPlaceError) {
        guard let fileName = BackupFileName(copied: entry.path) else { throw .altered }
        let file: GrowingCopy
        do throws(BackupError) { file = try GrowingCopy(path, as: fileName, isAnew: isAnew) } catch {
            throw SecondPlaceError(error)
        }
        var digest = RunningDigest()
        var offset = 0
        do throws(BackupError) { offset = try file.measure(into: &digest, atMost: entry.byteCount) } catch {
            throw SecondPlaceError(error)
        }
        meter.advance(offset)
        while offset < entry.byteCount {
            if Task.isCancelled { throw .cancelled }
            let count = min(Self.pieceByteCount, entry.byteCount - offset)
            let bytes = try await place.read(entry.path, in: name, from: offset, atMost: count)
            guard !bytes.isEmpty, bytes.count <= count else { throw .altered }
            do throws(BackupError) { try file.append(bytes) } catch { throw SecondPlaceError(error) }
            digest.update(bytes)
            offset += bytes.count
            meter.advance(bytes.count)
        }
        do throws(BackupError) {
            guard try file.byteCount() == entry.byteCount, digest.value() == entry.digest else {
                try file.clear()
                throw BackupError.altered(fileName, chunk: nil)
            }
            try file.sync()
        } catch { throw SecondPlaceError(error) }
    }

    private func marker(of name: String) async throws(SecondPlaceError) -> SecondMarker? {
        let bytes: [UInt8]
        do throws(SecondPlaceError) {
            bytes = try await place.read(
                SecondMarker.name,
                in: name,
                from: 0,
                atMost: SecondMarker.byteCountMaximum
            )
        } catch {
            if error == .notFound { return nil }
            throw error
        }
        return SecondMarker(decoding: bytes)
    }

    /// `20261121T131500Z`: when the view was taken, to the second.
    private static func time(of folder: String) -> Timestamp? {
        let plain = SecondCopier.isDeletions(folder) ? folder.dropFirst(DeletionsFolder.prefix.count) : folder[...]
        let digits = plain.prefix(16).utf8.filter { (48...57).contains($0) }.map { Int($0) - 48 }
        guard digits.count == 14 else { return nil }
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
        guard let day = CalendarDay(year: number(0..<4), month: number(4..<6), day: number(6..<8)) else { return nil }
        let seconds = Int64(number(8..<10) * 3600 + number(10..<12) * 60 + number(12..<14))
        return Timestamp(seconds: Int64(day.daysSinceEpoch) * 86_400 + seconds)
    }
}

extension SecondPlaceError {
    init(_ error: BackupError) {
        self =
            switch error {
            case .store(.full), .noRoom, .system(28), .system(122): .full  // ENOSPC, EDQUOT
            case .targetInUse: .inUse
            case .altered, .truncated, .missing: .altered
            case .cancelled: .cancelled
            default: .system
            }
    }
}
