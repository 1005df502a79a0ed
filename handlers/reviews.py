"""The monthly review: departments write, the lead decides and closes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers import review_steps as steps
from handlers.database_visits import read_briefly, write_briefly
from handlers.draft_offers import offer_draft
from handlers.form_values import chosen_option, chosen_person, entered_text, is_ticked
from handlers.home_tab import refresh_home
from handlers.passing_words import checked_words, why_not
from handlers.payloads import read_pressed_value
from handlers.people import get_to_know, refusal
from handlers.privileged import read_press, show
from handlers.review_standing import standing_of
from handlers.views import review_forms as forms
from knowledge.drafts import DraftKind
from knowledge.reviews import CycleStatus, OutcomeKind, OutcomeState
from knowledge.roles import Action, may
from knowledge.store import review_outcomes as outcomes
from knowledge.store import reviews as store
from knowledge.store.audit import append_entry
from knowledge.store.departments import departments
from knowledge.store.members import absent_among

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.privileged import Press
    from handlers.services import Services
    from handlers.views.blocks import Surface
    from knowledge.store.database import Session
    from knowledge.store.models import ReviewCycle, ReviewOutcome


def register(app: App, services: Services) -> None:
    """Listen to the buttons of a review, on its post, in messages and on Home, and to its forms."""

    def opens(action: str, build: Callable[[Press], Surface | str]) -> None:
        def on_press(
            ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext
        ) -> None:
            press = read_press(services, client, body, context)
            show(press, ack, build(press))

        app.action(action)(on_press)

    def saves(view: str, save: Callable[[Press], Mapping[str, str] | Surface | None]) -> None:
        def on_submit(
            ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext
        ) -> None:
            press = read_press(services, client, body, context)
            outcome = save(press)
            _finish(ack, outcome)
            services.wake_outbox()
            if outcome is None:
                refresh_home(services, client, press.asker)

        app.view(view)(on_submit)

    opens(ids.ACTION_WRITE_REVIEW, _write)
    opens(ids.ACTION_DECIDE_REVIEW, _decide)
    opens(ids.ACTION_REVIEW_ACTIONS, _actions)
    opens(ids.ACTION_CLOSE_REVIEW, _close)
    opens(ids.ACTION_REPOST_REVIEW, _post_again)
    saves(ids.VIEW_REVIEW_DEPARTMENT, _department_chosen)
    saves(ids.VIEW_WRITE_REVIEW, _keep)
    saves(ids.VIEW_DECIDE_REVIEW, _keep_outcome)
    saves(ids.VIEW_REVIEW_ACTIONS, _settle)
    saves(ids.VIEW_CLOSE_REVIEW, _closed)


def _finish(ack: Ack, outcome: Mapping[str, Any] | None) -> None:
    if outcome is None:
        ack()
    elif "type" in outcome:
        ack(response_action="update", view=dict(outcome))
    else:
        ack(response_action="errors", errors=dict(outcome))


def _gate(press: Press, cycle: ReviewCycle | None, action: Action) -> Surface | None:
    """Return why this person may not do this with this review now; None when they may."""
    voice = press.voice
    if not may(press.person, action):
        return forms.told(refusal(voice, action), voice)
    if cycle is None:
        return forms.told(voice("review_form.gone"), voice)
    if cycle.status == CycleStatus.CLOSED.value and cycle.closed_at is not None:
        when = press.services.calendar().local(cycle.closed_at)
        return forms.settled_by(cycle.closed_by or "", when, voice)
    return None


def _look(press: Press, action: Action) -> tuple[str, Surface | None]:
    period = read_pressed_value(press.body)
    cycle = read_briefly(press.services, lambda session: store.find_cycle(session, period))
    return period, _gate(press, cycle, action)


def _write(press: Press) -> Surface | str:
    period, problem = _look(press, Action.WRITE_REVIEW)
    if problem is not None:
        return problem
    own = read_briefly(press.services, lambda session: _own_departments(session, press))
    if not own:
        return forms.told(press.voice("review_form.no_department"), press.voice)
    if len(own) > 1:
        return forms.which_department(list(own.items()), period, press.voice)
    return _write_form(press, period, next(iter(own)))


def _own_departments(session: Session, press: Press) -> dict[int, str]:
    """Return for which departments somebody may write: where they belong, and where they help."""
    mine = {press.person.department, *press.person.ambassador_of}
    return {one.id: one.name for one in departments(session) if one.id in mine}


def _write_form(press: Press, period: str, department: int) -> Surface:
    def read(session: Session) -> Surface:
        entry = store.find_entry(session, store.form_key(period, department))
        metadata = f"{period} {department} {entry.version if entry else 0}"
        name = _own_departments(session, press)[department]
        return forms.write_form(name, entry.texts if entry else None, metadata, press.voice)

    return read_briefly(press.services, read)


def _department_chosen(press: Press) -> Surface:
    period = str(press.view["private_metadata"])
    department = int(chosen_option(press.view, ids.BLOCK_DEPARTMENT))

    def look(session: Session) -> Surface | None:
        problem = _gate(press, store.find_cycle(session, period), Action.WRITE_REVIEW)
        if problem is None and department not in _own_departments(session, press):
            return forms.told(press.voice("review_form.no_department"), press.voice)
        return problem

    return read_briefly(press.services, look) or _write_form(press, period, department)


def _keep(press: Press) -> Mapping[str, Any] | None:
    period, department, version = str(press.view["private_metadata"]).split()
    texts = {topic.value: entered_text(press.view, topic).strip() for topic in forms.FORM_TOPICS}
    texts = {topic: text for topic, text in texts.items() if text}
    if errors := _wrong(press, texts, nothing=is_ticked(press.view, ids.BLOCK_NOTHING)):
        return errors
    entry = store.NewEntry(
        store.form_key(period, int(department)), period, int(department), press.asker.member, texts
    )

    def keep(session: Session) -> Mapping[str, Any] | None:
        problem = _gate(press, store.find_cycle(session, period), Action.WRITE_REVIEW)
        if problem is not None:
            return problem
        if int(department) not in _own_departments(session, press):
            return forms.told(press.voice("review_form.no_department"), press.voice)
        now = press.services.clock()
        if not store.keep_entry(session, entry, version=int(version), now=now):
            return {forms.FORM_TOPICS[0]: press.voice("review_form.changed_meanwhile")}
        steps.note_answer(press.services, session, period, now)
        return None

    return write_briefly(press.services, keep)


def _wrong(press: Press, texts: Mapping[str, str], *, nothing: bool) -> dict[str, str]:
    voice = press.voice
    if not texts and not nothing:
        return {forms.FORM_TOPICS[0]: voice("review_form.empty")}
    if texts and nothing:
        return {ids.BLOCK_NOTHING: voice("review_form.both")}
    checked = {topic: _why_not(press, text) for topic, text in texts.items()}
    return {topic: why for topic, why in checked.items() if why}


def _why_not(press: Press, text: str) -> str:
    services = press.services
    return why_not(checked_words(services, text), services.rulebook(), press.voice)


def _decide(press: Press) -> Surface | str:
    period, problem = _look(press, Action.LEAD_REVIEW)
    return problem or forms.decide_form(period, press.voice)


def _keep_outcome(press: Press) -> Mapping[str, Any] | None:
    view, voice, period = press.view, press.voice, str(press.view["private_metadata"])
    kind = OutcomeKind(chosen_option(view, ids.BLOCK_OUTCOME_KIND))
    text = entered_text(view, ids.BLOCK_OUTCOME).strip()
    owner = chosen_person(view, ids.BLOCK_OWNER) if kind is OutcomeKind.ACTION else ""
    if why := _why_not(press, text):
        return {ids.BLOCK_OUTCOME: why}
    if kind is OutcomeKind.ACTION and not owner:
        return {ids.BLOCK_OWNER: voice("review_form.owner_needed")}
    get_to_know(press.services, press.client, press.home, [owner] if owner else [])
    by, key = press.asker.member, f"outcome:{view['id']}"
    new = outcomes.NewOutcome(key, period, kind, text, by, owner or None)

    def keep(session: Session) -> Mapping[str, Any] | None:
        problem = _gate(press, store.find_cycle(session, period), Action.LEAD_REVIEW)
        if problem is not None:
            return problem
        if owner and absent_among(session, [owner]):
            return {ids.BLOCK_OWNER: voice("review_form.owner_unfit")}
        now = press.services.clock()
        if outcomes.add_outcome(session, new, now=now):
            _audit(session, press, period, f"added: {kind}")
        return None

    return write_briefly(press.services, keep)


def _actions(press: Press) -> Surface | str:
    period = read_pressed_value(press.body)
    if not may(press.person, Action.WRITE_REVIEW):
        return forms.told(refusal(press.voice, Action.WRITE_REVIEW), press.voice)
    known = read_briefly(press.services, outcomes.open_actions)
    mine = [(one, _may_settle(press, one)) for one in known]
    return forms.actions_form(mine, period, press.voice)


def _may_settle(press: Press, action: ReviewOutcome) -> bool:
    person = press.person
    is_owner = action.owner == person.member and may(person, Action.WRITE_REVIEW)
    return is_owner or may(person, Action.LEAD_REVIEW)


def _settle(press: Press) -> None:
    """Keep the states that were chosen; of somebody else's action item nothing is kept."""
    now = press.services.clock()

    def settle(session: Session) -> None:
        for action in outcomes.open_actions(session):
            chosen = chosen_option(press.view, forms.field_of(action.id))
            if not chosen or not _may_settle(press, action):
                continue
            if outcomes.settle_action(session, action.id, OutcomeState(chosen), now=now):
                _audit(session, press, action.cycle, f"action {action.id}: {chosen}")
        for cycle in store.open_cycles(session):
            steps.note_change(press.services, session, cycle.period, now)

    write_briefly(press.services, settle)


