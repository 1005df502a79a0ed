"""Home: what each person finds there, on screen and in the workspace."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.playground.outline import outline_view
from handlers import ids
from handlers.views import home as views
from handlers.views.quick_table import quick_table, quick_table_modal
from handlers.views.settings_overview import Overview, first_admin, settings_overview
from handlers.views.undelivered import undelivered
from knowledge.roles import Person, Role
from knowledge.rulebook import load_rulebook
from knowledge.store.departments import add_department, set_department
from knowledge.store.models import Department
from knowledge.store.roles import Contacts, set_holders
from tests.handlers.screens_of_home import (
    ADMIN,
    LOCAL,
    NAMES,
    check,
    failed,
    fullest_home,
    overview,
    standing,
)

PLAIN = "青磁色の帯留め"


def shown(parts, voice):
    return outline_view(views.home(parts, voice), names=NAMES)


class TestScreens:
    """As a person reads them."""

    def test_a_new_colleague(self, small_rulebook, voice, golden):
        """Nobody named, nothing checked, no department to choose."""
        nobody = views.Standing(Contacts())
        parts = [
            views.welcome(voice, can_unmask=False),
            views.first_steps(nobody, voice),
            views.whom_to_ask(nobody, voice),
            views.recent_checks(nobody, small_rulebook, LOCAL, voice),
            quick_table(small_rulebook, voice),
            views.usage(voice),
            views.privacy(voice, can_unmask=False),
        ]
        golden(f"home/new_colleague.{voice.language}", shown(parts, voice))

    def test_somebody_at_home_here(self, small_rulebook, voice, golden):
        """A department, people to ask, five checks, no first steps any more."""
        checks = [
            check("ok", ["own-public"]),
            check("prohibited", ["unreleased-plan", "customer-name", "money", "own-public"]),
            check("undecided", []),
            check("conditional", ["no-longer-there"]),
            *[check()] * 4,
        ]
        somebody = replace(
            standing(), checks=checks, department="営業部", can_choose_department=False
        )
        parts = [
            views.welcome(voice, can_unmask=True),
            views.first_steps(somebody, voice),
            views.whom_to_ask(somebody, voice),
            views.recent_checks(somebody, small_rulebook, LOCAL, voice),
            views.privacy(voice, can_unmask=True),
        ]
        golden(f"home/colleague.{voice.language}", shown(parts, voice))

    def test_an_admin(self, voice, golden):
        """What is set, what did not arrive, and the buttons to change it."""
        late = [
            failed(1),
            failed(2, to="C0GONE000", error="is_archived"),
            failed(3, to="C0NOTICE0", error="internal_error"),
            *[failed(n) for n in range(4, 12)],
        ]
        parts = [
            first_admin(voice),
            undelivered(late, LOCAL, voice),
            settings_overview(overview(17), ADMIN, LOCAL, voice),
        ]
        golden(f"home/admin.{voice.language}", shown(parts, voice))

    def test_before_anything_is_set(self, voice, golden):
        """The first look of the first admin."""
        parts = [settings_overview(Overview({Role.ADMIN: ["U0ADMIN00"]}), ADMIN, LOCAL, voice)]
        golden(f"home/nothing_set.{voice.language}", shown(parts, voice))

    def test_the_quick_table(self, voice, golden):
        """Every category of the packaged rulebook."""
        golden(
            f"home/quick_table.{voice.language}",
            outline_view(quick_table_modal(load_rulebook(), voice)),
        )

    def test_what_the_database_does_not_say(self, voice):
        """Is said, in the person's language."""
        assert voice("home.not_read") in shown([views.not_read(voice)], voice)

    def test_the_fullest_home_leaves_nothing_out(self, small_rulebook, voice):
        """There is room for the parts that others add."""
        assert len(fullest_home(small_rulebook, voice)["blocks"]) <= 60

    @pytest.mark.parametrize(
        ("role", "buttons"),
        [
            (Role.MEMBER, set()),
            (Role.AMBASSADOR, set()),
            (Role.EXECUTIVE, set()),
            (
                Role.LEAD,
                {
                    ids.ACTION_ADD_DEPARTMENT,
                    ids.ACTION_CHANGE_DEPARTMENT,
                    ids.ACTION_OPEN_CHANNELS,
                    ids.ACTION_OPEN_HOURS,
                    ids.ACTION_OPEN_JOBS,
                    ids.ACTION_TEMPLATE_SETTINGS,
                    ids.ACTION_OPEN_MODEL,
                },
            ),
        ],
    )
    def test_buttons_follow_roles(self, texts, role, buttons):
        """Who may not press is not offered; nothing at all for who organises nothing."""
        person = Person("U0AAA", frozenset({Role.MEMBER, role}), frozenset({1}))
        blocks = settings_overview(overview(), person, LOCAL, texts.voice("ja"))
        found = {
            one["action_id"]
            for block in blocks
            for one in block.get("elements", ())
            if "action_id" in one
        }
        assert found == buttons
        assert bool(blocks) == bool(buttons)


