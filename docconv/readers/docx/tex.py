"""Characters of formulas in TeX: commands for symbols, alphabets for styled letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# symbol, command, symbol, command … Those after the bar are binary operators and relations.
_PLAIN = (
    "α alpha β beta γ gamma δ delta ϵ epsilon ε varepsilon ζ zeta η eta θ theta ϑ vartheta ι iota "
    "κ kappa λ lambda μ mu µ mu ν nu ξ xi π pi ϖ varpi ρ rho ϱ varrho σ sigma ς varsigma τ tau "
    "υ upsilon ϕ phi φ varphi χ chi ψ psi ω omega Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi "
    "Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega ∂ partial ∇ nabla ∞ infty ∀ forall ∃ exists ∅ emptyset "
    "ℵ aleph ℏ hbar ℓ ell ℜ Re ℑ Im ℘ wp ∠ angle ⊤ top ⊥ bot ′ prime … ldots ⋯ cdots ⋮ vdots "
    "⋱ ddots ∑ sum ∏ prod ∐ coprod ∫ int ∬ iint ∭ iiint ∮ oint ⋃ bigcup ⋂ bigcap ⋁ bigvee "
    "⋀ bigwedge ⨁ bigoplus ⨂ bigotimes ⟨ langle ⟩ rangle 〈 langle 〉 rangle ⌊ lfloor ⌋ rfloor "
    "⌈ lceil ⌉ rceil ‖ | ∥ parallel ¬ neg ℧ mho □ square ◊ lozenge ♯ sharp ♭ flat ° circ"
)
_OPERATORS = (
    "± pm ∓ mp × times ÷ div ⋅ cdot · cdot ∗ ast ∘ circ • bullet ⊕ oplus ⊖ ominus ⊗ otimes "
    "⊙ odot ∩ cap ∪ cup ∧ wedge ∨ vee ∖ setminus ⋆ star ≤ leq ≥ geq ≠ neq ≈ approx ≡ equiv ∼ sim "
    "≃ simeq ≅ cong ∝ propto ≪ ll ≫ gg ≺ prec ≻ succ ⪯ preceq ⪰ succeq ∈ in ∉ notin ∋ ni ⊂ subset "
    "⊃ supset ⊆ subseteq ⊇ supseteq ⊢ vdash ⊣ dashv ⊨ models ∣ mid → rightarrow ← leftarrow "
    "↔ leftrightarrow ⇒ Rightarrow ⇐ Leftarrow ⇔ Leftrightarrow ↦ mapsto ↑ uparrow ↓ downarrow "
    "⟶ longrightarrow ⟵ longleftarrow ⟹ Longrightarrow ⟺ Longleftrightarrow ↗ nearrow "
    "↘ searrow ⇌ rightleftharpoons ≜ triangleq ≔ coloneqq"
)


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return {char: f"\\{name}" for char, name in zip(words[::2], words[1::2], strict=True)}


SYMBOLS = _pairs(_PLAIN)
OPERATORS = {**_pairs(_OPERATORS), "−": "-", **{char: char for char in "+-=<>"}}
_ESCAPES = {
    **{char: f"\\{char}" for char in "{}$&#_%"},
    "\\": r"\backslash",
    "^": r"\text{\textasciicircum}",
    "~": r"\sim",
    "\u00a0": "~",
    "\u2009": r"\,",
    "\u205f": r"\:",
    "\u2005": r"\;",
    "\u2003": r"\quad",
    "\u2061": "",  # function application and invisible times: structure says so already
    "\u2062": "",
    "\u200b": "",
}
FUNCTIONS = frozenset(
    "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf "
    "limsup ln log max min Pr sec sin sinh sup tan tanh".split()
)
_ALPHABETS = (
    ("DOUBLE-STRUCK", r"\mathbb"),
    ("FRAKTUR", r"\mathfrak"),
    ("BLACK-LETTER", r"\mathfrak"),
    ("SCRIPT", r"\mathcal"),
    ("MONOSPACE", r"\mathtt"),
    ("SANS-SERIF", r"\mathsf"),
    ("BOLD ITALIC", r"\boldsymbol"),
    ("BOLD", r"\mathbf"),
    ("ITALIC", ""),
)
_COMMAND_END = re.compile(r"\\[A-Za-z]+$")
_TEXT_ESCAPES = str.maketrans({char: f"\\{char}" for char in "{}$&#_%"} | {"\\": ""})


def characters(text: str) -> str:
    """*text* of a formula in TeX; operators stand between blanks.

    >>> characters("α≤𝐱+2")
    '\\\\alpha \\\\leq \\\\mathbf{x} + 2'
    """
    return join(map(_character, text))


def join(parts: object) -> str:
    """TeX *parts* one after another; a blank parts a command from a letter behind it."""
    out: list[str] = []
    for part in parts:  # type: ignore[attr-defined]
        if out and part[:1].isalpha() and _COMMAND_END.search(out[-1]):
            out.append(" ")
        if part:
            out.append(part)
    return re.sub(" {2,}", " ", "".join(out))


def quoted(text: str) -> str:
    r"""*text* as ``\text{…}``."""
    return rf"\text{{{text.translate(_TEXT_ESCAPES)}}}" if text else ""


@lru_cache(maxsize=1024)
def _character(char: str) -> str:
    if char in OPERATORS:
        return f" {OPERATORS[char]} "
    if char in SYMBOLS:
        return SYMBOLS[char]
    if char in _ESCAPES:
        return _ESCAPES[char]
    return char if char.isascii() else _styled(char)


def _styled(char: str) -> str:
    """A letter of one of Unicode's mathematical alphabets as a plain one in TeX's."""
    plain = unicodedata.normalize("NFKC", char)
    name = unicodedata.name(char, "")
    if plain == char or len(plain) != 1:
        return char
    for word, command in _ALPHABETS:
        if word in name:
            letter = _character(plain).strip()
            return f"{command}{{{letter}}}" if command else letter
    return char
