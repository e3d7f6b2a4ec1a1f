"""The command: arguments, exit codes, and one clear line for every error."""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, NoReturn

from docconv import __version__, files, options
from docconv.ast import Document, Meta
from docconv.convert import format_of, normalize, read, write
from docconv.edits import LEVELS, Edit, Level, to_json
from docconv.errors import DocconvError, FormatError, Notice, OptionError
from docconv.formats import formats, from_path, names, reader, writer

_DONE, _FAILED, _USAGE = 0, 1, 2

_DESCRIPTION = """\
Turn damaged raw text into beautiful, valid DOCX, PDF, EPUB and HTML. Words
run together, lost capitals, broken lines and quotes are repaired, and every
repair is on record.
"""
_EXAMPLES = """\
examples:
  docconv article.txt -o article.epub
  docconv article.txt --explain                show the repairs, write nothing
  docconv *.txt -t docx,pdf,epub,html -d out   several files, four formats each
  docconv article.txt -o article.pdf --reject 9f2c41ab03
  docconv - -f text -o - -t html < article.txt > article.html

levels of repair:
  off        nothing is changed
  safe       only what is as good as certain
  standard   what is right nine times in ten or better (the default)
  bold       also what is only likely
What falls below the level is listed as a suggestion and not applied.

exit codes:
  0  done    1  a conversion failed (the others are done)    2  wrong usage
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with *arguments* (default: the process's). Returns the exit code."""
    parser = _parser()
    given = parser.parse_args(arguments)
    try:
        if given.list_formats:
            return _list_formats()
        if given.help_format:
            return _help_format(given.help_format)
        request = _request(given, parser)
        jobs = list(_jobs(given, request, parser))
    except FormatError as error:
        _complain(error)
        return _FAILED
    except DocconvError as error:
        _complain(error)
        return _USAGE
    try:
        return max([_run(job, request) for job in jobs])  # each is tried, whatever came of others
    except KeyboardInterrupt:
        _complain("interrupted")
        return 130
    except BrokenPipeError:  # whoever read our output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _FAILED


class _Parser(argparse.ArgumentParser):
    """Complains in one line, like everything else here."""

    def error(self, message: str) -> NoReturn:
        _complain(f"{message} (docconv --help tells more)")
        sys.exit(_USAGE)


def _parser() -> _Parser:
    parser = _Parser(
        prog="docconv",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("inputs", nargs="*", metavar="INPUT", help="a file; - is standard input")
    for title, rows in _ARGUMENTS.items():
        group = parser.add_argument_group(title)
        for flags, settings in rows:
            group.add_argument(*flags.split(), **settings)
    return parser


_LIST: dict[str, Any] = {"action": "append", "default": []}
_ARGUMENTS: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "formats and files": [
        ("-o --output", {"metavar": "FILE", "help": "write FILE; - is standard output"}),
        ("-d --directory", {"metavar": "DIR", "help": "write into DIR, named like the inputs"}),
        ("-f --from", {"dest": "source", "metavar": "FORMAT", "help": "format of the inputs"}),
        ("-t --to", {"metavar": "FORMAT,…", "help": "formats of the outputs"}),
        ("-O --option", {**_LIST, "metavar": "NAME=VALUE",
                         "help": "an option of a format, see --help-format"}),
    ],
    "repair": [
        ("--repair", {"choices": list(LEVELS), "default": "standard", "metavar": "LEVEL",
                      "help": "off, safe, standard (default) or bold"}),
        ("--explain", {"action": "store_true",
                       "help": "tell each repair: place, change, why, confidence"}),
        ("--edits", {"metavar": "FILE", "help": "write the repairs as JSON; - is standard output"}),
        ("--reject", {**_LIST, "metavar": "ID", "help": "leave out this repair (repeatable)"}),
    ],
    "metadata": [
        ("--title", {"help": "title"}),
        ("--author", {**_LIST, "metavar": "NAME", "help": "author (repeatable)"}),
        ("--language", {"metavar": "TAG", "help": "language, such as en or de-AT"}),
        ("--date", {"metavar": "DATE", "help": "date, such as 2022-10-19"}),
        ("-M --metadata", {**_LIST, "metavar": "KEY=VALUE",
                           "help": "subtitle, description, rights, identifier or any other"}),
    ],
    "about": [
        ("--list-formats", {"action": "store_true", "help": "what can be read and written"}),
        ("--help-format", {"metavar": "FORMAT", "help": "the options of a format"}),
        ("-q --quiet", {"action": "store_true", "help": "errors only, no notices"}),
        ("--version", {"action": "version", "version": f"docconv {__version__}"}),
    ],
}  # fmt: skip


