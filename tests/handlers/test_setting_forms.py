"""Channels, hours, days off and scheduled jobs as people set them in Home."""

from dataclasses import replace
from datetime import time

import pytest

from bot.playground.outline import outline_view
from handlers import ids
from handlers.views.job_times import job_time_form, job_time_saved
from handlers.views.settings import channels_modal, hours_modal
from knowledge.company_settings import CompanySettings
from knowledge.job_times import JobTime
from knowledge.roles import Action, Role
from knowledge.schedules import MonthlyBusinessDay, Weekly
from knowledge.store.audit import entries
from knowledge.store.company_settings import change_company_settings, read_company_settings
from knowledge.store.job_switches import read_times
from knowledge.store.roles import set_holders
from scheduler.timetable import timetable
from tests.handlers.screens_of_home import JOBS, LOCAL, NAMES, SETTINGS

CHANNELS = "投稿先を決める"
HOURS = "時間とお休み"


@pytest.fixture
def sato(database, clock, slack, bot):
    """The lead, before their Home."""
    person = slack.person("佐藤")
    with database.begin() as session:
        set_holders(session, Role.ADMIN, ["U0ADMIN"], by="x", now=clock())
        set_holders(session, Role.LEAD, [person.id], by="x", now=clock())
    person.open_home()
    return person


@pytest.fixture
def now_set(database):
    def read():
        with database.read() as session:
            return read_company_settings(session)

    return read


def test_the_forms_read_as_agreed(voice, golden):
    """Labels, hints, and what is set."""
    for name, view in (
        ("channels", channels_modal(SETTINGS, voice)),
        ("hours", hours_modal(SETTINGS, voice)),
        ("job_time", job_time_form(JOBS[2], MonthlyBusinessDay(3, time(9)), LOCAL, voice)),
        ("job_time_saved", job_time_saved(JOBS[2], Weekly(4, time(15)), LOCAL, voice)),
    ):
        golden(f"home/{name}.{voice.language}", outline_view(view, names=NAMES))


class TestChannels:
    """Nothing is posted anywhere until somebody chooses where."""

    def test_a_channel_is_chosen(self, slack, sato, now_set):
        """A try shows that we can post there, and only the person sees it."""
        notices = slack.channel("お知らせ", [sato])
        sato.click(CHANNELS)
        sato.submit(notice_channel=notices)
        assert sato.modal is None
        assert now_set() == CompanySettings(notice_channel=notices)
        assert slack.workspace.messages_in(notices) == []
        assert "投稿できることを確かめました" in sato.ephemerals[-1].text
        slack.settle(lambda: "お知らせ：#お知らせ" in sato.home.text)

    def test_it_is_taken_away_again(self, slack, database, clock, sato, now_set):
        """Without a try, and without touching the others."""
        with database.begin() as session:
            change_company_settings(
                session,
                lambda s: replace(s, notice_channel="C0AAA", review_channel="C0BBB"),
                action=Action.SET_CHANNELS,
                by="x",
                now=clock(),
            )
        sato.click(CHANNELS)
        sato.submit(notice_channel=None)
        assert now_set() == CompanySettings(review_channel="C0BBB")
        assert slack.calls_to("chat.postEphemeral") == []

    def test_where_we_are_not_we_cannot_post(self, slack, sato, now_set):
        """Said at each field, with what to do; nothing is kept by half."""
        ours = slack.channel("お知らせ", [sato])
        private = slack.channel("役員", [sato], bot=False, private=True)
        old = slack.channel("むかし", [sato])
        slack.archive(old)
        sato.click(CHANNELS)
        form = sato.submit(notice_channel=ours, review_channel=private, success_channel=old)
        assert set(form.errors) == {"review_channel", "success_channel"}
        assert "/invite @annai" in form.errors["review_channel"]
        assert "アーカイブ" in form.errors["success_channel"]
        assert now_set() == CompanySettings()

    def test_who_sets_it_need_not_be_in_it(self, slack, sato, now_set):
        """Slack has nobody to show the try to, but we are there."""
        channel = slack.channel("お知らせ")
        sato.click(CHANNELS)
        sato.submit(notice_channel=channel)
        assert now_set().notice_channel == channel

    @pytest.mark.parametrize("fault", ["500", "cut", "429"])
    def test_what_cannot_be_tried_is_not_believed(self, slack, sato, now_set, fault):
        """The form stays, and can be sent again."""
        channel = slack.channel("お知らせ", [sato])
        sato.click(CHANNELS)
        slack.faults.next("chat.postEphemeral", fault)
        form = sato.submit(notice_channel=channel)
        assert "確かめられませんでした" in form.errors["notice_channel"]
        assert now_set() == CompanySettings()
        sato.submit()
        assert now_set().notice_channel == channel

    def test_one_channel_for_everything_is_tried_once(self, slack, sato, now_set):
        """A small company has one room for all."""
        channel = slack.channel("ai", [sato])
        sato.click(CHANNELS)
        sato.submit(notice_channel=channel, review_channel=channel, question_channel=channel)
        assert now_set().question_channel == channel
        assert len(slack.calls_to("chat.postEphemeral")) == 1


