import FoundationEssentials
import Primitives
import Vault

/// Gathers neighbouring rows of one kind into columns.
struct TransactionRunEncoder {
    let kind: TransactionRow.Kind
    private var wire = WireTransactionRun()
    /// Filled in for a run of occurrences only.
    private(set) var occurrences = WireOccurrenceColumns()
    private var dictionaryColumns = WireTransactionDictionaries()
    private var lastID: UInt64 = 0
    private var lastImport: UInt64 = 0
    private var lastDay: Int32 = 0
    private var lastEntry: UInt64 = 0
    private var hasOrigin = false
    private var hasExternalID = false
    private var texts: [UInt8] = []
    private var textPlaces: [String: UInt32] = [:]
    private var targetPlaces: [PostingTarget: UInt32] = [:]
    private var currencyPlaces: [Currency: UInt32] = [:]

    init(kind: TransactionRow.Kind) {
        self.kind = kind
        wire.kind = kind.rawValue
    }

    var item: WireChangeItem {
        var run = wire
        if !hasOrigin {
            run.importSteps = []
            run.fingerprints = []
        }
        if !hasExternalID { run.externalIds = [] }
        var item = WireChangeItem()
        item.transactions = run
        return item
    }

    var dictionaries: WireTransactionDictionaries {
        var result = dictionaryColumns
        result.texts = .init(texts)
        return result
    }

    mutating func append(_ row: TransactionRow) {
        if kind == .edit || kind == .restore {
            wire.idSteps.append(Int64(bitPattern: row.id &- lastID))
            wire.versions.append(row.version)
            lastID = row.id
        }
        if let occurrence = row.occurrence {
            occurrences.entrySteps.append(Int64(bitPattern: occurrence.entry.rawValue &- lastEntry))
            lastEntry = occurrence.entry.rawValue
            occurrences.dayShifts.append(occurrence.day.daysSinceEpoch &- row.content.day.daysSinceEpoch)
            occurrences.states.append(UInt32(row.state.rawValue))
        }
        let content = row.content
        wire.daySteps.append(content.day.daysSinceEpoch &- lastDay)
        lastDay = content.day.daysSinceEpoch
        wire.payees.append(content.payee.map { 1 + place(of: $0) } ?? 0)
        wire.notes.append(content.note.map { 1 + place(of: $0) } ?? 0)
        wire.tagCounts.append(UInt32(content.tags.count))
        for tag in content.tags { wire.tags.append(place(of: tag)) }
        if kind == .add || kind == .restore {
            let importID = row.origin?.importID.rawValue ?? 0
            wire.importSteps.append(Int64(bitPattern: importID &- lastImport))
            lastImport = importID
            wire.fingerprints.append(row.origin?.fingerprint ?? 0)
            wire.externalIds.append(row.origin?.externalID ?? 0)
            if let origin = row.origin {
                hasOrigin = true
                if origin.externalID != 0 { hasExternalID = true }
            }
        }
        wire.postingCounts.append(UInt32(content.postings.count))
        for posting in content.postings {
            wire.postingTargets.append(place(of: posting.target))
            wire.postingMinorUnits.append(posting.amount.minorUnits)
            wire.postingCurrencies.append(place(of: posting.amount.currency))
        }
    }

    private mutating func place(of text: String) -> UInt32 {
        if let place = textPlaces[text] { return place }
        let place = UInt32(textPlaces.count)
        textPlaces[text] = place
        let start = texts.count
        texts.append(contentsOf: text.utf8)
        dictionaryColumns.textByteCounts.append(UInt32(texts.count - start))
        return place
    }

    private mutating func place(of target: PostingTarget) -> UInt32 {
        if let place = targetPlaces[target] { return place }
        let place = UInt32(targetPlaces.count)
        targetPlaces[target] = place
        switch target {
        case .account(let id):
            dictionaryColumns.targetIds.append(id.rawValue)
            dictionaryColumns.targetIsCategory.append(false)
        case .category(let id):
            dictionaryColumns.targetIds.append(id.rawValue)
            dictionaryColumns.targetIsCategory.append(true)
        }
        return place
    }

    private mutating func place(of currency: Currency) -> UInt32 {
        if let place = currencyPlaces[currency] { return place }
        let place = UInt32(currencyPlaces.count)
        currencyPlaces[currency] = place
        dictionaryColumns.currencies.append(currency.packed)
        return place
    }
}
