"""A language model's opinion on a question that no rule decides, for those who answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import escalation_mail as mail
from handlers.background import report_failure
from handlers.voices import voice_of
from knowledge.cited_answers import Guard
from knowledge.classification import classify
from knowledge.escalations import Matter, Status
from knowledge.language_model import Unavailable
from knowledge.leaving import clear_for_model
from knowledge.second_opinions import opinion_task, read_opinion
from knowledge.store.escalations import find_escalation, people_asked
from knowledge.store.opinions import keep_opinion
from knowledge.verdict import Level

if TYPE_CHECKING:
    from handlers.services import Services
    from handlers.texts import Language
    from knowledge.language_model import Task
    from knowledge.second_opinions import Opinion
    from knowledge.store.models import Escalation


def ask_for_opinion(services: Services, escalation: int) -> None:
    """Ask a model aside, if the company wants that; whoever was asked sees it when it is there.

    Nobody waits for it, and without it nothing is missing: it is neither tried again nor told.
    """
    if services.model is None or not services.settings().second_opinion:
        return
    future = services.background.submit(lambda: _ask(services, escalation))
    if future is not None:
        future.add_done_callback(report_failure)


def _ask(services: Services, id_: int) -> None:
    with services.database.read() as session:
        row = find_escalation(session, id_)
        if row is None or not _is_for_a_model(row):
            return
        asked = people_asked(session, id_)
        first = asked[0].member if asked else row.asker
        language = voice_of(services, session, first).language
        said = row.question or row.words
        nearest = [*row.categories, *row.nearest]
    opinion = _opinion(services, said, nearest, language)
    if opinion is not None:
        _keep(services, id_, opinion)


def _is_for_a_model(row: Escalation) -> bool:
    """Only an undecided check of which something may leave, and that nobody has answered."""
    return (
        row.kind == Matter.QUESTION
        and row.same_as is None
        and row.status == Status.OPEN
        and row.level in {Level.UNDECIDED, ""}
    )


def _opinion(
    services: Services, said: str, nearest: list[str], language: Language
) -> Opinion | None:
    model, task = services.model, _task(services, said, nearest, language)
    if model is None or task is None:
        return None
    answer = model.ask(task, services.patience.opinion)
    if isinstance(answer, Unavailable):
        return None
    guard = Guard(services.rulebook(), services.company())
    opinion = read_opinion(answer, language, guard.is_fit)
    return None if isinstance(opinion, Unavailable) else opinion


def _task(services: Services, said: str, nearest: list[str], language: Language) -> Task | None:
    rulebook, company = services.rulebook(), services.company()
    verdict = classify(said, rulebook, company)
    text = clear_for_model(verdict, said)
    # By now a rule or a precedent may decide; then there is nothing to have an opinion on.
    if text is None or verdict.level is not Level.UNDECIDED:
        return None
    near = [rulebook.categories[id_] for id_ in nearest if id_ in rulebook.categories]
    rules = dict.fromkeys([*near, *rulebook.categories.values()])
    return opinion_task(text, tuple(rules), language, Guard(rulebook, company).cleared)


def _keep(services: Services, id_: int, opinion: Opinion) -> None:
    """Keep the opinion and show it on every message about the question, in one transaction."""
    now = services.clock()
    with services.database.begin() as session:
        row = keep_opinion(session, id_, opinion, now)
        if row is None:
            return
        mail.show_opinion(services, session, row, now)
    services.wake_outbox()
