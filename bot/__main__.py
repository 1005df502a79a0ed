"""The command line: `annai`, also as `python -m bot`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

from bot.commands import exports, imports, rulebook, template
from bot.input_error import InputError
from bot.terminal import speak_utf8

# Whatever is heavy is imported by the command that needs it: `annai --help` loads none of it.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from bot.settings import Settings
    from handlers.payloads import Unread
    from handlers.texts import Language
    from knowledge.verdict import Verdict

app = typer.Typer(
    name="annai",
    help="案内: ChatGPT に入れてよい情報か、入れる前に確かめる Slack ボット / "
    "a Slack bot that tells whether information may go into ChatGPT",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(rulebook, name="rulebook")
app.add_typer(imports, name="import")
app.add_typer(exports, name="export")
app.add_typer(template, name="template")


_Texts = Annotated[
    list[str] | None, typer.Argument(help="確かめる文。- で標準入力 / a text; - for standard input")
]
_File = Annotated[
    Path | None,
    typer.Option(
        help="確かめるファイル（txt, csv, md, eml, docx, xlsx, pptx, pdf）/ a file to check"
    ),
]
_Lines = Annotated[Path | None, typer.Option(help="1 行に id と text / one id and text a line")]
_Json = Annotated[bool, typer.Option("--json", help="JSON で答える / answer in JSON")]
_Company = Annotated[Path | None, typer.Option(help="会社の一覧（YAML）/ the company's list")]
_Account = Annotated[
    Literal["company", "personal"], typer.Option(help="どこに入れるか / where it would go")
]
_Slack = Annotated[bool, typer.Option("--slack", help="Slack から届いた形 / as Slack sends it")]
_Language = Annotated[
    Literal["ja", "en"] | None, typer.Option(help="言葉 / language (default: ANNAI_LANGUAGE)")
]
_KeepMap = Annotated[
    Path | None,
    typer.Option("--map", help="伏せた言葉の控えを書くファイル / where to keep the map"),
]
_Map = Annotated[
    Path, typer.Option("--map", help="check --map で書いた控え / what `check --map` has written")
]
_Answer = Annotated[
    list[str] | None,
    typer.Argument(help="ChatGPT の答え。なければ標準入力 / the answer; default: standard input"),
]
_Mode = Annotated[
    Literal["socket", "http"] | None,
    typer.Option(help="ないときは SLACK_APP_TOKEN で決める / default: by SLACK_APP_TOKEN"),
]
_Port = Annotated[int | None, typer.Option(min=1, max=65535, help="HTTP のポート / port of HTTP")]
_PagePort = Annotated[
    int, typer.Option("--port", min=1, max=65535, help="ページのポート / port of the page")
]
_Empty = Annotated[bool, typer.Option("--empty", help="何もない所から始める / begin with nothing")]
_Seed = Annotated[
    Path | None,
    typer.Option(
        "--seed", help="はじめの様子を書いたファイル（TOML）/ a file that says how to begin"
    ),
]
_CannedModel = Annotated[
    bool,
    typer.Option(
        "--model/--no-model", help="作り置きの答えを返す言語モデル / a model with canned answers"
    ),
]
_NoScheduler = Annotated[
    bool, typer.Option("--no-scheduler", help="定期の仕事をしない / leave scheduled work out")
]
_Assistant = Annotated[
    bool,
    typer.Option(
        "--assistant",
        help="アシスタント画面も使う（有料プラン）/ with Slack's assistant pane (paid plans)",
    ),
]
_Url = Annotated[
    str | None, typer.Option(help="HTTP で動かすときの https://… / own address, for HTTP mode")
]


@app.command()
def check(  # noqa: PLR0913 - one argument an option, all by name
    *,
    text: _Texts = None,
    file: _File = None,
    jsonl: _Lines = None,
    as_json: _Json = False,
    company: _Company = None,
    account: _Account = "company",
    slack: _Slack = False,
    keep: _KeepMap = None,
    language: _Language = None,
) -> None:
    """文を判定します / tell whether a text may be entered."""
    from bot import cli_check

    speaks = language or _language()
    if sum((bool(text), file is not None, jsonl is not None)) != 1:
        _refuse(_say("check.one_source"))
    if keep is not None and jsonl is not None:
        _refuse(_say("unmask.one_text"))
    keeper = _keeper(keep, speaks) if keep is not None else None
    unread: tuple[Unread, ...] = ()
    try:
        checker = cli_check.new_checker(company, account, speaks, is_slack_text=slack)
        if jsonl is not None:
            cli_check.check_lines(checker, jsonl)
            return
        if file is not None:
            given, unread = cli_check.read_file(file, speaks)
        elif text == ["-"]:
            given = cli_check.read_standard_input(speaks)
        else:
            given = cli_check.text_of_argument(text or [], speaks)
    except InputError as error:
        sys.stdout.flush()
        _refuse(str(error))
    verdict = cli_check.check_text(checker, given, unread, as_json=as_json)
    if keeper is not None:
        sys.stdout.flush()
        keeper(verdict)


@app.command()
def unmask(*, answer: _Answer = None, kept: _Map, language: _Language = None) -> None:
    """ChatGPT の答えの伏せ字を元に戻します / put masked words back into ChatGPT's answer."""
    from bot import cli_check, cli_unmask
    from bot.clock import utc_now

    speaks = language or _language()
    try:
        vault = cli_unmask.open_vault(_settings(), speaks)
        originals = cli_unmask.read_map(kept, vault, utc_now(), speaks)
        if answer in (None, [], ["-"]):
            given = cli_check.read_standard_input(speaks)
        else:
            given = cli_check.text_of_argument(answer or [], speaks)
    except (InputError, cli_unmask.MapError) as error:
        _refuse(str(error))
    cli_unmask.print_unmasked(given, originals, speaks)