class TestFirstSteps:
    """They show what is left, and go when all is done."""

    def steps(self, standing, texts):
        blocks = views.first_steps(standing, texts.voice("ja"))
        return shown([blocks], texts.voice("ja")).splitlines()[2:]

    def test_without_departments_there_are_two(self, texts):
        """Nobody is sent to choose from nothing."""
        assert len(self.steps(views.Standing(Contacts()), texts)) == 2

    def test_what_is_done_is_ticked(self, texts):
        """A check that came out ok is a check, but nothing was masked."""
        done = views.Standing(Contacts(), [check("ok", maskable=True)], "営業部")
        assert [line[0] for line in self.steps(done, texts)] == ["☑", "☑", "☐"]

    def test_all_done(self, texts):
        """Nothing is left on the screen."""
        done = views.Standing(Contacts(), [check()], "営業部")
        assert self.steps(done, texts) == []


class TestInTheWorkspace:
    """Opened by people."""

    def test_everybody_finds_their_own_checks_without_text(self, tanaka, smith):
        """Level and categories, newest first; those of others are not there."""
        tanaka.command(ids.COMMAND_CAN_I_ENTER, f"見積は1,000円です {PLAIN}")
        smith.command(ids.COMMAND_CAN_I_ENTER, "自社HPの公開情報")
        home = tanaka.open_home().text
        assert "11月25日（水）10:00　△" in home
        assert PLAIN not in home
        assert "◯" not in home.split("早見表")[0].split("最近の確認")[1]
        assert "25 Nov" in smith.open_home().text

    def test_whom_to_ask_is_who_helps_the_own_department(self, database, clock, slack, tanaka):
        """Named by the admin, shown by their names."""
        sato, ono = slack.person("佐藤"), slack.person("小野")
        with database.begin() as session:
            made = add_department(session, "営業部", by="x", now=clock())
            assert isinstance(made, Department)
            set_department(session, [tanaka.id], made.id, by="x", now=clock())
            set_holders(session, Role.LEAD, [sato.id], by="x", now=clock())
            set_holders(session, Role.AMBASSADOR, [ono.id], by="x", now=clock(), department=made.id)
        home = tanaka.open_home().text
        assert "あなたの部門（営業部）のアンバサダー：@小野" in home
        assert "AI推進リーダー：@佐藤" in home
        assert "聞く人はまだ" not in home

    def test_the_quick_table_opens(self, tanaka):
        """From its button, whole."""
        tanaka.open_home()
        modal = tanaka.click("早見表をすべて見る")
        assert modal.kind == "modal"
        assert all(one.label.ja in modal.text for one in load_rulebook().categories.values())

    def test_without_the_database_there_is_still_a_home(self, slack, services, connect, tmp_path):
        """What Annai knows without it, and a sentence about the rest."""
        services.database.close()
        for file in tmp_path.glob("annai.db*"):
            file.unlink()
        (tmp_path / "annai.db").mkdir()
        connect(services)
        home = slack.person("田中").open_home().text
        assert "ただいま記録を読めないため" in home
        assert "早見表" in home

    def test_other_tabs_are_not_home(self, slack, tanaka):
        """Opening the messages publishes nothing."""
        tanaka.open_home("messages")
        assert slack.calls_to("views.publish") == []

    def test_home_is_the_same_work_with_many_checks(self, database):
        """The newest are found through an index, whatever else is counted."""
        with database.read() as session:
            plan = session.execute(
                text(
                    "EXPLAIN QUERY PLAN SELECT * FROM checks WHERE member = 'U0AAA' "
                    "ORDER BY at DESC, id DESC LIMIT 30"
                )
            ).all()
        assert "USING INDEX" in str(plan)
        assert "TEMP B-TREE" not in str(plan)
