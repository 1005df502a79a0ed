"""Notices: the lead's list, the form that publishes one, and what becomes of what it touches."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from handlers import ids, notice_forms, template_steps
from handlers import notice_impacts as impacts
from handlers import notice_steps as steps
from handlers.database_visits import read_briefly, write_briefly
from handlers.home_tab import refresh_home
from handlers.payloads import read_pressed_value, read_sender
from handlers.people import refusal, whoever_acts
from handlers.showing import is_on_modal, replace_view, show_view
from handlers.template_mail import writing_now
from handlers.views import notice_impacts as impact_views
from handlers.views import notices as views
from handlers.views.blocks import person as named
from handlers.views.dates import say_time
from handlers.views.escalation_forms import notice_modal
from handlers.views.inputs import field_of
from knowledge.notices import ImpactStatus, NoticeKind, NoticeStatus
from knowledge.roles import ALLOWED, Action, Role, may
from knowledge.store import notices as store
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.templates import find_template

if TYPE_CHECKING:
    from datetime import datetime

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.notice_forms import Entered
    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.notices import AlreadyDone
    from knowledge.roles import Person
    from knowledge.store.database import Session

_LATELY = timedelta(days=30)
_IMPACTS = {
    ids.ACTION_IMPACT_KEPT: ImpactStatus.KEPT,
    ids.ACTION_IMPACT_CHANGING: ImpactStatus.CHANGING,
    ids.ACTION_IMPACT_CHANGED: ImpactStatus.CHANGED,
    ids.ACTION_IMPACT_RETIRED: ImpactStatus.RETIRED,
}


def register(app: App, services: Services) -> None:
    """Listen to the list, to the form, and to the buttons about what a notice touches."""

    def on_list(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        show_view(client, body, _list(services, person, services.texts.voice(asker.language)))
        ack()

    def on_write(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        view = notice_forms.new_form(services, voice)
        show_view(client, body, view if _may(person) else _refused(voice))
        ack()

    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        if _may(person):
            view = notice_forms.form_of(services, int(read_pressed_value(body)), voice)
            show_view(client, body, view or _told(voice, voice("notice.gone")))
        else:
            show_view(client, body, _refused(voice))
        ack()

    def on_submit(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        if not _may(person):
            ack(response_action="update", view=_refused(voice))
            return
        entered = notice_forms.read_form(body["view"])
        if errors := notice_forms.errors_in(services, entered, voice):
            ack(response_action="errors", errors=errors)
            return
        try:
            told = _submit(services, entered, person.member, voice)
        except DatabaseUnavailable:
            # The form stays as it is: another view would cost the person what they wrote.
            title = field_of(ids.BLOCK_TITLE, entered.round)
            ack(response_action="errors", errors={title: voice("notice.lost")})
            return
        ack(response_action="update", view=told)
        refresh_home(services, client, asker)

    app.action(ids.ACTION_LIST_NOTICES)(on_list)
    app.action(ids.ACTION_WRITE_NOTICE)(on_write)
    app.action(ids.ACTION_OPEN_NOTICE)(on_open)
    app.view(ids.VIEW_NOTICE)(on_submit)
    _register_decisions(app, services)


def _register_decisions(app: App, services: Services) -> None:
    def on_withdraw(
        ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext
    ) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice, id_ = services.texts.voice(asker.language), int(read_pressed_value(body))
        if _may(person):
            already = write_briefly(
                services,
                lambda session: steps.withdraw(
                    session, id_, by=person.member, now=services.clock()
                ),
            )
            services.wake_outbox()
            done = _told(voice, voice("notice.done_withdraw"))
            show_view(client, body, _late(services, voice, already) if already else done)
            refresh_home(services, client, asker)
        else:
            show_view(client, body, _refused(voice))
        ack()

    def on_impacts(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        show_view(client, body, _impacts(services, voice) if _may(person) else _refused(voice))
        ack()

    def on_settle(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        status = _IMPACTS[body["actions"][0]["action_id"]]
        problem = _settle(services, person, int(read_pressed_value(body)), status, voice)
        services.wake_outbox()
        if status is ImpactStatus.RETIRED:
            services.look_again()
        if problem:
            show_view(client, body, problem)
        elif is_on_modal(body):
            replace_view(client, body, _impacts(services, voice))
            refresh_home(services, client, asker)
        ack()

    app.action(ids.ACTION_WITHDRAW_NOTICE)(on_withdraw)
    app.action(ids.ACTION_LIST_IMPACTS)(on_impacts)
    for action in _IMPACTS:
        app.action(action)(on_settle)


def _may(person: Person) -> bool:
    return may(person, Action.PUBLISH_NOTICE)


def _list(services: Services, person: Person, voice: Voice) -> Surface:
    if not _may(person):
        return _refused(voice)
    since = services.clock() - _LATELY

    def read(session: Session) -> Surface:
        approved = store.approved_notices(session, since=since)
        local = services.calendar().local
        return views.notices_modal(store.drafts(session), approved, local, voice)

    return read_briefly(services, read)


def _impacts(services: Services, voice: Voice) -> Surface:
    rows = read_briefly(services, store.unsettled_impacts)
    listed = [(impacts.touching(services, impact, voice), notice) for impact, notice in rows]
    return impact_views.impacts_modal(listed, services.calendar().local, voice)


def _submit(services: Services, entered: Entered, by: str, voice: Voice) -> Surface:
    """Do what the form says; return the view that tells how it went.

    Raises:
        DatabaseUnavailable: nothing was done.
    """
    post_at = notice_forms.appears_at(services, entered)
    then = entered.then
    already = write_briefly(
        services, lambda session: _carry_out(services, session, entered, by, post_at)
    )
    services.wake_outbox()
    if then == views.SAVE and entered.notice is None and not entered.tags:
        notice_forms.guess_later(services, entered.key)
    if already == "gone":
        return _told(voice, voice("notice.gone"))
    if not isinstance(already, str):
        return _late(services, voice, already)
    when = say_time(services.calendar().local(post_at), voice)
    if then == views.APPROVE:
        return _told(voice, voice("notice.done_approve", when=when))
    said = {views.SAVE: "notice.done_save", views.DROP: "notice.done_drop"}
    return _told(voice, voice(said.get(then, "notice.done_reword")))


def _carry_out(
    services: Services, session: Session, entered: Entered, by: str, post_at: datetime
) -> AlreadyDone | str:
    """Return who was faster, or in a word how it went."""
    now, id_ = services.clock(), entered.notice
    if id_ is None:
        id_ = store.add_notice(session, _by_hand(entered, by), now=now)
        if id_ is None:
            # The same form came twice; the first time it was done.
            return "done"
    notice = store.find_notice(session, id_)
    if notice is None or notice.status in {NoticeStatus.DROPPED, NoticeStatus.WITHDRAWN}:
        return "gone"
    if entered.then == views.DROP:
        return steps.drop(session, id_, by=by, now=now) or "done"
    if entered.then == views.APPROVE:
        change = steps.Change(entered.version, entered.wording, entered.tags)
        how = steps.approve(services, session, id_, change, post_at=post_at, by=by, now=now)
        return how or "done"
    tags = entered.tags if entered.then == views.SAVE else None
    change = steps.Change(entered.version, entered.wording, tags)
    return steps.save(services, session, notice, change, by=by, now=now) or "done"


def _by_hand(entered: Entered, by: str) -> store.NewNotice:
    words = entered.wording
    return store.NewNotice(entered.key, NoticeKind.HAND, words.title, words.body, words.link, by=by)


def _settle(
    services: Services, person: Person, id_: int, status: ImpactStatus, voice: Voice
) -> Surface | None:
    """Say what becomes of something that a notice touches; return what is in the way, if anything."""

    def settle(session: Session) -> AlreadyDone | str | None:
        impact = store.find_impact(session, id_)
        if impact is None:
            return "impact.gone"
        notice = steps.existing(session, impact.notice)
        if notice.status != NoticeStatus.APPROVED:
            return "impact.gone"
        is_asked = impact.asked == person.member and may(person, Action.ASK_LEAD)
        if not (is_asked or _may(person)):
            return "impact.not_yours"
        tag = store.tag_of_impact(impact)
        if status is ImpactStatus.RETIRED and not _may_retire(session, person, tag.subject):
            return "impact.not_retired"
        now = services.clock()
        already = impacts.settle(services, session, impact, status, by=person.member, now=now)
        if already is None and status is ImpactStatus.RETIRED:
            _retire(services, session, person, tag.subject)
        return already

    outcome = write_briefly(services, settle)
    if outcome is None:
        return None
    if isinstance(outcome, str):
        names = [voice(f"role.{role}") for role in Role if role in ALLOWED[Action.PUBLISH_NOTICE]]
        roles = voice("people.between").join(names)
        said = voice(outcome) if outcome == "impact.gone" else voice(outcome, roles=roles)
        return notice_modal(voice, "impact.list_title", said)
    when = say_time(services.calendar().local(outcome.at), voice)
    said = voice("impact.already", when=when)
    return notice_modal(voice, "impact.list_title", said, named(outcome.by))


def _may_retire(session: Session, person: Person, template: str) -> bool:
    row = find_template(session, template)
    return template_steps.may_decide(person, row.department if row else None)


def _retire(services: Services, session: Session, person: Person, template: str) -> None:
    """Take a template out of use; one that is out of use already stays so."""
    row = find_template(session, template)
    writing = writing_now(services, session)
    template_steps.retire(writing, template, person, row.version if row else 0)


def _late(services: Services, voice: Voice, already: AlreadyDone) -> Surface:
    when = say_time(services.calendar().local(already.at), voice)
    said = voice("notice.already", when=when)
    return notice_modal(voice, "notice.form_title", said, named(already.by))


def _told(voice: Voice, said: str) -> Surface:
    return notice_modal(voice, "notice.form_title", said)


def _refused(voice: Voice) -> Surface:
    return _told(voice, refusal(voice, Action.PUBLISH_NOTICE))
