"""Every id on a screen has a listener, and every listener has a place on a screen."""

from types import SimpleNamespace

import pytest
from slack_bolt import App
from slack_bolt.request import BoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk import WebClient

from handlers import ids
from handlers.carried import Carried
from handlers.draft_offers import offer_draft
from handlers.register import register_all
from handlers.views.checks import Answer, Shown, ask_modal, verdict_message, verdict_modal
from handlers.views.drafts import draft_modal
from handlers.views.errors import error_modal
from handlers.views.unmask import answer_modal
from knowledge.drafts import DraftKind, Part
from knowledge.verdict import Level, Verdict
from tests.handlers import screens_of_answers as of_answers
from tests.handlers import screens_of_incidents, screens_of_news, screens_of_template_life
from tests.handlers import screens_of_stories as of_stories
from tests.handlers.screens_of_home import forms, fullest_home
from tests.handlers.screens_of_questions import LOCAL, NOW, match, messages, on_home, views
from tests.handlers.screens_of_reviews import review_messages, review_views
from tests.handlers.screens_of_templates import screens

NOT_A_JOURNEY = "on_unknown"
BODIES = {
    "ACTION": lambda id_: {"type": "block_actions", "actions": [{"action_id": id_}]},
    "VIEW": lambda id_: {"type": "view_submission", "view": {"type": "modal", "callback_id": id_}},
    "SHORTCUT": lambda id_: {"type": "message_action", "callback_id": id_},
    "COMMAND": lambda id_: {"command": id_, "text": ""},
}


@pytest.fixture
def app(services):
    return build_app(services)


def build_app(services):
    client = WebClient(token="xoxb-local-bot-token", base_url="http://127.0.0.1:9/api/")
    made = App(client=client, signing_secret="local", token_verification_enabled=False)
    register_all(made, services)
    return made


def listener_of(app, body):
    request = BoltRequest(body=body, mode="socket_mode")
    for listener in app._listeners:
        if listener.matches(req=request, resp=BoltResponse(status=200)):
            return listener.ack_function.__name__
    return "nobody"


def surfaces(small_rulebook, voice):
    carried, shown = Carried(use=3), Shown(match(), LOCAL(NOW))
    answer = Answer(Verdict(Level.UNDECIDED), small_rulebook, carried=carried, precedent=shown)
    for _, surface in (*messages(small_rulebook, voice), *views(small_rulebook, voice)):
        yield surface
    for _, surface in screens_of_template_life.messages(voice):
        yield surface
    for _, surface in screens_of_template_life.views(voice):
        yield surface
    yield {"type": "home", "blocks": screens_of_template_life.on_home(voice)}
    for _, surface in (*screens_of_news.messages(voice), *screens_of_news.views(voice)):
        yield surface
    yield {"type": "home", "blocks": screens_of_news.on_home(voice)}
    for _, surface in (
        *screens_of_incidents.messages(small_rulebook, voice),
        *screens_of_incidents.views(small_rulebook, voice),
    ):
        yield surface
    home = screens_of_incidents.on_home(small_rulebook, voice, handles=True)
    yield {"type": "home", "blocks": home}
    for _, surface in screens(small_rulebook, voice):
        yield surface
    for _, surface in (*of_stories.messages(voice), *of_stories.views(voice)):
        yield surface
    yield {"type": "home", "blocks": of_stories.on_home(voice)}
    part = (Part("title", "x"),)
    yield draft_modal(DraftKind.STORY, part, "x", voice, metadata="x")
    yield offer_draft(SimpleNamespace(model=object()), {"blocks": []}, DraftKind.STORY, 1, voice)  # type: ignore[arg-type]
    for _, surface in of_answers.messages(small_rulebook, voice):
        yield surface
    for _, surface in (*review_messages(voice), *review_views(voice)):
        yield surface
    yield verdict_message(answer, voice)
    yield verdict_modal(answer, voice)
    yield ask_modal(voice)
    yield {"type": "home", "blocks": on_home(voice)}
    yield fullest_home(small_rulebook, voice)
    yield from forms(small_rulebook, voice)
    yield answer_modal(voice)
    yield error_modal("x", voice)


def leads_to(node, *, in_input=False):
    """Yield (kind, id) of everything in a surface that makes Slack call us."""
    if isinstance(node, list):
        for item in node:
            yield from leads_to(item, in_input=in_input)
    elif isinstance(node, dict):
        if "callback_id" in node:
            yield "VIEW", node["callback_id"]
        # What stands in an input is read when the view is submitted; nobody is called.
        if "action_id" in node and (not in_input or node.get("dispatch_action")):
            yield "ACTION", node["action_id"]
        for value in node.values():
            yield from leads_to(value, in_input=in_input or node.get("type") == "input")


def declared(*kinds):
    return {
        (kind, value)
        for name, value in vars(ids).items()
        if (kind := name.partition("_")[0]) in kinds
    }


def test_every_id_on_a_screen_has_a_listener(app, small_rulebook, voice):
    """No button leads nowhere."""
    for surface in surfaces(small_rulebook, voice):
        for kind, id_ in leads_to(surface):
            assert not listener_of(app, BODIES[kind](id_)).startswith(NOT_A_JOURNEY), id_


def test_every_declared_id_has_a_listener(app):
    """Commands and shortcuts too, which stand in the manifest and on no screen of ours."""
    for kind, id_ in declared("ACTION", "VIEW", "SHORTCUT", "COMMAND"):
        assert not listener_of(app, BODIES[kind](id_)).startswith(NOT_A_JOURNEY), id_


def test_every_declared_button_and_view_is_on_a_screen(small_rulebook, voice):
    """No listener waits for something that nobody can press."""
    on_screens = {lead for surface in surfaces(small_rulebook, voice) for lead in leads_to(surface)}
    assert declared("ACTION", "VIEW") == on_screens


@pytest.mark.parametrize(
    "body",
    [
        BODIES["ACTION"]("an.old.button"),
        BODIES["VIEW"]("an.old.view"),
        BODIES["SHORTCUT"]("an.old.shortcut"),
        BODIES["COMMAND"]("/old"),
        {"type": "view_closed", "view": {"type": "modal", "callback_id": ""}},
        {"type": "block_suggestion", "action_id": "a", "value": "typed"},
        {"type": "event_callback", "event": {"type": "channel_created"}},
    ],
)
def test_nothing_is_left_unhandled(app, body):
    """Bolt's 404, with its log line, is for nobody."""
    assert listener_of(app, body).startswith(NOT_A_JOURNEY)
