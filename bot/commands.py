"""The commands on what the company has decided, as typer sees them, one group a topic."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

# Whatever is heavy is imported by the command that needs it: `annai --help` loads none of it.
# ruff: noqa: PLC0415

rulebook = typer.Typer(help="規則集 / the rulebook")
imports = typer.Typer(help="取り込む / import")
exports = typer.Typer(help="書き出す / export")
template = typer.Typer(help="プロンプトのテンプレート / prompt templates")

_Language = Annotated[
    Literal["ja", "en"] | None, typer.Option(help="言葉 / language (default: ANNAI_LANGUAGE)")
]
_RulebookFile = Annotated[Path, typer.Argument(metavar="FILE", help="規則集（TOML）/ a rulebook")]
_RulebookToTest = Annotated[
    Path | None,
    typer.Argument(metavar="FILE", help="なければ使用中のもの / default: the one in force"),
]
_Company = Annotated[Path | None, typer.Option(help="会社の一覧（YAML）/ the company's list")]
_CompanyFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="会社の一覧（YAML）/ the company's list")
]
_Id = Annotated[
    str | None, typer.Argument(metavar="ID", help="なければ全部 / one rule; default: all")
]
_Format = Annotated[
    Literal["text", "markdown"],
    typer.Option("--format", help="markdown は手引きの全文 / the whole guideline"),
]
_One = Annotated[
    str | None, typer.Argument(metavar="FILE|REVISION", help="ファイルか改訂 / file or revision")
]
_Approve = Annotated[bool, typer.Option("--approve", help="使い始める / put it into force")]
_Words = Annotated[
    list[str] | None, typer.Argument(metavar="WORDS", help="さがす言葉 / words to search for")
]
_Queries = Annotated[
    Path | None, typer.Option("--jsonl", help="1 行に id と query / one id and query a line")
]
_Json = Annotated[bool, typer.Option("--json", help="JSON で答える / answer in JSON")]
_TemplateId = Annotated[str, typer.Argument(metavar="ID", help="テンプレート / a template")]
_Revision = Annotated[
    str | None, typer.Option(help="なければ使用中のもの / default: the one in force")
]

_Channel = Annotated[str, typer.Option("--channel", help="チャンネルのID / the channel's id")]
_Apply = Annotated[
    bool, typer.Option("--apply", help="書いた人にたずねる。なければ数えるだけ / ask the authors")
]
_Month = Annotated[
    str | None, typer.Option(help="2026-10 のように。なければ先月 / default: last month")
]
_TemplateFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="テンプレート（TOML か CSV）/ templates")
]
_TemplateForm = Annotated[
    Literal["toml", "csv"], typer.Option("--format", help="ファイルの形 / form of the file")
]
_DryRun = Annotated[
    bool, typer.Option("--dry-run", help="確かめるだけで、取り込まない / only look")
]
_ReportForm = Annotated[
    Literal["json", "csv", "xlsx", "pdf", "png"],
    typer.Option("--format", help="ファイルの形 / form of the file"),
]
_Output = Annotated[
    Path | None, typer.Option(help="保存先。なければ標準出力 / default: standard output")
]


@rulebook.callback(invoke_without_command=True)
@imports.callback(invoke_without_command=True)
@exports.callback(invoke_without_command=True)
@template.callback(invoke_without_command=True)
def show_help(context: typer.Context) -> None:
    """規則集、会社の一覧、テンプレート / the rulebook, the company list, templates."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@rulebook.command("test")
def run_examples(
    *, file: _RulebookToTest = None, company: _Company = None, language: _Language = None
) -> None:
    """規則集の例を試します / run the rulebook's examples."""
    from bot import cli_rulebook
    from bot.cli_decisions import explained

    speaks = language or _language()
    with explained(speaks):
        code = cli_rulebook.print_examples(file, company, speaks)
    raise typer.Exit(code)


@rulebook.command("show")
def show_rulebook(
    *,
    id_: _Id = None,
    form: _Format = "text",
    language: _Language = None,
) -> None:
    """使用中の規則集を見せます / show the rulebook in force."""
    from bot import cli_rulebook
    from bot.cli_decisions import explained

    speaks = language or _language()
    with explained(speaks):
        cli_rulebook.show_rulebook(id_, form, speaks)


