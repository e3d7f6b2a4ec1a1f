"""Language tags, the direction they are written in, and the few words that writers add."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docconv.ast import Meta
from docconv.xhtml.losses import Losses

# BCP 47, section 2.1: language, then subtags of up to eight letters or digits.
_TAG = re.compile(r"([A-Za-z]{2,3})(-[A-Za-z0-9]{1,8})*")
# ISO 639-1: every language of two letters.
_SHORT = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da "
    "de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy "
    "hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg "
    "li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or "
    "os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta "
    "te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)
# Codes of three letters that must be written with two, as far as books and editors use them.
_LONG = dict(
    pair.split("=")
    for pair in (
        "ara=ar ces=cs chi=zh cze=cs dan=da deu=de dut=nl ell=el eng=en fin=fi fra=fr fre=fr "
        "ger=de gre=el heb=he hun=hu ita=it jpn=ja kor=ko nld=nl nor=no per=fa pol=pl por=pt "
        "ron=ro rum=ro rus=ru spa=es swe=sv tur=tr ukr=uk zho=zh"
    ).split()
)
_RTL_LANGUAGES = frozenset("ar arc ckb dv fa he iw ji nqo ps sd syr ug ur yi".split())
_RTL_SCRIPTS = frozenset("adlm arab hebr mand nkoo rohg samr syrc thaa".split())
_SCRIPT = re.compile(r"-([A-Za-z]{4})(?:-|$)")


@dataclass(frozen=True, slots=True)
class Words:
    """What a writer says in the document's language."""

    contents: str
    notes: str
    back: str
    title_page: str
    text: str
    cover: str


_WORDS = {
    "da": Words("Indhold", "Noter", "Tilbage til teksten", "Titelside", "Tekst", "Omslag"),
    "de": Words("Inhalt", "Anmerkungen", "Zurück zum Text", "Titelseite", "Text", "Umschlag"),
    "en": Words("Contents", "Notes", "Back to the text", "Title page", "Text", "Cover"),
    "es": Words("Índice", "Notas", "Volver al texto", "Portada", "Texto", "Cubierta"),
    "fr": Words("Sommaire", "Notes", "Retour au texte", "Page de titre", "Texte", "Couverture"),
    "it": Words("Indice", "Note", "Torna al testo", "Frontespizio", "Testo", "Copertina"),
    "nl": Words("Inhoud", "Noten", "Terug naar de tekst", "Titelpagina", "Tekst", "Omslag"),
    "pl": Words(
        "Spis treści", "Przypisy", "Powrót do tekstu", "Strona tytułowa", "Tekst", "Okładka"
    ),
    "pt": Words("Sumário", "Notas", "Voltar ao texto", "Folha de rosto", "Texto", "Capa"),
    "ru": Words("Содержание", "Примечания", "Назад к тексту", "Титульный лист", "Текст", "Обложка"),
    "sv": Words("Innehåll", "Noter", "Tillbaka till texten", "Titelsida", "Text", "Omslag"),
    "uk": Words("Зміст", "Примітки", "Назад до тексту", "Титульна сторінка", "Текст", "Обкладинка"),
}


def language(tag: str) -> str:
    """*tag* as a BCP 47 tag (``en_US`` and ``eng`` are mended), or nothing if it is none."""
    match = _TAG.fullmatch(tag.strip().replace("_", "-"))
    if match is None:
        return ""
    primary = _LONG.get(match[1].lower(), match[1])
    known = len(primary) == 3 or primary.lower() in _SHORT
    return primary + match[0][len(match[1]) :] if known else ""


def is_rtl(tag: str) -> bool:
    """Whether *tag* names a language, or a script, that runs from right to left."""
    script = _SCRIPT.search(tag)
    if script:
        return script[1].lower() in _RTL_SCRIPTS
    return tag.partition("-")[0].lower() in _RTL_LANGUAGES


def words(tag: str) -> Words:
    """The words for the language *tag*, in English if we do not know them."""
    return _WORDS.get(tag.partition("-")[0].lower(), _WORDS["en"])


def document_language(meta: Meta, losses: Losses) -> str:
    """The language that *meta* gives, else English; an ill-formed one is noted as a loss."""
    tag = language(meta.language)
    if meta.language and not tag:
        losses.add("language-invalid", meta.language)
    return tag or "en"
