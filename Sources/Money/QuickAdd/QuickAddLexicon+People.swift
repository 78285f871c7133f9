extension QuickAddLexicon {
    /// What a verb says when one person is in it, and who.
    struct PersonVerb {
        /// Money goes to the person when she is its object: `lent Asha`.
        let object: Direction?
        /// And when she does it: `Asha lent me`.
        let subject: Direction?
        /// The verb stands behind, so a name before it is not yet the one who does it.
        var standsLast = false
        /// Without a person it means nothing.
        var needsPerson = false
    }

    enum Direction { case toPerson, fromPerson }

    /// Longest first.
    static let personVerbs: [(words: [String], verb: PersonVerb)] = {
        let lend = PersonVerb(object: .toPerson, subject: .fromPerson, needsPerson: true)
        let borrow = PersonVerb(object: nil, subject: .toPerson, needsPerson: true)
        let giveBack = PersonVerb(object: .toPerson, subject: .fromPerson, needsPerson: true)
        let lendLast = PersonVerb(object: .toPerson, subject: .fromPerson, standsLast: true, needsPerson: true)
        let borrowLast = PersonVerb(object: nil, subject: .toPerson, standsLast: true, needsPerson: true)
        // “Geliehen” is lent and borrowed: only “von”, “an” or “mir” tell.
        let leihen = PersonVerb(object: nil, subject: nil, standsLast: true, needsPerson: true)
        let backLast = PersonVerb(object: nil, subject: .fromPerson, standsLast: true, needsPerson: true)
        let give = PersonVerb(object: .toPerson, subject: nil)
        let giveLast = PersonVerb(object: .toPerson, subject: nil, standsLast: true)
        let get = PersonVerb(object: nil, subject: .toPerson)
        let rows: [(PersonVerb, String)] = [
            (lend, "lent|lend|loaned|loan to"), (borrow, "borrowed|borrow"),
            (giveBack, "paid back|pay back|gave back|give back|repaid|repay|payed back"),
            (lendLast, "verliehen|ausgeliehen an|उधार दिया|उधार दिए|उधार दिये|उधार दी"),
            (borrowLast, "उधार लिया|उधार लिए|उधार लिये|उधार ली"), (leihen, "geliehen|ausgeliehen|leihe|geborgt"),
            (backLast, "zurückgezahlt|zurückbezahlt|zurückgegeben"),
            (backLast, "लौटाया|लौटाए|लौटाये|वापस किए|वापस किया|वापस दिए|वापस दिया"),
            (give, "paid|pay|gave|give|sent|send|transferred"), (giveLast, "gegeben|geschickt|दिया|दिए|दिये|भेजा|भेजे"),
            (get, "received|got"),
        ]
        var result: [(words: [String], verb: PersonVerb)] = []
        for (verb, phrases) in rows {
            for phrase in phrases.split(separator: "|") {
                result.append((phrase.split(separator: " ").map { QuickAddLine.key($0) }, verb))
            }
        }
        return result.sorted { $0.words.count > $1.words.count }
    }()

    static let backWords = set("back zurück वापस")
    static let paidWords = set("paid gave pay give")
    static let paidBy = set("paid bezahlt gezahlt")

    static let sharing = set(
        "split shared share splitting geteilt aufgeteilt teile teilen बाँटा बांटा बाँटे बांटे बाँटकर बांटकर"
    ).union(halves)
    /// One half each: said of two.
    static let halves = set("50/50 50-50 50:50 fifty-fifty half-half halbe-halbe आधा-आधा")
    static let with = set("with between among mit zwischen")
    static let withAfter: [[String]] = [["के", "साथ"], ["के", "बीच"], ["साथ"]].map { $0.map { QuickAddLine.key($0) } }
    static let selves = set("me i myself mir mich ich मैं मुझे मुझको")
    static let to = set("to an")
    static let from = set("from von vom")
    static let by = set("by durch")
    static let has = set("has had hat ने")
    static let owes = set("owes owe owed schuldet zahlt pays का की के पर हिस्सा")
    static let toAfter = set("को")
    static let fromAfter = set("से")
    static let forBefore = set("for für")
    static let forAfter: [[String]] = [["के", "लिए"], ["के", "लिये"]].map { $0.map { QuickAddLine.key($0) } }
}
