/// The words of a line that are not the person's own: English, German and Hindi, the last in Latin letters too.
///
/// All are read in every language.
///
/// - Source: docs/spec/diary-quick-add.md §6.
enum DiaryLexicon {
    static let phrases = DiaryPhrases(subjects + bleeding + signs + tests + sex + factors + symptoms + moods + links)

    private static let subjects: [(DiaryTerm, String)] = [
        (
            .subject(.period),
            """
            period|periods|menses|menstruation|bleeding|flow|menstrual flow|periode|regel|regelblutung|monatsblutung\
            |blutung|meine tage|पीरियड|पीरियड्स|माहवारी|मासिक धर्म|मासिक|mahwari|mahavari|masik dharm
            """
        ),
        (
            .subject(.temperature),
            """
            temp|temperature|bbt|basal|basal temp|basal temperature|waking temp|waking temperature|temperatur\
            |basaltemperatur|aufwachtemperatur|tapman|taapmaan|तापमान|टेम्प
            """
        ),
        (.subject(.mucus), "mucus|cervical mucus|cm|schleim|zervixschleim|म्यूकस|श्लेष्म|ग्रीवा श्लेष्म|shleshm"),
        (.subject(.cervix), "cervix|muttermund|गर्भाशय ग्रीवा|ग्रीवा|griva"),
        (
            .subject(.lh),
            """
            lh|lh test|lh-test|ovulation test|opk|ovulationstest|lh टेस्ट|lh जाँच|एलएच|एलएच टेस्ट|ओव्यूलेशन टेस्ट
            """
        ),
        (
            .subject(.pregnancyTest),
            """
            pregnancy test|preg test|hpt|hcg|hcg test|schwangerschaftstest|प्रेगनेंसी टेस्ट|प्रेग्नेंसी टेस्ट\
            |गर्भावस्था जाँच\
            |गर्भावस्था जांच|गर्भावस्था परीक्षण
            """
        ),
        (.subject(.mood), "mood|moods|stimmung|laune|मूड|मनोदशा|mann"),
        (.subject(.sex), "sex|intercourse|geschlechtsverkehr|सेक्स|संबंध|sambandh"),
        (.subject(.desire), "desire|libido|sex drive|verlangen|lust auf sex|इच्छा|कामेच्छा|ichchha"),
        (.subject(.weight), "weight|weigh|i weigh|gewicht|ich wiege|wiege|वज़न|भार|vazan|wazan"),
        (
            .subject(.sleep),
            "sleep|slept|i slept|schlaf|geschlafen|नींद|सोई|सोया|neend|soyi"
        ),
        (.subject(.quality), "quality|sleep quality|qualität|schlafqualität|गुणवत्ता"),
        (.subject(.energy), "energy|energie|ऊर्जा|urja|oorja"),
        (.subject(.factor), "factor|factors|because of|störfaktor|störung|wegen|कारण|वजह"),
        (.subject(.note), "note|notes|notiz|notizen|नोट"),
    ]

