"""Closed lists of words that tell names from what stands beside them. All casefolded, without full stops."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The blank-separated words of a list."""
    return frozenset(text.split())


GENERATIONS = words("jr sr ii iii iv")
"""What follows a person's name to tell generations apart."""

COMPANY_SUFFIXES = words("""
    inc incorporated corp corporation co company ltd limited plc llc llp lp ag sa nv se spa gmbh bhd oyj asa ab as group
    holding holdings pjsc oao ooo
""")
"""Legal forms that end a company's name."""

NEVER_NAMES = words("""
    covid covid-19 coronavirus sars-cov-2 ebola hiv aids monday tuesday wednesday thursday friday saturday sunday
    january february march april june july august september october november december mr mrs ms dr inc co ltd http https
    www email e-mail photo image source video advertisement share tweet subscribe newsletter copyright click slideshow
    internet web god islam christianity christmas easter ramadan bible quran koran gmt utc est edt bst pm am ceo cfo coo
    vp gdp gnp cpi vat gst ngo ngos hr it ai ipo etf api pdf html url rss tv dvd usb gps sms app apps dollar dollars
    euro euros yen yuan bitcoin omicron delta brexit however state party government interior mou mous lng lgbt lgbtq
    lgbtq+ fx
""") | {
    "read more",
    "getty images",
    "click here",
    "prime minister",
    "vice president",
    "foreign minister",
    "file photo",
    "sign up",
    "the internet",
    "first lady",
    "supreme leader",
}
"""What models take for names in news and that is none (weekdays and months are dates where they are dates)."""

GENERIC_NOUNS = words("""
    committee panel opposition secretariat education law health river lake city town village island mountain bridge road
    street park customs lecturer founder majesty highness executive farmers mathematics intelligence gender space fire
    central national eastern western northern southern public private sultanate corporation fisherman escrow hydrogen
    olympic eid haj hajj diwali passover hanukkah thanksgiving halloween founders crypto blockchain covid19 earth heaven
    hell mom dad mum grandma grandpa wi-fi wifi internet
""")
"""Nouns that are capitalised in titles and by habit, and are no names when they stand alone."""

CREDIT_WORDS = frozenset({"Handout", "Illustration", "Pool", "File Photo"})
"""What stands beside the photographer's name in a credit."""

DIRECTIONS_AND_KINDS = frozenset(
    {"Kingdom", "Independence", "Republic", "Federation", "North", "South", "East", "West", "Indigenous"}
)
"""Parts of names of countries and regions that are no names by themselves."""

POSSESSIVE_BRANDS = frozenset(
    {
        "McDonald", "Macy", "Moody", "Lloyd", "Lowe", "Sotheby", "Christie", "Levi", "Wendy", "Kohl", "King", "Queen",
        "St", "Women", "Men", "Children", "People", "Sainsbury", "Domino", "Kellogg", "Dick", "Victoria", "Harrod",
        "Trader Joe", "Sam", "Carl", "Workers", "Farmers", "Veterans", "Teachers", "Driver", "Reader", "Lord", "Land",
    }
)  # fmt: skip
"""What stands before 's within one name of a company or body."""

FUNCTION_WORDS = words("""
    the a an in on at by for from with of and but or if when while as after before since until although though however
    meanwhile he she it they we you i his her its their our my this that these those there here what who why how where
    which also then so yet not no yes all some many most more other another such both each every despite during under
    over into about between among because according first last next new old one two three four five six seven eight nine
    ten mr mrs ms dr once even only just like unlike still later earlier today both either neither nor without within
    whether whose out off up down per via amid alongside besides inside outside toward towards upon against across
    behind beyond except near plus than till whereas whenever wherever thus therefore hence instead indeed perhaps maybe
    soon again always never often sometimes now below above elsewhere asked according given following including based
    born speaking responding referring citing writing reporting editing additional dear hello thanks please let see read
""")
"""Words that start a sentence with a capital letter and are no part of a name."""

SURNAME_PARTICLES = words("al el bin bint ibn ben abu de da das dos do del della di van von der den la le du ter ten")
"""Words in lower case that belong to the surname that follows."""

NO_NAME_AFTER_TITLE = frozenset(
    {"Office", "General", "Minister", "State", "House", "The", "In", "On", "At", "But", "And", "For", "Of", "He", "She"}
)
"""What follows a title without being its bearer's name ("President of ...", "General Office")."""

ENGLISH_WORDS = words("""
    the of and to in that is was for on with as by at from it he she they his her their its be been are were has have
    had will would could should can may not but this which who what when where there than after before about into over
    said says an or if we you our your out up more also while because during between against through under do does did
""")
"""Frequent words of English; few of them are words of other languages in Latin script."""

NOT_LATIN_LANGUAGES = words("""
    am ar be bg bn el fa gu he hi hy ja ka kk km kn ko ky lo mk ml mn mr my ne or pa ps ru si ta te tg th uk ur yi zh
""")
"""Languages (ISO 639-1) whose newspapers are not in Latin script."""

LAWS_AND_PLANS = words("""
    act acts bill law laws agreement convention treaty protocol pact accord programme program project plan scheme code
    regulation regulations index certification protein disease syndrome disorder virus standard
""")
"""What names end with that are no organisation's."""

CAPITALS_NO_NAMES = words("""
    USD EUR GBP CHF CNY RMB INR JPY ZAR KES NGN BRL MXN AUD CAD NZD HKD SGD RUB AED PKR BDT UGX TZS GHS EV EVs AV AVs
    SUV SUVs ATM ATMs PIN SIM LED LCD CCTV PCR DNA RNA mRNA ICU PPE VAR MVP RBI TD TDs QB NFT NFTs FAQ DIY RSVP OK LOL
    OMG BTW FYI ASAP TBC TBD TBA AKA VIP VIPs IOU SOS UFO IQ ID IDs NID CV BB XL XXL AC DC KM KG MW GW KWH MWH PhD MBA
    BSc MSc LLB STEM SME SMEs MSME MSMEs ESG CSR FDI IPR CGI ROI KPI FIR MoU MoUs NDA BC AD BCE CE HQ PDT PST EDT CET
    IST NOT AND THE FOR ALL NEW BUT NO YES ON IN OF TO IS AT BY OR AS BE WE HE DO IF UP SO MY ME SARS MERS COVID TB ADHD
    PTSD PC PCs TVs CD CDs FM ML VR ICT SMS GSM LTE VPN VPNs ISP CPU GPU RAM HD VS NB CC TLC HH HRH MP MPs MLA MLAs PMs
""")
"""Currencies, units, degrees, technology, shouted words: what is written in capitals and is nobody's name."""

BODIES = words("""
    team agency committee commission ministry department authority service association union party council organisation
    organization federation bureau institute office company corporation bank fund foundation court force forces group
    board network movement front alliance coalition congress assembly league university college society
""")
"""What the names of organisations end with, be they written with capitals or not."""