@app.command()
def run(
    *,
    mode: _Mode = None,
    port: _Port = None,
    no_scheduler: _NoScheduler = False,
) -> None:
    """ボットを動かします / run the bot."""
    from bot.run import run as run_bot

    code = run_bot(_settings(), mode, port, _language(), with_scheduler=not no_scheduler)
    raise typer.Exit(code)


@app.command()
def scheduler() -> None:
    """定期の仕事だけをします / do scheduled work only."""
    from bot.clockwork import run_clockwork

    raise typer.Exit(run_clockwork(_settings(), _language()))


@app.command()
def migrate() -> None:
    """データベースを最新の形にします / bring the database up to date."""
    from bot.database import bring_up_to_date
    from bot.logs import configure_logs
    from bot.start_error import StartError

    settings = _settings()
    configure_logs(settings.log_level)
    try:
        bring_up_to_date(settings.database_url.get_secret_value())
    except StartError as error:
        sys.stderr.write(error.explain(_language()) + "\n")
        raise typer.Exit(error.exit_code) from None
    typer.echo(_say("cli.migrated"))


@app.command()
def doctor() -> None:
    """足りないものを調べます / say what is missing."""
    from bot.doctor import examine
    from bot.settings import SettingsError, load_settings

    try:
        settings: Settings | SettingsError = load_settings()
    except SettingsError as error:
        settings = error
    language = _language()
    well = True
    for finding in examine(settings, language):
        well = well and finding.is_well
        mark = typer.style("✓", fg="green") if finding.is_well else typer.style("✗", fg="red")
        typer.echo(f"{mark} {finding.says}")
    raise typer.Exit(0 if well else 1)


@app.command()
def manifest(
    *, url: _Url = None, language: _Language = None, assistant: _Assistant = False
) -> None:
    """Slack アプリのマニフェストを出します / print the Slack app manifest."""
    from bot.manifest import manifest as describe

    if url is not None and not url.startswith("https://"):
        _refuse(_say("cli.url"))
    made = describe(language or _language(), url, assistant=assistant)
    typer.echo(json.dumps(made, ensure_ascii=False, indent=2))


@app.command()
def playground(
    *,
    port: _PagePort = 8790,
    empty: _Empty = False,
    seed: _Seed = None,
    language: _Language = None,
    model: _CannedModel = True,
) -> None:
    """Slack なしで、ブラウザで全部を試します / try everything in a browser, without Slack."""
    from bot.playground import seed_file
    from bot.playground.run import run_playground

    speaks = language or _language()
    if empty and seed is not None:
        _refuse(_say("cli.empty_or_seed"))
    try:
        if seed is not None:
            sown = seed_file.read_seed(seed)
        else:
            sown = seed_file.empty(speaks) if empty else seed_file.lived_in()
    except seed_file.SeedError as error:
        _refuse(error.explain(speaks))
    raise typer.Exit(run_playground(sown, port, speaks, with_model=model))


def _keeper(path: Path, speaks: Language) -> Callable[[Verdict], None]:
    """Return what keeps the map of a verdict, after a look at everything that could be wrong."""
    from bot import cli_unmask
    from bot.clock import utc_now

    try:
        vault = cli_unmask.open_vault(_settings(), speaks)
        cli_unmask.require_writable(path, speaks)
    except cli_unmask.MapError as error:
        _refuse(str(error))

    def keep(verdict: Verdict) -> None:
        try:
            cli_unmask.write_map(path, verdict, vault, utc_now(), speaks)
        except cli_unmask.MapError as error:
            _refuse(str(error))

    return keep


def _language() -> Literal["ja", "en"]:
    from bot.settings import language

    return language()


def _say(key: str, **values: object) -> str:
    from bot.phrases import say

    return say(_language(), key, **values)


def _refuse(message: str) -> NoReturn:
    sys.stderr.write(message + "\n")
    raise typer.Exit(2)


def _settings() -> Settings:
    from bot.settings import SettingsError, load_settings

    try:
        return load_settings()
    except SettingsError as error:
        _refuse(f"{_say('cli.settings')}\n{error.explain(_language())}")


def _tell_kindly(
    _kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    from handlers.error_log import outline

    frames = outline(error.with_traceback(trace))["frames"]
    place = frames[-1] if frames else "?"
    sys.stderr.write(_say("cli.unexpected", type=type(error).__name__, place=place) + "\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: without the program's name; None for those of the process.

    Returns:
        The exit code: 2 for wrong input.
    """
    sys.excepthook = _tell_kindly
    speak_utf8()
    # Not `app(…)`: that puts typer's own hook for exceptions in the place of ours.
    command = typer.main.get_command(app)
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        code = command.main(given or ["--help"], standalone_mode=False, prog_name="annai")
    except typer.TyperException as error:
        sys.stderr.write(_say("cli.usage", message=error.format_message()) + "\n")
        return error.exit_code
    return code if isinstance(code, int) else 0


if __name__ == "__main__":
    sys.exit(main())
