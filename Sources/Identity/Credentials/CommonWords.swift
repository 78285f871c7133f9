/// Words that people use in passphrases, by rank: the first are guessed first.
///
/// Far from a dictionary: whatever is not listed counts ten guesses a character, so a longer list only makes the
/// estimate stricter. Ranks are of our own judgement from what published breaches have in common.
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

    /// Without spaces, as ``WordPieces`` looks for them.
    static let phrases: [[Character]] =
        phraseText.split(separator: "|").map { phrase in phrase.filter { $0 != " " && $0 != "\n" }.map { $0 } }

    private static let passwords = """
        password 123456 123456789 12345678 12345 qwerty 111111 abc123 password1 1234567 iloveyou welcome admin letmein \
        monkey dragon football baseball sunshine princess master shadow michael superman batman trustno1 hello freedom \
        whatever login starwars passw0rd access flower secret solo zaq1 india india123 krishna ganesh jaihind bharat \
        mumbai delhi cricket sachin pakistan bangladesh london password123 test test123 changeme default guest root \
        toor pass admin123 welcome1 qwerty123 qwertyuiop asdfgh asdfghjkl zxcvbnm 123123 000000 121212 654321 666666 \
        696969 112233 123321 555555 777777 888888 999999 987654321 1q2w3e4r 1qaz2wsx qazwsx aaaaaa abcdef abcd1234 \
        a123456 pass123 pass1234 passwd mypassword mypass parola passwort motdepasse contrasena senha wachtwoord \
        geheim hallo bonjour azerty jesus jesus1 loveme iloveu lovely loveyou ilove baby babygirl angel1 buster \
        cookie summer winter killer soccer jordan23 hunter2 hunter ranger harley thomas robert daniel george \
        computer internet google facebook samsung iphone android microsoft windows apple money bank finance budget \
        flowkeep cash rupee rupees dollar period diary health omsairam jaimatadi jaishreeram shreeram sairam saibaba \
        omnamahshivaya harekrishna radhekrishna radhe jaishriram waheguru bismillah allah inshallah mashallah \
        hindustan vandemataram indian iamindian bollywood shahrukh salman dhoni virat kohli sehwag tendulkar rajini \
        rajinikanth thala vijay chennai kolkata bangalore bengaluru hyderabad pune jaipur kerala punjab gujarat \
        tamil tamilnadu telugu hindi marathi malayalam kannada bengali assam goa lucknow ahmedabad surat nagpur \
        indore bhopal patna kochi mysore coimbatore mera pyaar pyar dil dost jaan jaanu shona babu mummy papa maa \
        amma appa didi bhai bhaiya chutiya madarchod behenchod kutta paisa rupaya gaadi ghar zindagi dosti ishq \
        mohabbat sanam jaaneman chocolate cheese pepper ginger princess1 charlie donald trump obama pokemon pikachu \
        naruto minecraft fortnite roblox arsenal chelsea liverpool barcelona juventus realmadrid manchester ronaldo \
        messi ferrari mercedes mustang porsche yamaha honda bajaj hero pulsar metallica nirvana slipknot blink182 \
        eminem rockstar whiskey corvette yankees cowboys steelers eagles lakers privet parol qwerty1 asdf asdf1234 \
        zxcv zxcvbn qwer qwer1234 1234 4321 2580 0000 1111 love lover letmein1 open sesame opensesame abracadabra \
        swordfish matrix spiderman ironman avengers gandalf hobbit frodo yoda skywalker vader hogwarts harrypotter \
        hermione dumbledore voldemort simba nemo mickey minnie snoopy garfield troubador troubadour correcthorse \
        tr0ub4dor nopassword nothing1 secret1 letmeinnow password12 password2 temp temp123 temppass demo demo123 \
        user user123 oracle mysql server system manager support service office
        """

    private static let names = """
        asha priya rahul amit anita sunita neha pooja ravi raj arjun aditya vikram deepak sanjay kumar sharma singh \
        gupta patel khan ali ahmed fatima maria anna john james david william mary jennifer jessica ashley amanda \
        jordan andrew joshua matthew anthony hannah lisa laura sophie emma julia lena max paul peter lukas tom tim \
        alex sam chris nicole michelle suresh ramesh mahesh ganesha rajesh dinesh naresh mukesh rakesh lokesh yogesh \
        nitin sachin rohit mohit sumit ankit ankita anjali anil sunil manoj vinod pramod prakash ashok alok vivek \
        abhishek akash ajay vijaya sandeep pradeep kuldeep gaurav saurabh varun tarun arun karan kiran kavita kavya \
        divya vidya lakshmi saraswati durga parvati sita gita geeta meena reena seema rekha radha shanti preeti \
        swati jyoti aarti bharti nisha usha lata mamta sangeeta savita shilpa sneha shreya riya diya tanya isha \
        aisha zara sana ayesha mohammed muhammad mohammad hussain hassan imran irfan abdul omar yusuf ibrahim rajan \
        rajiv sanjeev gopal govind hari shyam mohan sohan madhav keshav balaji venkat srinivas ramana murali karthik \
        senthil selvam murugan kavitha malathi revathi nandini sudha uma padma nair menon iyer iyengar reddy rao \
        naidu pillai das bose ghosh banerjee mukherjee chatterjee sen roy dutta joshi desai shah mehta jain agarwal \
        verma mishra pandey tiwari yadav chauhan thakur rathore kapoor khanna malhotra chopra bhatia kaur gill sidhu \
        dhillon fernandes souza george mathew varghese michael christopher joseph richard charles kevin brian steven \
        edward jason jeffrey ryan jacob gary eric jonathan stephen larry justin scott brandon benjamin samuel \
        gregory frank alexander raymond patrick jack dennis jerry tyler aaron jose adam henry nathan douglas zachary \
        kyle patricia linda elizabeth barbara susan sarah karen nancy betty margaret sandra kimberly emily donna \
        carol amandine melissa deborah stephanie rebecca sharon cynthia kathleen amy shirley angela helen brenda \
        pamela samantha katherine christine debra rachel carolyn janet catherine heather diane ruth julie olivia \
        joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl jacqueline martha \
        gloria teresa sara janice julian lucas leon felix jonas finn noah elias hans klaus juan carlos luis diego \
        pedro pablo miguel sofia lucia carmen isabel giulia marco luca matteo francesco pierre marie claire camille \
        louis hugo ivan dmitri sergei natasha olga svetlana yuki sakura haruto kenji wei ming chen wang zhang liu
        """

    private static let words = """
        love angel honey sweet heart star moon sun spring autumn monday tuesday wednesday thursday friday saturday \
        sunday january february march april june july august september october november december happy lucky magic \
        music dance family mother father sister brother home house garden tiger lion bear eagle horse dog cat puppy \
        kitten fish bird rose lily lotus red blue green black white silver gold golden orange purple yellow pink \
        brown grey gray one two three four five six seven eight nine ten zero hundred thousand million first second \
        last best good great super cool hot big little small king queen prince knight ninja pirate hockey tennis \
        coffee sugar tea milk water pizza mango banana cherry lemon grape fire earth wind rain snow river mountain \
        ocean beach island city town country world peace power energy light dark night day time life death god shiva \
        rama ram om mate friend friends forever always never nothing something everything correct battery staple \
        tree car bike bus train road school college work teacher student engineer doctor coder hacker lawyer the and \
        for you are not with this that have from they will what when your can all there here was but man men woman \
        women boy girl name email phone number code key lock close door window table chair book paper pen pencil \
        letter mail is it of to in on my me we us he she his her our their who why how where which be been being do \
        does did done go goes going gone get got give gave given take took make made say said see saw seen know knew \
        think thought want need like come came look find found tell told ask asked feel felt try leave left call \
        called run ran walk play read write speak talk eat ate drink sleep wake sit stand stop start begin end turn \
        move live lived die died buy sell pay paid save spend lost win won help keep kept hold held let put set new \
        old young long short high low right wrong left up down out over under again back away now then soon later \
        today tomorrow yesterday week month year hour minute morning evening afternoon noon midnight some any many \
        much more most few less least other another same different own only just also even still yet very too quite \
        almost about after before between through during without within against because since until while if or so \
        than as at by no yes please thank thanks sorry hi hey bye goodbye people person child children kid kids \
        parent parents husband wife son daughter uncle aunt cousin baby grandma grandpa grandmother grandfather lady \
        sir mister doctor nurse police army soldier captain boss worker farmer driver pilot chef artist singer actor \
        writer poet player winner loser hero villain ghost monster witch wizard vampire zombie robot alien demon \
        devil heaven hell church temple mosque bible quran gita prayer faith hope dream dreams wish joy smile laugh \
        cry tears pain fear anger hate kiss hug sexy beauty beautiful pretty handsome cute ugly fat thin tall strong \
        weak fast slow hard soft easy difficult simple complex rich poor cheap expensive free busy tired hungry \
        thirsty sick healthy clean dirty wet dry warm cold cool full empty heavy loud quiet bright deep wide narrow \
        thick round square flat sharp smooth rough fresh sour bitter salty spicy head face eye eyes ear nose mouth \
        lip tooth teeth tongue hair neck arm hand finger leg foot feet knee body skin bone blood brain mind soul \
        spirit animal cow bull goat sheep pig hen chicken duck goose rabbit mouse rat elephant camel donkey wolf fox \
        deer panther leopard cheetah giraffe zebra snake turtle frog shark whale dolphin octopus spider ant bee \
        butterfly parrot peacock sparrow crow owl hawk pigeon swan food bread rice wheat dal roti curry chutney \
        masala biryani samosa paneer butter egg eggs meat beef pork mutton soup salad salt pepper oil onion garlic \
        potato tomato carrot cabbage bean beans corn apple pear peach plum melon orange coconut berry strawberry \
        blueberry cake pie candy jam juice wine beer rum vodka whisky soda cola plate cup glass bottle bowl spoon \
        fork knife kitchen bathroom bedroom room wall floor roof stairs bed sofa couch desk lamp clock watch mirror \
        picture camera radio television video movie film song guitar piano violin drum flute band concert party \
        wedding birthday christmas diwali holi eid easter festival holiday vacation travel trip journey ticket hotel \
        airport plane flight station metro taxi truck boat ship bridge street avenue park zoo museum library \
        hospital market shop store mall restaurant cafe bar club gym stadium pool ball bat goal score team match \
        race sport sports golf rugby chess card cards dice puzzle toy doll teddy balloon kite bicycle motor engine \
        wheel tire brake gas petrol electric machine tool hammer nail screw saw drill ladder rope chain wire glue \
        tape box bag basket bucket pocket wallet purse ring necklace crown diamond pearl ruby emerald crystal stone \
        rock sand dust mud iron steel copper metal wood plastic rubber cotton silk wool leather cloth shirt dress \
        skirt pants jeans jacket coat hat cap shoe shoes boot boots sock socks glove scarf belt tie button zipper \
        color colour paint brush ink page story poem news magazine newspaper dictionary word words sentence language \
        english science math physics chemistry biology history geography art lesson class exam grade degree \
        university campus project report meeting job career company business factory industry farm field forest \
        jungle desert valley hill lake pond stream waterfall sea wave storm thunder lightning rainbow cloud clouds \
        sky fog ice frost heat sunrise sunset planet mars venus jupiter saturn galaxy universe space rocket comet \
        meteor north south east west left right center middle top bottom side corner edge line circle triangle point \
        mark sign map flag nation state village capital america england france germany italy spain russia china \
        japan korea canada mexico brazil africa asia europe australia nepal lanka dubai paris rome berlin madrid \
        moscow tokyo sydney boston chicago texas florida california york president minister leader law court judge \
        jail prison crime thief murder gun sword shield bow arrow bomb battle war fight enemy victory castle tower \
        palace throne empire kingdom royal noble legend myth mystery secret truth lie promise trust honor honour \
        courage brave wise smart clever genius stupid crazy mad funny silly serious calm gentle kind cruel evil mean \
        nice sweetie darling dear buddy pal dude guy folks crew gang tribe clan idea plan goal target reason answer \
        question problem solution result success failure chance choice change order rule system method process \
        program software hardware keyboard monitor screen laptop printer network website online offline digital data \
        file folder backup cloud account profile private public personal security secure safe guard protect danger \
        warning error debug delete insert update select print click enter escape shift control space tab
        """

    /// Everybody's example, or everybody's song: a guesser has them whole.
    private static let phraseText = """
        correct horse battery staple|correct horse battery|horse battery staple|to be or not to be|that is the \
        question| the quick brown fox|jumps over the lazy dog|may the force be with you|let me in please|open the \
        door please| i love you so much|i love you forever|i love my family|i love my india|i love my mom|i love my \
        mother|i love my wife|i love my life|love you forever|i hate passwords|this is my password|my password is \
        password|my secret password|one two three four|two three four five|three four five six|five six seven \
        eight|once upon a time| happily ever after|twinkle twinkle little star|mary had a little lamb|row row row \
        your boat|humpty dumpty sat on a wall|happy birthday to you|we will rock you|we are the champions|let it \
        be|hey jude|stairway to heaven|hotel california|winter is coming|you shall not pass|i am your father|luke i \
        am your father|live long and prosper| in god we trust|god is great|god is love|jesus is lord|jesus loves \
        me|praise the lord|our father who art in heaven|the lord is my shepherd|om namah shivaya|hare krishna hare \
        rama|hare rama hare krishna|jai shri ram|jai shree ram|jai mata di|jai hind jai bharat|vande mataram|bharat \
        mata ki jai|satyameva jayate|jana gana mana|saare jahan se accha|sare jahan se acha|mera bharat \
        mahan|dilwale dulhania le jayenge|kuch kuch hota hai|kabhi khushi kabhie gham|tum hi ho|chak de \
        india|bismillah ir rahman ir rahim|allahu akbar|waheguru ji ka khalsa|all your base are belong to us|never \
        gonna give you up|hello world|the answer is forty two|four score and seven years ago| it was the best of \
        times|call me ishmael|money makes the world go round|time is money|home sweet home|rise and shine|carpe \
        diem|live laugh love|eat sleep repeat|keep calm and carry on|monday tuesday wednesday|january february \
        march|red orange yellow green|red green blue|do re mi fa so la
        """
}
