import Primitives

/// The few things that are not columns: settings, accounts, categories, imports, mappings.
enum SnapshotRecords {
    static func write(_ settings: MoneySettings, isChosen: Bool, to output: inout ByteWriter) {
        output.write(isChosen)
        write(settings, to: &output)
    }

    static func write(_ settings: MoneySettings, to output: inout ByteWriter) {
        output.write(settings.baseCurrency.packed)
        output.write(settings.digitGrouping.rawValue)
        output.write(UInt8(settings.weekStart))
    }

    static func settings(_ input: inout ByteReader) throws(SnapshotMalformed) -> MoneySettings {
        guard let currency = Currency(packed: try input.number()),
            let grouping = DigitGrouping(rawValue: try input.number())
        else { throw input.malformed }
        let weekStart = Int(try input.number(UInt8.self))
        guard (1...7).contains(weekStart) else { throw input.malformed }
        return MoneySettings(baseCurrency: currency, digitGrouping: grouping, weekStart: weekStart)
    }

    static func write(_ accounts: [LedgerAccount], to output: inout ByteWriter) {
        output.write(UInt32(accounts.count))
        for account in accounts {
            output.write(account.id.rawValue)
            output.write(account.isRemoved)
            write(account.content, to: &output)
        }
    }

    static func write(_ content: AccountContent, to output: inout ByteWriter) {
        output.write(content.kind.rawValue)
        output.write(content.currency.packed)
        output.write(content.openingMinorUnits)
        output.write(content.isArchived)
        output.write(content.name)
    }

    static func accounts(_ input: inout ByteReader) throws(SnapshotMalformed) -> [LedgerAccount] {
        var result: [LedgerAccount] = []
        for _ in 0..<(try input.count(recordMinimum: 27)) {
            let id = AccountID(rawValue: try input.number())
            let isRemoved = try input.flag()
            result.append(LedgerAccount(id: id, content: try accountContent(&input), isRemoved: isRemoved))
        }
        return result
    }

    static func accountContent(_ input: inout ByteReader) throws(SnapshotMalformed) -> AccountContent {
        guard let kind = AccountKind(rawValue: try input.number()),
            let currency = Currency(packed: try input.number())
        else { throw input.malformed }
        let opening = try input.number(Int64.self)
        let isArchived = try input.flag()
        return AccountContent(
            name: try input.text(),
            kind: kind,
            currency: currency,
            openingMinorUnits: opening,
            isArchived: isArchived
        )
    }

    static func write(_ categories: [MoneyCategory], to output: inout ByteWriter) {
        output.write(UInt32(categories.count))
        for category in categories {
            output.write(category.id.rawValue)
            output.write(category.isRemoved)
            write(category.content, to: &output)
        }
    }

    static func write(_ content: CategoryContent, to output: inout ByteWriter) {
        output.write(content.kind.rawValue)
        output.write(content.parent?.rawValue ?? 0)
        output.write(content.name)
    }

    static func categories(_ input: inout ByteReader) throws(SnapshotMalformed) -> [MoneyCategory] {
        var result: [MoneyCategory] = []
        for _ in 0..<(try input.count(recordMinimum: 22)) {
            let id = CategoryID(rawValue: try input.number())
            let isRemoved = try input.flag()
            result.append(MoneyCategory(id: id, content: try categoryContent(&input), isRemoved: isRemoved))
        }
        return result
    }

    static func categoryContent(_ input: inout ByteReader) throws(SnapshotMalformed) -> CategoryContent {
        guard let kind = CategoryKind(rawValue: try input.number()) else { throw input.malformed }
        let parent = try input.number(UInt64.self)
        return CategoryContent(
            name: try input.text(),
            kind: kind,
            parent: parent == 0 ? nil : CategoryID(rawValue: parent)
        )
    }

    static func write(_ imports: [ImportRecord], to output: inout ByteWriter) {
        output.write(UInt32(imports.count))
        for record in imports {
            output.write(record.id.rawValue)
            output.write(record.isRemoved)
            write(record.content, to: &output)
        }
    }

    static func write(_ content: ImportContent, to output: inout ByteWriter) {
        output.write(content.label)
        output.write(content.format)
        output.write(content.fileDigest)
        output.write(UInt32(clamping: content.rowCount))
        output.write(UInt32(clamping: content.duplicateCount))
        output.write(UInt32(clamping: content.rejectedCount))
        output.write(content.day.daysSinceEpoch)
    }

    static func imports(_ input: inout ByteReader) throws(SnapshotMalformed) -> [ImportRecord] {
        var result: [ImportRecord] = []
        for _ in 0..<(try input.count(recordMinimum: 37)) {
            let id = ImportID(rawValue: try input.number())
            let isRemoved = try input.flag()
            result.append(ImportRecord(id: id, content: try importContent(&input), isRemoved: isRemoved))
        }
        return result
    }

    static func importContent(_ input: inout ByteReader) throws(SnapshotMalformed) -> ImportContent {
        let (label, format, digest) = (try input.text(), try input.text(), try input.data())
        let rows = Int(try input.number(UInt32.self))
        let duplicates = Int(try input.number(UInt32.self))
        let rejected = Int(try input.number(UInt32.self))
        return ImportContent(
            label: label,
            format: format,
            fileDigest: digest,
            rowCount: rows,
            duplicateCount: duplicates,
            rejectedCount: rejected,
            day: CalendarDay(daysSinceEpoch: try input.number())
        )
    }

    static func write(_ mappings: [ImportMapping], to output: inout ByteWriter) {
        output.write(UInt32(mappings.count))
        for mapping in mappings {
            output.write(mapping.signature)
            output.write(mapping.mapping)
        }
    }

    static func mappings(_ input: inout ByteReader) throws(SnapshotMalformed) -> [ImportMapping] {
        var result: [ImportMapping] = []
        for _ in 0..<(try input.count(recordMinimum: 8)) {
            result.append(ImportMapping(signature: try input.data(), mapping: try input.data()))
        }
        return result
    }
}