class TestHours:
    """When the company works."""

    def test_everything_is_set(self, slack, sato, now_set):
        """And Home says it."""
        sato.click(HOURS)
        sato.submit(
            opens="08:30",
            closes="17:15",
            days_off="2026-08-13〜08-15\n12-29〜01-03\n",
            days_on="2026-11-28",
            ambassador_hours=2,
            lead_hours=16,
            channel_language="en",
        )
        assert sato.modal is None
        assert now_set() == CompanySettings(
            opens=time(8, 30),
            closes=time(17, 15),
            days_off="2026-08-13〜08-15\n12-29〜01-03",
            days_on="2026-11-28",
            ambassador_hours=2,
            lead_hours=16,
            channel_language="en",
        )
        slack.settle(lambda: "08:30〜17:15" in sato.home.text)

    def test_as_it_stands_nothing_changes(self, database, sato, now_set):
        """And nothing is in the audit trail."""
        sato.click(HOURS)
        sato.submit()
        assert sato.modal is None
        assert now_set() == CompanySettings()
        with database.read() as session:
            assert {e.actor for e in entries(session)} == {"x"}

    @pytest.mark.parametrize(
        ("values", "field", "words"),
        [
            ({"opens": "18:00"}, "closes", "終業は始業よりあと"),
            ({"opens": "09:00", "closes": "09:00"}, "closes", "終業は始業よりあと"),
            ({"days_off": "2026-08-13\nお盆"}, "days_off", "2行目"),
            ({"days_off": "01-01〜12-31"}, "days_off", "1行目"),
            ({"days_on": "11-28"}, "days_on", "年も書いて"),
            ({"lead_hours": 0}, "lead_hours", "1から90まで"),
            ({"ambassador_hours": 91}, "ambassador_hours", "1から90まで"),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(self, sato, now_set, values, field, words):
        """In words that help, and nothing is kept."""
        sato.click(HOURS)
        form = sato.submit(values)
        assert set(form.errors) == {field}
        assert words in form.errors[field]
        assert now_set() == CompanySettings()

    def test_no_days_off_are_a_choice_too(self, sato, now_set):
        """A shop that is open at the year's end."""
        sato.click(HOURS)
        sato.submit(days_off="")
        assert now_set().closed_each_year == frozenset()


class TestJobTimes:
    """When what is scheduled happens."""

    @pytest.fixture
    def services(self, services):
        """With the real timetable."""
        return replace(services, timetable=lambda: timetable(services))

    @pytest.fixture
    def draft(self, sato):
        """The form for the draft of the week, which is due on Fridays at three."""
        sato.click(ids.ACTION_OPEN_JOBS)
        sato.click("日時を変える", "week_draft")
        return sato

    def test_another_day_and_time_are_set(self, slack, database, draft):
        """The next six dates show at once how it was understood; the list and Home follow."""
        assert "11月27日（金）15:00" in draft.modal.text
        saved = draft.submit(job_day="3", job_time="16:30")
        assert "毎週木曜日の16:30" in saved.text
        assert "11月26日（木）16:30" in saved.text
        assert saved.text.count("16:30") == 7
        slack.settle(lambda: "下書き：11月26日（木）16:30" in draft.home.text)
        draft.close()
        slack.settle(lambda: "毎週木曜日の16:30" in draft.modal.text)
        with database.read() as session:
            told = [(e.subject, e.outcome) for e in entries(session) if e.actor == draft.id]
        assert told == [("job:week_draft", "3 16:30")]

    @pytest.mark.parametrize("wrong", ["08:59", "18:00", "03:20"])
    def test_nobody_is_written_to_outside_of_office_hours(self, database, draft, wrong):
        """Said at the field, with the hours."""
        form = draft.submit(job_time=wrong)
        assert set(form.errors) == {"job_time"}
        assert "09:00から18:00" in form.errors["job_time"]
        with database.read() as session:
            assert read_times(session) == {}

    def test_what_writes_to_nobody_may_run_at_night(self, database, sato):
        """It has a time only, as it is due every day."""
        sato.click(ids.ACTION_OPEN_JOBS)
        sato.click("日時を変える", "retention")
        assert "毎日4:05" in sato.submit(job_time="04:05").text
        with database.read() as session:
            assert read_times(session) == {"retention": JobTime(time(4, 5))}

    def test_an_old_form_carries_no_permission(self, database, clock, draft):
        """The role is looked up when it is sent."""
        with database.begin() as session:
            set_holders(session, Role.LEAD, ["U0OTHER"], by="x", now=clock())
        assert "だけです" in draft.submit(job_time="10:00").text
        with database.read() as session:
            assert read_times(session) == {}


@pytest.mark.parametrize("button", [ids.ACTION_OPEN_CHANNELS, ids.ACTION_OPEN_HOURS])
def test_an_old_button_carries_no_permission(database, clock, sato, now_set, button):
    """Neither does a form that was opened before."""
    home = sato.home
    sato.click(button)
    with database.begin() as session:
        set_holders(session, Role.LEAD, ["U0OTHER"], by="x", now=clock())
    assert "だけです" in sato.submit().text
    assert "だけです" in sato.click(button, on=home).text
    assert now_set() == CompanySettings()
