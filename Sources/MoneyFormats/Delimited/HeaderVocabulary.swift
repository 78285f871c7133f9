import Money

/// What the words of headers mean, in the languages of the banks we know.
///
/// A lower rank is a better word for its role: the booking date before the value date, a payee before a narration.
enum HeaderVocabulary {
    struct Meaning: Hashable {
        let role: ColumnRole
        let rank: Int
    }

    /// From this rank on a text column is a narration: payee if there is none better, else a note.
    static let narrationRank = 5

    static func meaning(of word: HeaderWord) -> Meaning? {
        if let exact = exactMeanings[word.text] { return exact }
        let parts = Set(word.text.split(separator: " "))
        guard !parts.isEmpty, parts.count <= 6 else { return nil }
        for (role, words) in looseWords where !parts.isDisjoint(with: words) { return Meaning(role: role, rank: 9) }
        return nil
    }

    private static let phrases: [(role: ColumnRole, rank: Int, words: String)] = [
        (.date, 0, "transaction date|txn date|tran date|trans date|booking date|posting date"),
        (.date, 0, "posted date|post date"),
        (.date, 0, "buchungstag|buchungsdatum|buchung|date operation|date de l operation"),
        (.date, 0, "date d operation|date comptable"),
        (.date, 0, "fecha operacion|fecha de operacion|data operazione|data contabile"),
        (.date, 0, "data lancamento|boekdatum|datum"),
        (.date, 1, "date|day|fecha|data|dato|datum transaktion|completed date|date posted|dt"),
        (.date, 1, "date of transaction"),
        (.date, 2, "value date|value dt|val date|valuta|valutadatum|wertstellung|date valeur"),
        (.date, 2, "date de valeur|fecha valor"),
        (.date, 2, "data valuta|rentedatum|settlement date|effective date|started date"),
        (.date, 2, "date started"),
        (.amount, 0, "amount|amt|transaction amount|txn amount|net amount|net|value|sum|total|betrag"),
        (.amount, 0, "umsatz|montant"),
        (.amount, 0, "importe|importo|valor|quantia|bedrag|belopp|beloeb|amount in account currency"),
        (.amount, 0, "transaction value"),
        (.amount, 2, "gross|gross amount|original amount|amount in local currency|local amount"),
        (.amount, 2, "foreign amount"),
        (.debit, 0, "debit|debits|debit amount|debit amt|dr amount|dr|withdrawal|withdrawals"),
        (.debit, 0, "withdrawal amt|withdrawal amount"),
        (.debit, 0, "money out|paid out|out|outflow|soll|ausgang|ausgaben|belastung|lastschrift"),
        (.debit, 0, "expense|expenses|spent"),
        (.debit, 0, "debito|cargo|cargos|addebiti|uscite|dare|debet|af|amount debited"),
        (.debit, 0, "payment amount|debit transaction"),
        (.credit, 0, "credit|credits|credit amount|credit amt|cr amount|cr|deposit|deposits"),
        (.credit, 0, "deposit amt|deposit amount"),
        (.credit, 0, "money in|paid in|in|inflow|haben|eingang|einnahmen|gutschrift|income|received"),
        (.credit, 0, "abono|abonos"),
        (.credit, 0, "credito|accrediti|entrate|avere|bij|amount credited|receipt amount"),
        (.credit, 0, "credit transaction"),
        (.direction, 0, "dr cr|cr dr|debit credit|credit debit|d c|c d|dc|cd|type dr cr"),
        (.direction, 0, "transaction type dr cr|soll haben"),
        (.direction, 0, "soll haben kennzeichen|debit or credit|credit or debit|drcr|crdr|af bij|sens"),
        (.direction, 0, "direction|income expense"),
        (.direction, 0, "credit debit indicator|cr dr indicator|dr cr indicator|expense income|in out"),
        (.direction, 4, "type|transaction type|tran type|txn type|kind"),
        (.payee, 0, "payee|merchant|merchant name|name|payee name|counterparty|counterparty name"),
        (.payee, 0, "paid to|recipient"),
        (.payee, 0, "beneficiary|beneficiary name|beguenstigter zahlungspflichtiger"),
        (.payee, 0, "auftraggeber empfaenger|empfaenger|zahlungsempfaenger"),
        (.payee, 0, "name zahlungsbeteiligter|beneficiario|beneficiaire|tiers|contrepartie"),
        (.payee, 0, "naam tegenpartij|naam|vendor|shop|store"),
        (.payee, 0, "auftraggeber beguenstigter|zahlungspflichtige r|zahlungsempfaenger in"),
        (.payee, 0, "name of payee|from to|to from"),
        (.payee, 5, "description|narration|narrative|particulars|details|transaction details"),
        (.payee, 5, "transaction description"),
        (.payee, 5, "transaction particulars|transaction remarks|libelle|libelle operation"),
        (.payee, 5, "libelle simplifie|intitule|concepto"),
        (.payee, 5, "descrizione|causale|descricao|historico|omschrijving|beskrivning|text|tekst"),
        (.payee, 5, "title|item|statement description"),
        (.payee, 6, "verwendungszweck|buchungstext|reference text|remarks|remark|subject"),
        (.note, 0, "memo|note|notes|comment|comments|additional info|additional details"),
        (.note, 0, "informations complementaires"),
        (.note, 0, "verwendungszweck memo|message|mededelingen|observaciones|detail|more details"),
        (.note, 0, "payment reference|original description"),
        (.category, 0, "category|categories|kategorie|categorie|categoria|category name|sub category"),
        (.category, 0, "subcategory|envelope|categorie operation"),
        (.currency, 0, "currency|currency code|ccy|curr|waehrung|devise|moneda|divisa|moeda"),
        (.currency, 0, "valuta code|munt|muntsoort"),
        (.externalID, 0, "transaction id|txn id|tran id|id|fitid|transaction reference"),
        (.externalID, 0, "transaction number|unique id|uuid|external id"),
        (.externalID, 0, "transaktions id|transaction reference number|utr|rrn|transaction ref"),
        (.externalID, 0, "transaktionsnummer"),
        (.checkNumber, 0, "check number|cheque number|check no|cheque no|chq no|chq ref no|chqno"),
        (.checkNumber, 0, "ref no cheque no|cheque"),
        (.checkNumber, 0, "cheque ref no|ref chq no|ref no chq no|chq ref number|instrument id|inst no"),
        (.checkNumber, 0, "check|num|number|check or slip|cheque details"),
        (.checkNumber, 1, "reference|ref no|reference number|ref|referenz|reference no|kundenreferenz"),
        (.checkNumber, 1, "ref number"),
        (.balance, 0, "balance|running balance|closing balance|available balance|account balance"),
        (.balance, 0, "saldo|kontostand|solde|balance amount"),
        (.balance, 0, "saldo nach buchung|saldo contabile|balance after|balance after transaction|bal"),
        (.balance, 0, "running bal"),
        (.tags, 0, "tags|tag|labels|label|schlagworte|stichworte|etiquettes|etiquetas"),
        (.account, 0, "account|account name|account number|account no|konto|kontonummer|auftragskonto"),
        (.account, 0, "compte|cuenta|conto|conta|rekening"),
        (.account, 1, "iban auftragskonto|wallet|bezeichnung auftragskonto|own account"),
        (.transferAccount, 0, "transfer account|to account|transfer to|target account|destination account"),
    ]

    /// One such word is enough when the phrase is unknown; the first that matches wins.
    private static let looseWords: [(ColumnRole, Set<Substring>)] = [
        (.debit, ["withdrawal", "withdrawals", "debit", "debits", "belastung"]),
        (.credit, ["deposit", "deposits", "credit", "credits", "gutschrift"]),
        (.balance, ["balance", "saldo", "solde", "kontostand"]),
        (.currency, ["currency", "waehrung", "devise"]),
        (.date, ["date", "datum", "fecha", "buchungstag"]),
        (.amount, ["amount", "betrag", "montant", "importe", "importo"]),
        (.category, ["category", "kategorie", "categorie"]),
        (.note, ["memo", "notes", "note"]),
    ]

    private static let exactMeanings: [String: Meaning] = {
        var result: [String: Meaning] = [:]
        for (role, rank, words) in phrases {
            for word in words.split(separator: "|") { result[String(word)] = Meaning(role: role, rank: rank) }
        }
        return result
    }()
}