# --- What is asked for --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Request:
    """What holds for every input."""

    source: str
    targets: tuple[str, ...]
    level: Level
    reject: Collection[str]
    settings: Mapping[str, str]
    meta: Mapping[str, Any]
    extra: Mapping[str, str]
    edits: str
    explain: bool
    quiet: bool


@dataclass(frozen=True, slots=True)
class _Job:
    """One input, its format, and its outputs: pairs of format and path."""

    path: str
    source: str
    outputs: tuple[tuple[str, str], ...]


def _request(given: argparse.Namespace, parser: argparse.ArgumentParser) -> _Request:
    meta, extra = _metadata(given)
    return _Request(
        source=given.source or "",
        targets=tuple(_targets(given, parser)),
        level=given.repair,
        reject=frozenset(name for group in given.reject for name in group.split(",")),
        settings={name.replace("-", "_"): value for name, value in _pairs("-O", given.option)},
        meta=meta,
        extra=extra,
        edits=given.edits or "",
        explain=given.explain,
        quiet=given.quiet,
    )


def _targets(given: argparse.Namespace, parser: argparse.ArgumentParser) -> Iterator[str]:
    """The formats to write; they and the places of the outputs must fit together."""
    if given.output and given.directory:
        parser.error("-o and -d exclude each other")
    if given.to:
        wanted = [name.strip() for name in given.to.split(",") if name.strip()]
        if given.output and len(wanted) != 1:
            parser.error("-o takes one format; use -d for several")
        if not given.output and not given.directory:
            parser.error("say where the output goes: -o FILE or -d DIR")
        yield from wanted
    elif given.directory or given.output == "-":
        parser.error("name the formats to write with -t")
    elif given.output:
        yield from_path(given.output, "writer")
    elif not given.explain and not given.edits:
        parser.error("say where the output goes: -o FILE, or -t FORMAT,… -d DIR")


def _metadata(given: argparse.Namespace) -> tuple[dict[str, Any], dict[str, str]]:
    """The fields of Meta that are given, and the other ones."""
    known = {field.name for field in fields(Meta)} - {"extra", "authors", "credits"}
    meta: dict[str, Any] = {}
    extra: dict[str, str] = {}
    for name, value in _pairs("-M", given.metadata):
        (meta if name in known else extra)[name] = value
    for name in ("title", "language", "date"):
        if getattr(given, name) is not None:
            meta[name] = getattr(given, name)
    authors = [*given.author, *(extra.pop(key) for key in ("author", "authors") if key in extra)]
    if authors:
        meta["authors"] = tuple(authors)
    return meta, extra


def _pairs(flag: str, given: Sequence[str]) -> Iterator[tuple[str, str]]:
    for text in given:
        name, sign, value = text.partition("=")
        if not sign or not name:
            raise OptionError(f"{flag} {text}: write NAME=VALUE")
        yield name, value


def _jobs(
    given: argparse.Namespace, request: _Request, parser: argparse.ArgumentParser
) -> Iterator[_Job]:
    if not given.inputs:
        parser.error("name a file to convert, or - for standard input")
    if given.output and len(given.inputs) > 1:
        parser.error("-o takes one input; use -d for several")
    if "-" in given.inputs and not given.source:
        parser.error("name the format of standard input with -f")
    _check_settings(given.inputs, request)
    taken: dict[str, str] = {}
    for path in given.inputs:
        outputs = [(name, given.output or _beside(path, name, given)) for name in request.targets]
        for _, output in outputs:
            if taken.setdefault(output, path) != path:
                parser.error(f"{taken[output]} and {path} would both be written to {output}")
        yield _Job(path, request.source, tuple(outputs))


def _beside(path: str, target: str, given: argparse.Namespace) -> str:
    """The place of an output in the directory asked for."""
    stem = "stdin" if path == "-" else os.path.splitext(os.path.basename(path))[0]
    suffixes = formats()[target].suffixes or (f".{target}",)
    return os.path.join(given.directory, stem + suffixes[0])