    static let bleeding: [(DiaryTerm, String)] = [
        (.spotting, "spotting|schmierblutung|schmierblutungen|स्पॉटिंग|दाग़|हल्के धब्बे|dhabbe"),
        (.strength(0), "none|no|nothing|kein|keine|nicht|nichts|कोई नहीं|कुछ नहीं|नहीं|nahi|nahin"),
        (
            .strength(1),
            "light|mild|slight|a little|a bit|leicht|leichte|leichter|schwach|schwache|हल्का|हल्की|हल्के|halka|halki"
        ),
        (.strength(2), "medium|moderate|normal|mittel|mittlere|mittelstark|mäßig|मध्यम|सामान्य|madhyam"),
        (
            .strength(3),
            """
            heavy|strong|severe|bad|stark|starke|starker|schlimm|heftig|heftige|तेज़|ज़्यादा|भारी|बहुत|tez|zyada|bhari
            """
        ),
        (
            .strength(4),
            """
            very heavy|very strong|sehr stark|sehr starke|बहुत तेज़|बहुत ज़्यादा|बहुत भारी|bahut zyada\
            |bahut tez
            """
        ),
        (
            .mark(.start),
            "start|started|starts|began|first day|day 1|beginn|begonnen|angefangen|erster tag|शुरू|शुरुआत|shuru"
        ),
        (.mark(.noStart), "not a start|no start|kein beginn|kein anfang|शुरुआत नहीं"),
        (.clots(.none), "no clots|keine klumpen|keine gerinnsel|थक्के नहीं"),
        (
            .clots(.small),
            """
            clots|small clots|klumpen|gerinnsel|kleine klumpen|kleine gerinnsel|थक्के|छोटे थक्के|thakke
            """
        ),
        (.clots(.large), "large clots|big clots|große klumpen|große gerinnsel|बड़े थक्के|bade thakke"),
        (.product(.liner), "liner|liners|panty liner|panty liners|slipeinlage|slipeinlagen|लाइनर"),
        (.product(.pad), "pad|pads|binde|binden|पैड|पैड्स"),
        (.product(.tampon), "tampon|tampons|टैम्पोन"),
        (.product(.cup), "cup|cups|menstrual cup|menstruationstasse|tasse|कप"),
        (.product(.disc), "disc|discs|menstrual disc|menstruationsscheibe|डिस्क"),
        (
            .product(.periodUnderwear),
            """
            period underwear|period pants|periodenunterwäsche|periodenslip|पीरियड अंडरवियर
            """
        ),
        (.product(.sponge), "sponge|sponges|schwämmchen|स्पंज"),
        (.product(.freeBleeding), "free bleeding|freie menstruation|free flow"),
        (.product(.other), "other product|anderes produkt|दूसरा उत्पाद"),
    ]

    static let signs: [(DiaryTerm, String)] = [
        (.method(.oral), "oral|orally|im mund|मुँह से"), (.method(.vaginal), "vaginal|vaginally|योनि से"),
        (.method(.rectal), "rectal|rectally|rektal|गुदा से"), (.method(.axillary), "axillary|armpit|achsel|बग़ल से"),
        (.method(.ear), "ear|ohr|कान से"), (.method(.forehead), "forehead|stirn|माथे से"),
        (.method(.wearable), "wearable|ring sensor|वियरेबल"), (.method(.other), "other method|andere methode"),
        (
            .excluded,
            """
            excluded|exclude|left out|leave out|ignore|ausgeklammert|ausklammern|weglassen|nicht werten|छोड़ें\
            |शामिल नहीं
            """
        ),
        (.feeling(.dry), "dry|trocken|सूखा|सूखी|sukha|sukhi"),
        (.feeling(.wet), "wet|damp|nass|feucht|गीला|गीली|geela|geeli"),
        (.feeling(.slippery), "slippery|glitschig|rutschig|फिसलनदार|chikna"),
        (.feeling(.nothing), "felt nothing|nichts gefühlt|कुछ महसूस नहीं"),
        (.texture(.nothing), "saw nothing|nichts gesehen|कुछ दिखा नहीं"),
        (.texture(.creamy), "creamy|cremig|मलाईदार|malaidar"),
        (
            .texture(.eggWhite),
            """
            eggwhite|egg white|egg-white|ewcm|stretchy|eiweiß|eiweißartig|spinnbar|अंडे की सफ़ेदी|अंडे जैसा
            """
        ),
        (.opening(.closed), "closed|geschlossen|zu|बंद|band"), (.opening(.open), "open|offen|खुला|खुली|khula|khuli"),
        (.opening(.medium), "half open|partly open|halb offen|teilweise offen|आधा खुला"),
        (.firmness(.hard), "hard|firm|hart|fest|सख़्त|कठोर|sakht"), (.firmness(.soft), "soft|weich|नरम|मुलायम|naram"),
        (.position(.low), "low|tief|नीचे"), (.position(.high), "high|hoch|ऊपर"),
        (.position(.medium), "middle|mid|mittig|बीच में"),
        (.desire(.low), "low|little|gering|niedrig|wenig|कम|kam"), (.desire(.medium), "medium|mittel|मध्यम"),
        (.desire(.high), "high|hoch|viel|ज़्यादा|zyada"),
    ]

