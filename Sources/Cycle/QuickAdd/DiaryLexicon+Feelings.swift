/// Symptoms and moods in all languages; the first phrase is the one that lines are written with.
extension DiaryLexicon {
    static let symptoms: [(DiaryTerm, String)] = symptomRows.map { (.symptom(SymptomID($0.0)), $0.1) }
    static let moods: [(DiaryTerm, String)] = moodRows.map { (.mood(MoodID($0.0)), $0.1) }

    /// The phrase of a built-in symptom.
    static func phrase(_ symptom: BuiltInSymptom) -> String { first(symptomRows.first { $0.0 == symptom }?.1) }
    static func phrase(_ mood: BuiltInMood) -> String { first(moodRows.first { $0.0 == mood }?.1) }

    private static func first(_ phrases: String?) -> String {
        phrases?.split(separator: "|").first.map(String.init) ?? ""
    }

    private static let symptomRows: [(BuiltInSymptom, String)] = [
        (
            .cramps,
            """
            cramps|cramp|cramping|period pain|period cramps|krämpfe|krampf|regelschmerzen|unterleibsschmerzen\
            |bauchkrämpfe\
            |ऐंठन|मरोड़|पेट दर्द|पेट में दर्द|aithan|pet dard|pet mein dard
            """
        ),
        (
            .headache,
            """
            headache|headaches|kopfschmerzen|kopfschmerz|kopfweh|सिरदर्द|सिर दर्द|सिर में दर्द|sir dard\
            |sirdard|sar dard
            """
        ),
        (.migraine, "migraine|migräne|माइग्रेन"),
        (.backPain, "back pain|backache|rückenschmerzen|kreuzschmerzen|पीठ दर्द|कमर दर्द|pith dard|kamar dard"),
        (
            .tenderBreasts,
            """
            tender breasts|breast tenderness|sore breasts|brustspannen|brustschmerzen|empfindliche brüste\
            |स्तनों में दर्द
            """
        ),
        (.bloated, "bloated|bloating|blähungen|blähbauch|aufgebläht|पेट फूलना|सूजा पेट|pet phoolna"),
        (.nausea, "nausea|nauseous|übelkeit|übel|मतली|जी मिचलाना|matli"),
        (.vomiting, "vomiting|vomited|threw up|erbrechen|erbrochen|उल्टी|ulti"),
        (.diarrhoea, "diarrhoea|diarrhea|durchfall|दस्त|dast"),
        (.constipation, "constipation|constipated|verstopfung|कब्ज़|kabz"),
        (.tired, "tired|fatigue|exhausted|müde|müdigkeit|erschöpft|थकान|थकी|थका|thakan|thaki"),
        (.dizzy, "dizzy|dizziness|schwindel|schwindelig|चक्कर|chakkar"),
        (.acne, "acne|pimples|breakout|akne|pickel|मुँहासे|मुहांसे|muhase"),
        (.cravings, "cravings|craving|heißhunger|तलब|talab"),
        (.noAppetite, "no appetite|appetitlos|kein appetit|भूख नहीं|bhukh nahi"),
        (
            .poorSleep,
            """
            poor sleep|bad sleep|insomnia|schlecht geschlafen|schlafprobleme|ख़राब नींद|अनिद्रा|kharab neend
            """
        ),
        (.hotFlush, "hot flush|hot flushes|hot flash|hot flashes|hitzewallung|hitzewallungen|हॉट फ़्लैश"),
        (.nightSweats, "night sweats|nachtschweiß|रात को पसीना"),
        (.jointPain, "joint pain|gelenkschmerzen|जोड़ों में दर्द|jodon mein dard"),
        (.pelvicPain, "pelvic pain|beckenschmerzen|श्रोणि दर्द"),
        (.ovulationPain, "ovulation pain|mittelschmerz|ओव्यूलेशन दर्द"),
        (.painWithSex, "pain with sex|painful sex|schmerzen beim sex|सेक्स में दर्द"),
        (.vaginalDryness, "vaginal dryness|scheidentrockenheit|योनि का सूखापन"),
        (.itching, "itching|itchy|juckreiz|jucken|खुजली|khujli"),
        (.unusualDischarge, "unusual discharge|ungewöhnlicher ausfluss|असामान्य स्राव"),
        (.hairLoss, "hair loss|haarausfall|बाल झड़ना|baal jhadna"),
        (.palpitations, "palpitations|herzklopfen|herzrasen|धड़कन"),
        (.brainFog, "brain fog|foggy|benommen|ब्रेन फ़ॉग"),
        (.swelling, "swelling|swollen|schwellung|geschwollen|सूजन|soojan"),
        (.urinaryPain, "urinary pain|schmerzen beim wasserlassen|पेशाब में जलन"),
    ]

    private static let moodRows: [(BuiltInMood, String)] = [
        (.low, "low|down|gedrückt|niedergeschlagen|उदासीन"), (.tense, "tense|angespannt|तनावग्रस्त"),
        (.even, "even|balanced|ausgeglichen|संतुलित"), (.calm, "calm|relaxed|ruhig|gelassen|शांत|shant"),
        (.good, "good|happy|gut|fröhlich|glücklich|अच्छा|ख़ुश|achha|khush"),
        (.bright, "bright|great|strahlend|super|बहुत अच्छा"),
        (.irritable, "irritable|irritated|gereizt|चिड़चिड़ा|चिड़चिड़ी|chidchida|chidchidi"),
        (.anxious, "anxious|worried|ängstlich|besorgt|चिंतित|बेचैनी|chintit"),
        (.sad, "sad|traurig|दुखी|उदास|dukhi|udas"),
        (.tearful, "tearful|crying|weinerlich|रुआँसी|rona"), (.angry, "angry|wütend|ग़ुस्सा|gussa"),
        (.restless, "restless|unruhig|बेचैन|bechain"), (.unmotivated, "unmotivated|lustlos|antriebslos|अनमनी"),
        (.loving, "loving|liebevoll|प्रेमपूर्ण"), (.confident, "confident|selbstbewusst|आत्मविश्वासी"),
        (.moodSwings, "mood swings|stimmungsschwankungen|मूड स्विंग|मूड बदलना"),
    ]
}
