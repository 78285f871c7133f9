import Foundation

func logBase10(_ value: Double) -> Double { log10(value) }

/// Words that people use in passphrases, by rank: the first are guessed first.
///
/// Far from a dictionary: whatever is not listed counts ten guesses a character, so a longer list only makes the estimate
/// stricter. Ranks are of our own judgement from what published breaches have in common.
enum CommonWords {
    static let longest = 14

    static let rank: [String: Int] = {
        var result: [String: Int] = [:]
        for (index, word) in (passwords + " " + names + " " + words).split(separator: " ").enumerated()
        where result[String(word)] == nil {
            result[String(word)] = index + 1
        }
        return result
    }()

    private static let passwords = """
        password 123456 123456789 12345678 12345 qwerty 111111 abc123 password1 1234567 iloveyou welcome admin letmein \
        monkey dragon football baseball sunshine princess master shadow michael superman batman trustno1 hello freedom \
        whatever login starwars passw0rd access flower secret solo zaq1 india india123 krishna ganesh jaihind bharat mumbai \
        delhi cricket sachin pakistan bangladesh london password123 test test123 changeme default guest root toor pass \
        computer internet google facebook samsung iphone android microsoft windows apple money bank finance budget \
        flowkeep cash rupee dollar period diary health
        """

    private static let names = """
        asha priya rahul amit anita sunita neha pooja ravi raj arjun aditya vikram deepak sanjay vijay kumar sharma singh \
        gupta patel khan ali ahmed fatima maria anna john james david robert william mary jennifer jessica ashley amanda \
        daniel thomas charlie jordan andrew joshua matthew anthony hannah lisa laura sophie emma julia lena max paul peter \
        lukas tom tim alex sam chris nicole michelle
        """

    private static let words = """
        love baby angel honey sweet heart star moon sun summer winter spring autumn monday friday january february march \
        april june july august september october november december happy lucky magic music dance family mother father \
        sister brother home house garden tiger lion bear eagle horse dog cat puppy kitten fish bird rose lily lotus red \
        blue green black white silver gold golden orange purple yellow pink one two three four five six seven eight nine \
        ten first last best good great super cool hot big little king queen prince knight hunter ninja pirate soccer \
        hockey tennis coffee chocolate cookie pepper ginger sugar cheese pizza mango banana cherry apple water fire earth \
        wind rain snow river mountain ocean beach island city world peace power energy light dark night day time life \
        death god jesus allah shiva rama mate friend forever always never nothing something everything correct battery \
        staple tree car bike bus train road school college work office doctor teacher student engineer coder hacker the and \
        for you are not with this that have from they will what when your can all there here was but man woman boy girl \
        user name email phone number code key lock open close door window table chair book paper pen letter mail
        """
}
