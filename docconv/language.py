"""Which language a text is in, by its commonest words.

Every language has a few dozen small words that make up nearly half of any text in it, and few of
them are shared. A word counts for each language that has it, less so the more languages do.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 6000  # characters; of longer texts beginning, middle and end are read
_LEAST = 0.08  # share of small words that a text of this language has at least
_LEAD = 1.5  # how far the best language must lead

_SMALL_WORDS = {
    "en": "the of and to in is was for that it with as on be by are this from at or an were not "
    "which have has had but his her they you their its been would will who more when we she he "
    "there all if what about can one than into them other some i my your me so do did don said",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch "
    "es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so "
    "zum war haben nur oder aber vor zur bis mehr durch man sein wurde ich wir ihr kein wenn was",
    "fr": "le la les de des du et à en un une est que qui dans pour pas sur au par plus ce il ne "
    "se sont avec son cette aux ou mais comme être nous leur elle été ont sa ses ces je vous tout",
    "es": "el la los las de del y en que a un una es por con para no se su al lo como más pero sus "
    "le ha o este fue si sin sobre entre cuando muy ya también hasta hay donde desde todo nos yo",
    "it": "il la le lo gli i di del della dei e che un una in è per non con si da al nel sono come "
    "anche più ma ha dalla alla delle nella o se ci loro essere stato questa questo suo sua tra",
    "pt": "o a os as de do da dos das e que em um uma para não com por no na se é mais como ao foi "
    "mas ele seu sua ou quando muito nos já também pelo pela até isso são ser está eu você entre",
    "nl": "de het een van en in is dat op te voor met zijn niet aan er om ook als dan maar bij uit "
    "door naar heeft ze hij worden werd nog wel deze over of was tot geen meer kan ik je we hun",
    "sv": "och att det i en som på är av för med den till inte ett om har de var jag han från men "
    "vi så kan när hon år under också efter eller nu sig där vid mot ska skulle hade alla andra",
    "da": "og at det i en som på er af for med den til ikke et om har de var jeg han fra men vi så "
    "kan når hun år under også efter eller nu sig der ved mod skal skulle havde alle andre blev",
    "nb": "og å det i en som på er av for med den til ikke et om har de var jeg han fra men vi så "
    "kan når hun år under også etter eller nå seg der ved mot skal skulle hadde alle andre ble",
    "fi": "ja on ei että se hän oli joka mutta ovat kun myös niin kuin sen tai ole mukaan voi jos "
    "vain sekä nyt olla jo vielä mitä hänen tämä kanssa siitä ovat minä sinä me he tämän jälkeen",
    "pl": "i w na z się że nie do to jest o jak ale po za od przez co dla jego był tym który przy "
    "są już tak oraz ma jako przed być tego która było ich lub tylko może czy bardzo jej ze",
    "cs": "a v se na je že o s z do i to k ve pro by za jako po který jsou ale jeho od které byl "
    "jsem bude není jen nebo také při jak už aby než má podle tak bylo až mezi kteří před co",
    "hu": "a az és hogy nem is egy ez meg volt van de csak már azt ha mint el még vagy ki szerint "
    "kell lehet minden nagyon pedig majd után között itt most ezt aki amely arra lesz",
    "ro": "și în de la a cu nu pe care un o din că este mai să pentru au fost sunt prin dar ce se "
    "ca lui al sau după ale fi era când acest această sa său cel între despre până",
    "tr": "ve bir bu da de için ile çok olarak daha gibi olan ne ama o kadar var sonra en ki her "
    "değil mi ise göre diye ya ben sen olduğu yok şey ancak kendi tarafından",
    "id": "yang dan di itu dengan untuk ini tidak dari dalam akan pada juga ke karena ada oleh "
    "saya mereka sebagai adalah telah dapat atau bisa kita lebih sudah kami tersebut",
    "ru": "и в не на что с он как это по но из у за от так же для все был его то к бы они мы она "
    "только или который о еще может после когда были уже до если нет при чтобы",
    "uk": "і в не на що з він як це по але із у за від так для все був його та до й ж є про або "
    "який вони ми вона тільки після коли були вже якщо немає при щоб також",
    "el": "και το να του η της με που την από για είναι στο ο οι των σε τα δεν θα τον τη στην",
    "la": "et in est non ad ut cum quod qui sed si ex quae per ab esse hoc de aut etiam atque enim",
}

_SCRIPTS = {
    "ja": re.compile("[\u3040-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7af]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "hi": re.compile("[\u0900-\u097f]"),
}


@cache
def _weights() -> Mapping[str, tuple[tuple[str, float], ...]]:
    languages: dict[str, list[str]] = {}
    for language, words in _SMALL_WORDS.items():
        for word in dict.fromkeys(words.split()):
            languages.setdefault(word, []).append(language)
    return {
        word: tuple((language, 1 / len(having) ** 0.5) for language in having)
        for word, having in languages.items()
    }


def detect(text: str) -> str:
    """The language of *text* as a BCP 47 tag, or "" where the text does not tell.

    >>> detect("The cat sat on the mat, and it was not amused.")
    'en'
    >>> detect("Die Katze saß auf der Matte und war nicht erfreut.")
    'de'
    >>> detect("Lorem ipsum")
    ''
    """
    if len(text) > _SAMPLE:
        third, middle = _SAMPLE // 3, len(text) // 2
        text = " ".join((text[:third], text[middle : middle + third], text[-third:]))
    words = _WORD.findall(text.lower())
    scores: defaultdict[str, float] = defaultdict(float)
    weights = _weights()
    for word, count in Counter(words).items():
        for language, weight in weights.get(word, ()):
            # The second "de" says less than the first.
            scores[language] += weight * min(count, 3 + len(words) * 0.05)
    if not scores:
        return _by_script(text)
    (best, score), *others = sorted(scores.items(), key=lambda item: -item[1])
    lead = score / others[0][1] if others else 9.0
    # A share of small words is asked of long texts, at least two of short ones.
    sure = score >= max(1.5, _LEAST * len(words)) and lead >= (_LEAD if len(words) < 60 else 1.1)
    return best if sure else _by_script(text)


def _by_script(text: str) -> str:
    counts = {language: len(script.findall(text)) for language, script in _SCRIPTS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > len(text) / 5 else ""
