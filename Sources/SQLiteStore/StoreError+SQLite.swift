import Foundation
import GRDB
import GRDBSQLite
import Primitives

extension StoreError {
    /// What an SQLite result code means for whoever waits; extended codes are looked at where they tell more.
    ///
    /// - Source: docs/spec/store-schema.md §4.
    init(resultCode: Int32) {
        switch resultCode & 0xFF {
        case SQLITE_FULL, SQLITE_TOOBIG: self = .full
        case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: self = .readOnly
        case SQLITE_CORRUPT, SQLITE_NOTADB: self = .corrupt
        case SQLITE_CONSTRAINT: self = resultCode == Self.uniqueIndexViolated ? .notUnique : .conflict
        default: self = .unavailable
        }
    }

    /// SQLITE_CONSTRAINT_UNIQUE, which a C macro computes.
    private static let uniqueIndexViolated = SQLITE_CONSTRAINT | 8 << 8

    /// Maps what GRDB or the system throws.
    ///
    /// An error of our own passes through.
    init(_ error: any Error) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError: self = StoreError(resultCode: error.extendedResultCode.rawValue)
        default: self = .unavailable
        }
    }

    /// What a failed system call means.
    init(systemError code: Int32) {
        switch code {
        case ENOSPC, EDQUOT, EFBIG: self = .full
        case EROFS, EACCES, EPERM: self = .readOnly
        default: self = .unavailable
        }
    }
}
