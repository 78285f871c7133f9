/// Which column of a delimited file is what, and how its dates and amounts are written.
///
/// - Shape: `version 1 | date order 1 | decimal mark 1 | sign convention 1 | column count 1 | role × count`. A
/// mapping has
///   exactly one encoding.
/// - Source: docs/spec/statement-import.md §6.
package struct ColumnMapping: Hashable, Sendable {
    package static let version: UInt8 = 1

    /// One per column, from the left.
    package let roles: [ColumnRole]
    package let dateOrder: DateOrder
    package let decimalMark: DecimalMark
    package let signs: SignConvention

    /// - Throws: ``ColumnMappingError`` when a row could not be made from these columns.
    package init(
        roles: [ColumnRole],
        dateOrder: DateOrder,
        decimalMark: DecimalMark,
        signs: SignConvention
    ) throws(ColumnMappingError) {
        guard (1...StatementLimits.columnCount).contains(roles.count) else { throw .columnCount }
        for role in ColumnRole.allCases where !role.mayRepeat {
            guard roles.count(where: { $0 == role }) <= 1 else { throw .repeated(role) }
        }
        guard roles.contains(.date) else { throw .noDate }
        let hasPair = roles.contains(.debit) || roles.contains(.credit)
        guard roles.contains(.amount) || hasPair else { throw .noAmount }
        guard !(roles.contains(.amount) && hasPair) else { throw .amountAndPair }
        self.roles = roles
        self.dateOrder = dateOrder
        self.decimalMark = decimalMark
        self.signs = signs
    }

    package func encoded() -> [UInt8] {
        [Self.version, dateOrder.rawValue, decimalMark.rawValue, signs.rawValue, UInt8(roles.count)]
            + roles.map(\.rawValue)
    }

    /// Decodes exactly the bytes ``encoded()`` writes.
    package init(decoding bytes: [UInt8]) throws(ColumnMappingError) {
        guard bytes.count >= 5, bytes.count == 5 + Int(bytes[4]) else { throw .malformed }
        guard bytes[0] == Self.version, let dateOrder = DateOrder(rawValue: bytes[1]),
            let decimalMark = DecimalMark(rawValue: bytes[2]), let signs = SignConvention(rawValue: bytes[3])
        else { throw .malformed }
        var roles: [ColumnRole] = []
        for byte in bytes[5...] {
            guard let role = ColumnRole(rawValue: byte) else { throw .malformed }
            roles.append(role)
        }
        try self.init(roles: roles, dateOrder: dateOrder, decimalMark: decimalMark, signs: signs)
    }

    /// The column with a role that is not repeated.
    package func column(_ role: ColumnRole) -> Int? { roles.firstIndex(of: role) }
}

/// Why a mapping was refused.
package enum ColumnMappingError: Error, Hashable, Sendable {
    case columnCount
    case noDate
    case noAmount
    /// Either one signed amount, or debit and credit.
    case amountAndPair
    case repeated(ColumnRole)
    case malformed
}