def _check_settings(inputs: Sequence[str], request: _Request) -> None:
    """Each option must be one of a format that takes part, and its value must fit."""
    kinds = [writer(target).Options for target in request.targets]
    if not request.settings:
        return
    with contextlib.suppress(FormatError):  # told when that input's turn comes
        for source in {request.source or from_path(path, "reader") for path in inputs}:
            kinds.append(reader(source).Options)
    known = {name for kind in kinds for name in options.names(kind)}
    for name in request.settings:
        if name not in known:
            has = ", ".join(sorted(known)).replace("_", "-") or "none"
            raise OptionError(f"-O {name.replace('_', '-')}: no such option; there are: {has}")
    for kind in kinds:
        options.build(kind, request.settings)


# --- Doing it -----------------------------------------------------------------------------------


def _run(job: _Job, request: _Request) -> int:
    """Read and repair one input, then write all its outputs; one that fails spoils no other."""
    name = "standard input" if job.path == "-" else job.path
    notices: list[Notice] = []
    try:
        data = sys.stdin.buffer.read() if job.path == "-" else files.load(job.path)
        source = job.source or format_of(job.path, data, notices.append)
        settings = _only(request, reader(source).Options)
        original = read(data, source=source, name=name, warn=notices.append, **settings)
        original = replace(original, meta=_with_metadata(original.meta, request))
        document, edits = normalize(original, level=request.level, reject=request.reject)
        failures = _write_all(name, job, request, document, notices)
        _report(name, job, request, original, edits, notices)
    except DocconvError as error:
        _complain(error)
        return _FAILED
    return _FAILED if failures else _DONE


def _with_metadata(meta: Meta, request: _Request) -> Meta:
    return replace(meta, **request.meta, extra={**meta.extra, **request.extra})


def _only(request: _Request, kind: type[Any]) -> dict[str, Any]:
    known = options.names(kind)
    return {name: value for name, value in request.settings.items() if name in known}


def _write_all(
    name: str, job: _Job, request: _Request, document: Document, notices: list[Notice]
) -> int:
    """Write every output; returns how many could not be."""
    failures = 0
    for target, path in job.outputs:
        try:
            settings = _only(request, writer(target).Options)
            _put(path, write(document, target, warn=notices.append, **settings))
        except DocconvError as error:
            _complain(f"{name}: {error}")
            failures += 1
    return failures


def _put(path: str, data: bytes) -> None:
    if path == "-":
        files.put_out(data)
    else:
        files.save(path, data)


def _report(
    name: str,
    job: _Job,
    request: _Request,
    original: Document,
    edits: Sequence[Edit],
    notices: Sequence[Notice],
) -> None:
    """Tell the notices and, if asked, the repairs. They go to the standard output, unless the
    document itself does."""
    if not request.quiet:
        for notice in dict.fromkeys(notices):
            _complain(f"{name}: {notice.message}")
    if request.edits:
        _put(request.edits, (to_json(edits) + "\n").encode())
    if request.explain:
        from docconv.explain import explain

        taken = "-" in (request.edits, *(path for _, path in job.outputs))
        stream = sys.stderr if taken else sys.stdout
        color = stream.isatty() and "NO_COLOR" not in os.environ
        width = min(shutil.get_terminal_size().columns, 100) if stream.isatty() else 80
        for line in explain(original, edits, width, color):
            print(line, file=stream)


def _complain(message: object) -> None:
    print(f"docconv: {' '.join(str(message).split())}", file=sys.stderr)


# --- About docconv ------------------------------------------------------------------------------


def _list_formats() -> int:
    for name, known in sorted(formats().items()):
        ways = " and ".join(
            word for word, way in (("read", known.reader), ("written", known.writer)) if way
        )
        print(f"{name:<10} {ways:<17} {known.title} {' '.join(known.suffixes)}".rstrip())
    return _DONE


def _help_format(name: str) -> int:
    if name not in (*names("reader"), *names("writer")):
        writer(name)  # raises the error that lists what there is
    if name in names("reader"):
        _print_options(f"reading {name}", reader(name).Options)
    if name in names("writer"):
        _print_options(f"writing {name}", writer(name).Options)
    return _DONE


def _print_options(title: str, kind: type[Any]) -> None:
    rows = options.describe(kind)
    print(f"{title}:" if rows else f"{title}: no options")
    for name, hint, text in rows:
        print(f"  -O {name}=…  ({hint})\n      {text}")