def _close(press: Press) -> Surface | str:
    period, problem = _look(press, Action.LEAD_REVIEW)
    if problem is not None:
        return problem

    def read(session: Session) -> Surface:
        cycle = steps.existing(session, period)
        view = forms.close_form(standing_of(press.services, session, cycle), press.voice)
        return offer_draft(press.services, view, DraftKind.MONTH, period, press.voice)

    return read_briefly(press.services, read)


def _closed(press: Press) -> Surface | None:
    period, by = str(press.view["private_metadata"]), press.asker.member

    def close(session: Session) -> Surface | None:
        cycle = store.find_cycle(session, period)
        problem = _gate(press, cycle, Action.LEAD_REVIEW)
        if problem is not None or cycle is None:
            return problem
        if not steps.close(press.services, session, cycle, by=by, now=press.services.clock()):
            return _gate(press, store.find_cycle(session, period), Action.LEAD_REVIEW)
        _audit(session, press, period, "closed")
        return None

    return write_briefly(press.services, close)


def _post_again(press: Press) -> str:
    period, services = read_pressed_value(press.body), press.services
    if not may(press.person, Action.RUN_JOB):
        return refusal(press.voice, Action.RUN_JOB)

    def post(session: Session) -> bool:
        cycle = store.find_cycle(session, period)
        if cycle is None or cycle.status == CycleStatus.CLOSED.value:
            return False
        channel = services.settings().review_channel or cycle.channel
        return steps.post_again(services, session, cycle, channel, services.clock())

    done = write_briefly(services, post)
    services.wake_outbox()
    return press.voice("review_form.again" if done else "review_form.not_failed")


def _audit(session: Session, press: Press, period: str, outcome: str) -> None:
    append_entry(
        session,
        at=press.services.clock(),
        actor=press.asker.member,
        action=Action.LEAD_REVIEW,
        subject=f"review:{period}",
        outcome=outcome,
    )