    private static let tests: [(DiaryTerm, String)] = [
        (.lh(.negative), "negative|negativ|neg|-|नेगेटिव|निगेटिव|नकारात्मक"),
        (.lh(.positive), "positive|positiv|pos|+|पॉज़िटिव|सकारात्मक"),
        (.lh(.peak), "peak|höchststand|spitze|पीक"), (.lh(.invalid), "invalid|ungültig|अमान्य"),
        (.pregnancyTest(.negative), "negative|negativ|neg|-|नेगेटिव|निगेटिव|नकारात्मक"),
        (.pregnancyTest(.positive), "positive|positiv|pos|+|पॉज़िटिव|सकारात्मक"),
        (.pregnancyTest(.unclear), "unclear|faint|unklar|अस्पष्ट"),
    ]

    static let sex: [(DiaryTerm, String)] = [
        (.sex(.alone), "alone|allein|अकेले"), (.masturbation, "masturbation|selbstbefriedigung|हस्तमैथुन"),
        (.sex(.withPartner), "partner|with partner|mit partner|साथी के साथ"),
        (.protection(.other), "protected|protection|geschützt|verhütet|सुरक्षित|other protection"),
        (.unprotected, "unprotected|no protection|without protection|ungeschützt|असुरक्षित"),
        (.protection(.condom), "condom|condoms|kondom|कंडोम"),
        (.protection(.internalCondom), "internal condom|female condom|frauenkondom|महिला कंडोम"),
        (.protection(.diaphragm), "diaphragm|diaphragma|डायाफ्राम"),
        (.protection(.cervicalCap), "cervical cap|portiokappe"),
        (.protection(.spermicide), "spermicide|spermizid"),
        (.protection(.withdrawal), "withdrawal|pulled out|pull out|rausgezogen|coitus interruptus"),
        (.protection(.pill), "pill|the pill|pille|गोली"), (.protection(.ring), "ring|verhütungsring"),
        (.protection(.patch), "patch|verhütungspflaster"),
        (.protection(.injection), "injection|dreimonatsspritze|इंजेक्शन"),
        (.protection(.implant), "implant|implantat"), (.protection(.hormonalIUD), "hormonal iud|hormonspirale"),
        (.protection(.copperIUD), "copper iud|kupferspirale|iud|spirale|कॉपर टी|copper t"),
        (.protection(.sterilisation), "sterilisation|sterilization|vasectomy|sterilisiert|नसबंदी"),
        (.protection(.fertilityAwareness), "fertility awareness|nfp"),
    ]

    static let factors: [(DiaryTerm, String)] = [
        (.factor(.illness), "illness|ill|sick|krank|krankheit|बीमार|बीमारी|bimar"),
        (.factor(.fever), "fever|fieber|बुखार|bukhar"),
        (.factor(.travel), "travel|travelling|jet lag|jetlag|reise|यात्रा|yatra"),
        (.factor(.stress), "stress|stressed|तनाव"),
        (.factor(.alcohol), "alcohol|alkohol|शराब|sharab"),
        (.factor(.shortSleep), "short sleep|short night|kurze nacht|wenig schlaf|कम नींद"),
        (.factor(.measuredLate), "measured late|spät gemessen|देर से मापा"),
        (.factor(.measuredEarly), "measured early|früh gemessen|जल्दी मापा"),
        (.factor(.medicine), "medicine|medication|medikament|medikamente|दवा|दवाई|dawai"),
        (.factor(.shiftWork), "shift work|night shift|schichtarbeit|nachtschicht|रात की पाली"),
        (.factor(.vaccination), "vaccination|vaccine|impfung|टीका"),
        (.factor(.breastfeeding), "breastfeeding|stillen|स्तनपान"),
        (.factor(.surgery), "surgery|operation|सर्जरी|ऑपरेशन"),
        (.factor(.emergencyContraception), "emergency contraception|morning-after pill|pille danach|आपातकालीन गोली"),
        (.factor(.otherThermometer), "other thermometer|anderes thermometer|दूसरा थर्मामीटर"),
        (.factor(.other), "other factor|anderer störfaktor|दूसरा कारण"),
    ]

    private static let links: [(DiaryTerm, String)] = [
        (
            .link,
            """
            and|&|und|u.|और|व|aur|with|mit|के साथ|was|is|were|am|my|the|at|um|on|an|से|में|पर|को|का|की|के|है\
            |थी|था|ke|saath|hai|thi|of|test
            """
        )
    ]
}
