/// Everyday words and the category of the starter set they point to.
///
/// A word counts only while the person has a category of that name.
enum QuickAddLexicon {
    static let categories: [String: String] = {
        var result: [String: String] = [:]
        for (category, words) in table {
            for word in words.split(separator: " ") { result[String(word)] = category }
        }
        return result
    }()

    private static let table: [(category: String, words: String)] = [
        (
            "eating out",
            """
            coffee tea chai lunch dinner breakfast brunch snack snacks burger pizza restaurant cafe dosa biryani \
            sandwich swiggy zomato starbucks beer drinks pub bar takeaway
            """
        ),
        (
            "groceries",
            "grocery milk vegetables veggies fruit fruits bread eggs rice atta dal supermarket bigbasket blinkit zepto"
        ),
        ("taxi", "taxi cab uber ola auto rickshaw lyft"),
        ("public transport", "bus metro train tram subway"),
        ("fuel", "petrol diesel fuel gas-station cng"),
        ("rent", "rent"),
        ("electricity", "electricity power"),
        ("phone and internet", "recharge mobile broadband wifi internet phone airtel jio"),
        ("house help", "maid cook driver"),
        ("medicine", "medicine medicines pharmacy chemist pills"),
        ("doctor", "doctor dentist hospital clinic"),
        ("clothes", "clothes shirt shoes dress jeans saree"),
        ("personal care", "haircut salon barber"),
        ("entertainment", "movie cinema concert game games"),
        ("subscriptions", "netflix spotify subscription hotstar youtube"),
        ("travel", "flight hotel airbnb visa"),
        ("education", "school tuition course book books"),
        ("insurance", "insurance premium"),
        ("gifts and donations", "gift donation charity"),
        ("salary", "salary wages paycheck payroll stipend"),
        ("interest", "interest"),
        ("refunds", "refund cashback"),
    ]

    static let incomeVerbs: Set<String> = ["received", "got", "earned", "income", "credited"]
    static let expenseVerbs: Set<String> = ["paid", "spent", "bought", "pay", "spend", "buy"]
    /// Words that tie an account to the line.
    static let accountLinks: Set<String> = ["from", "via", "using", "with", "in", "into", "by", "on", "to"]
    static let dayLinks: Set<String> = ["on", "at", "for"]
    static let payeeLinks: Set<String> = ["at", "to", "from", "by"]

    static let accountKinds: [String: AccountKind] = [
        "cash": .cash, "bank": .bank, "card": .card, "credit": .card, "visa": .card, "mastercard": .card,
        "amex": .card, "upi": .wallet, "gpay": .wallet, "phonepe": .wallet, "paytm": .wallet, "wallet": .wallet,
        "paypal": .wallet,
    ]
}
