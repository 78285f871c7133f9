extension QuickAddLexicon {
    /// Everyday words and the categories they point to: that of the starter set, then what people call it instead.
    ///
    /// A word counts only while the person has a category of one of the names.
    static let categories: [String: [String]] = {
        var result: [String: [String]] = [:]
        for (names, words) in rows {
            let keys = names.split(separator: "|").map { QuickAddLine.key($0) }
            for word in words.split(separator: " ") { result[QuickAddLine.key(word)] = keys }
        }
        return result
    }()

    /// The names a common word points to, of which the first that exists is meant.
    static func categoryNames(_ key: String) -> [String] {
        if let names = categories[key] { return names }
        return key.hasSuffix("s") ? categories[String(key.dropLast())] ?? [] : []
    }

    private static let rows: [(names: String, words: String)] = food + home + going + life + incoming

    private static let food: [(names: String, words: String)] = [
        (
            "eating out|restaurant|restaurants|essen gehen|auswärts essen|बाहर खाना|खाना",
            """
            coffee tea chai lunch dinner breakfast brunch snack snacks burger pizza restaurant cafe dosa biryani \
            sandwich swiggy zomato starbucks beer drinks pub bar takeaway \
            kaffee tee mittagessen abendessen frühstück imbiss döner kneipe bier eis lieferando \
            चाय कॉफ़ी काफ़ी नाश्ता खाना भोजन समोसा डोसा बिरयानी ढाबा
            """
        ),
        (
            "groceries|lebensmittel|einkauf|einkäufe|किराना|राशन",
            """
            grocery milk vegetables veggies fruit fruits bread eggs rice atta dal supermarket bigbasket blinkit zepto \
            lebensmittel supermarkt milch brot gemüse obst eier käse rewe edeka aldi lidl \
            दूध सब्ज़ी सब्ज़ियाँ फल अंडे आटा चावल दाल किराना राशन
            """
        ),
    ]

    private static let home: [(names: String, words: String)] = [
        ("rent|miete|किराया", "rent miete kaltmiete warmmiete किराया"),
        ("electricity|strom|बिजली", "electricity power strom stromrechnung बिजली"),
        ("water|wasser|पानी", "wasser पानी"),
        ("gas|गैस", "सिलेंडर"),
        (
            "phone and internet|telefon und internet|handy und internet|फ़ोन और इंटरनेट",
            "recharge mobile broadband wifi internet phone airtel jio handy telefon telekom रिचार्ज मोबाइल फ़ोन इंटरनेट"
        ),
        (
            "house help|haushaltshilfe|घरेलू मदद",
            "maid cook driver putzhilfe putzfrau haushaltshilfe बाई रसोइया ड्राइवर"
        ),
        ("repairs|reparaturen|मरम्मत", "plumber reparatur handwerker klempner मरम्मत"),
    ]

    private static let going: [(names: String, words: String)] = [
        ("taxi|टैक्सी", "taxi cab uber ola auto rickshaw lyft टैक्सी ऑटो रिक्शा ओला"),
        (
            "public transport|öffentliche verkehrsmittel|öpnv|nahverkehr|सार्वजनिक परिवहन",
            "bus metro train tram subway bahn zug ubahn u-bahn s-bahn straßenbahn fahrkarte बस मेट्रो ट्रेन रेल"
        ),
        (
            "fuel|tanken|kraftstoff|benzin|ईंधन",
            "petrol diesel fuel gas-station cng benzin tanken tankstelle पेट्रोल डीज़ल"
        ),
        ("travel|reisen|urlaub|यात्रा", "flight hotel airbnb visa flug urlaub reise उड़ान होटल यात्रा"),
    ]

    private static let life: [(names: String, words: String)] = [
        (
            "medicine|medikamente|apotheke|दवा",
            "medicine medicines pharmacy chemist pills medikamente apotheke दवा दवाई दवाइयाँ"
        ),
        ("doctor|arzt|डॉक्टर", "doctor dentist hospital clinic arzt zahnarzt krankenhaus डॉक्टर अस्पताल"),
        (
            "clothes|kleidung|कपड़े",
            "clothes shirt shoes dress jeans saree kleidung hemd schuhe kleid hose कपड़े साड़ी जूते"
        ),
        ("personal care|körperpflege|निजी देखभाल", "haircut salon barber friseur drogerie dm rossmann नाई सैलून"),
        (
            "entertainment|unterhaltung|freizeit|मनोरंजन",
            "movie cinema concert game games kino konzert spiel फ़िल्म सिनेमा"
        ),
        ("subscriptions|abos|abonnements|सदस्यता", "netflix spotify subscription hotstar youtube abo"),
        (
            "education|bildung|शिक्षा",
            "school tuition course book books schule kurs buch bücher स्कूल ट्यूशन किताब किताबें"
        ),
        ("insurance|versicherung|versicherungen|बीमा", "insurance premium versicherung बीमा"),
        (
            "gifts and donations|geschenke und spenden|geschenke|उपहार और दान",
            "gift donation charity geschenk spende उपहार तोहफ़ा दान"
        ),
        ("taxes|steuern|कर", "steuer steuern"),
    ]

    private static let incoming: [(names: String, words: String)] = [
        ("salary|gehalt|lohn|वेतन|सैलरी", "salary wages paycheck payroll stipend gehalt lohn वेतन तनख़्वाह सैलरी"),
        ("interest|zinsen|ब्याज", "interest zinsen ब्याज"),
        ("refunds|erstattungen|रिफ़ंड", "refund cashback erstattung rückerstattung रिफ़ंड कैशबैक"),
    ]
}
