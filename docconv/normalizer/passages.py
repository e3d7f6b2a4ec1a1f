"""What kind of text a passage is: English prose, another language, code, chat."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from docconv.language import detect
from docconv.normalizer.view import View

# A line of a program: how it ends, what it holds, how it begins.
_CODE_LINE = re.compile(
    r"^[ \t]*(?:"
    r"[^\n\u2029]{0,100}(?:[;{}\\]|\w\([^()\n\u2029]*\)[:;]?|\w=|[(\[],?|\],?|\},?|=>)"
    r"[ \t]*(?:$|(?=\u2029))"
    r"|[^\n\u2029]{0,100}(?:[A-Za-z0-9]_[A-Za-z0-9]|\w\(\)|::|->|==|!=|&&|\|\||\+\+|\w\.\w+\(|\S=\S|<\w+>)"
    r"|(?:def|class|import|from|return|if|elif|else|for|while|try|except|static|const|var|let"
    r"|function|int|void|char|struct|typedef|public|private|package|using|namespace)\b[^.?!\n\u2029]{0,100}$"
    r"|(?:\#|//|/\*|\*/|\*[ \t]|@\w|<[/!\w]|\$ |>>> )"
    r")",
    re.MULTILINE,
)
_LINE = re.compile(r"[^\n\u2028\u2029]*\S[^\n\u2028\u2029]*")
_CHAT = re.compile(
    r"(?<![\w.])[@#]\w|https?:|\bRT\b|[:;=]-?[()DPpo/](?!\w)|[!?]{2}|([a-z])\1{2}|[\U0001f300-\U0001faff]"
    r"|\b(?:lol|omg|lmao|rofl|wtf|smh|tbh|idk|btw|imo|jk|rn|tmrw|ur|b4|gonna|wanna|gotta|pls"
    r"|plz|thx|thanx|im|dont|cant|aint|yall|ppl|luv|wut|bday|hbd|lil|bro|fam)\b"
)
_CODE_SIGN = re.compile(r"[{}\[\]<>=_\\|;#@$*]|\w\(|\b(?:def|class|import|return)\b")
_ENGLISH = frozenset(
    "the of and to is was for that it with as by are this from which have not his her they been "
    "their were would will who she had has said about after more".split()
)
_TECHNICAL = re.compile(
    r"\b(?:API|HTML|XML|JSON|CSS|JavaScript|Python|Java|SQL|boolean|integer|callback|plugin|parser"
    r"|compiler|runtime|identifier|parameter|variable|function|method|subclass|namespace|query)s?\b"
)
_CALLED = re.compile(
    r"\b(?:class|method|function|variable|property|attribute|parameter|argument|callback|event|call"
    r"|field|object|element|module|type|set|called|named|key|option|flag|command) $"
)
_SHORT = 60  # letters: shorter passages say too little of their language
_MESSAGE = 320  # letters of a chat message, at most
_SAMPLE = 60000  # characters of a document that tell what it is


class Passages:
    """The leaves of *view*, judged one by one when first asked for."""

    def __init__(self, view: View, language: str) -> None:
        self.view = view
        self.language = language.partition("-")[0].lower()
        self._english: dict[int, bool] = {}
        self._code: dict[int, bool] = {}
        self._chat: dict[int, bool] = {}

    def prose(self, leaf: int) -> bool:
        """Whether the rules for careful English apply to the leaf."""
        return self.english(leaf) and not self.code(leaf) and not self.chat(leaf)

    def english(self, leaf: int) -> bool:
        """Whether the leaf is English; a short one is what the document is."""
        if leaf not in self._english:
            text = self._text(leaf)
            own = _language(text) if len(text) > _SHORT else ""
            self._english[leaf] = (own or self.language or "en") == "en"
        return self._english[leaf]

    def code(self, leaf: int) -> bool:
        """Whether the leaf, or the whole document, looks like program text."""
        if leaf not in self._code:
            self._code[leaf] = self.program or _is_code(self._text(leaf))
        return self._code[leaf]

    def chat(self, leaf: int) -> bool:
        """Whether the leaf is a message jotted down, whose writing is a habit and no damage."""
        if leaf not in self._chat:
            text = self._text(leaf)
            self._chat[leaf] = len(text) < _MESSAGE and (self.chatter or _is_chat(text))
        return self._chat[leaf]

    def technical(self, offset: int) -> bool:
        """Whether the text at *offset* speaks of programs, where a capital inside a word is
        meant: right before it, or all over the leaf."""
        if _CALLED.search(self.view.text[max(0, offset - 16) : offset]):
            return True
        return len(set(_TECHNICAL.findall(self._text(self.view.leaf_index(offset))))) > 1

    @cached_property
    def program(self) -> bool:
        """Whether the document is the text of a program."""
        return _code_share(self.view.text[:_SAMPLE]) > 0.3

    @cached_property
    def chatter(self) -> bool:
        """Whether the document is a collection of messages."""
        leaves = [self._text(leaf) for leaf in range(min(len(self.view.leaves), 200))]
        marked = sum(len(text) < _MESSAGE and _is_chat(text) for text in leaves)
        return marked > 0.25 * len(leaves)

    def _text(self, leaf: int) -> str:
        start, end = self.view.span(leaf)
        return self.view.text[start:end]


# The verdicts on a text are remembered: most leaves are the same in the next round.


@lru_cache(maxsize=1 << 13)
def _language(text: str) -> str:
    # Five of the smallest words are enough; only where they lack need all languages be asked.
    return "en" if len(_ENGLISH.intersection(text.split(" "))) > 4 else detect(text)


@lru_cache(maxsize=1 << 13)
def _is_code(text: str) -> bool:
    return _CODE_SIGN.search(text) is not None and _code_share(text[:4000]) > 0.45


@lru_cache(maxsize=1 << 13)
def _is_chat(text: str) -> bool:
    return _CHAT.search(text) is not None


def _code_share(text: str) -> float:
    lines = len(_LINE.findall(text))
    return len(_CODE_LINE.findall(text)) / lines if lines else 0.0