@rulebook.command("diff")
def diff_rulebooks(*, old: _One = None, new: _One = None, language: _Language = None) -> None:
    """二つの規則集の違い。一つなら使用中のものと、なしなら同梱のものと使用中のものを比べます / what differs."""
    from bot import cli_rulebook
    from bot.cli_decisions import explained

    speaks = language or _language()
    with explained(speaks):
        cli_rulebook.diff_rulebooks(old, new, speaks)


@imports.command("rulebook")
@rulebook.command("import")
def import_rulebook(
    *, file: _RulebookFile, approve: _Approve = False, language: _Language = None
) -> None:
    """規則集を下書きとして取り込みます / import a rulebook as a draft."""
    from bot import cli_rulebook
    from bot.cli_decisions import explained

    speaks = language or _language()
    with explained(speaks):
        code = cli_rulebook.import_rulebook(file, speaks, approve=approve)
    raise typer.Exit(code)


@exports.command("rulebook")
@rulebook.command("export")
def export_rulebook(*, revision: _Revision = None, language: _Language = None) -> None:
    """規則集を TOML で出します / print a rulebook as TOML."""
    from bot import cli_rulebook
    from bot.cli_decisions import explained

    speaks = language or _language()
    with explained(speaks):
        cli_rulebook.export_rulebook(revision, speaks)


@imports.command("company")
def import_company(*, file: _CompanyFile, language: _Language = None) -> None:
    """会社の一覧を取り込んで、使い始めます / put a company list into force."""
    from bot import cli_company
    from bot.cli_decisions import explained

    speaks = language or _language()
    with explained(speaks):
        cli_company.import_company(file, speaks)


@imports.command("stories")
def import_stories(*, channel: _Channel, apply: _Apply = False, language: _Language = None) -> None:
    """成功事例のチャンネルの、これまでの投稿を読みます / read the success channel's history."""
    from bot import cli_stories
    from bot.cli_decisions import explained

    speaks = language or _language()
    with explained(speaks):
        cli_stories.import_stories(channel, speaks, apply=apply)


@exports.command("company")
def export_company(*, language: _Language = None) -> None:
    """使用中の会社の一覧を YAML で出します / print the company list in force."""
    from bot import cli_company
    from bot.cli_decisions import explained

    speaks = language or _language()
    with explained(speaks):
        cli_company.export_company(speaks)


@imports.command("templates")
def import_templates(
    *, file: _TemplateFile, dry_run: _DryRun = False, language: _Language = None
) -> None:
    """テンプレートを取り込んで、使い始めます / put templates into force."""
    from bot import cli_templates
    from bot.cli_decisions import explained

    speaks = language or _language()
    with explained(speaks):
        code = cli_templates.import_templates(file, speaks, dry_run=dry_run)
    raise typer.Exit(code)


@exports.command("templates")
def export_templates(
    *, form: _TemplateForm = "toml", output: _Output = None, language: _Language = None
) -> None:
    """使用中のテンプレートを出します / write the templates in force."""
    from bot import cli_templates
    from bot.cli_decisions import explained

    speaks = language or _language()
    with explained(speaks):
        cli_templates.export_templates(form, output, speaks)


@exports.command("kpi")
def export_kpi(
    *,
    month: _Month = None,
    form: _ReportForm = "json",
    output: _Output = None,
    language: _Language = None,
) -> None:
    """月の報告の数字を出します / write the figures of a month's report."""
    from bot import cli_kpi
    from bot.cli_decisions import explained

    speaks = language or _language()
    with explained(speaks):
        cli_kpi.export_kpis(month, form, output, speaks)


@template.command("search")
def search_templates(
    *,
    words: _Words = None,
    as_json: _Json = False,
    jsonl: _Queries = None,
    language: _Language = None,
) -> None:
    """テンプレートをさがします / search the templates."""
    from bot import cli_template
    from bot.cli_decisions import explained
    from bot.input_error import InputError
    from bot.phrases import say

    speaks = language or _language()
    with explained(speaks):
        if bool(words) == (jsonl is not None):
            raise InputError(say(speaks, "template.one_source"))
        if jsonl is not None:
            cli_template.search_lines(jsonl, speaks)
        else:
            cli_template.search_templates(" ".join(words or []), speaks, as_json=as_json)


@template.command("show")
def show_template(*, id_: _TemplateId, language: _Language = None) -> None:
    """テンプレートを一つ見せます / show one template."""
    from bot import cli_template
    from bot.cli_decisions import explained

    speaks = language or _language()
    with explained(speaks):
        cli_template.show_template(id_, speaks)


def _language() -> Literal["ja", "en"]:
    from bot.settings import language

    return language()
