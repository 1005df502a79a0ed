"""The first admin, and who gets which role: told by people who press, some of whom may not."""

from threading import Event

import pytest

from bot.playground.faults import Fault
from bot.playground.gestures import NotOnScreenError
from bot.playground.outline import outline_view
from handlers import ids
from handlers.views.roles import roles_modal
from knowledge.roles import Role
from knowledge.store.audit import entries
from knowledge.store.members import find_member
from knowledge.store.roles import find_person, holders, set_holders
from tests.handlers.screens_of_home import HOLDERS, NAMES

BEGIN = "管理者になって設定を始める"
NAME_ROLES = "担当を決める"
PATIENCE = 60


@pytest.fixture
def kinoshita(slack, bot):
    """An admin of the workspace at Slack, and nothing yet at Annai."""
    return slack.person("木下", admin=True)


@pytest.fixture
def admin(database, clock, kinoshita):
    """The admin of Annai."""
    with database.begin() as session:
        set_holders(session, Role.ADMIN, [kinoshita.id], by=kinoshita.id, now=clock())
    kinoshita.open_home()
    return kinoshita


@pytest.fixture
def who(database):
    """Who has a role now."""

    def ask(role):
        with database.read() as session:
            return holders(session, role)

    return ask


def test_the_form_reads_as_agreed(voice, golden):
    """Four roles, with how many may have each."""
    golden(f"home/roles.{voice.language}", outline_view(roles_modal(HOLDERS, voice), names=NAMES))


class TestFirstAdmin:
    """While there is none."""

    def test_an_admin_of_the_workspace_begins(self, database, slack, kinoshita, who):
        """With one press they are the admin, and name the others at once."""
        assert BEGIN in kinoshita.open_home().text
        form = kinoshita.click(BEGIN)
        assert who(Role.ADMIN) == [kinoshita.id]
        assert "@木下" in form.text or "木下" in form.text
        sato = slack.person("佐藤")
        kinoshita.submit(lead=[sato.id])
        assert kinoshita.modal is None
        assert who(Role.LEAD) == [sato.id]
        slack.settle(lambda: "AI推進リーダー：@佐藤" in kinoshita.home.text)
        assert BEGIN not in kinoshita.home.text
        with database.read() as session:
            told = [(e.actor, e.action, e.subject) for e in entries(session)]
        assert told == [
            (kinoshita.id, "set_roles", "role:lead"),
            (kinoshita.id, "set_roles", "role:admin"),
        ]

    def test_other_people_are_not_offered_it(self, tanaka):
        """Who is no admin of the workspace does not see the button."""
        assert BEGIN not in tanaka.open_home().text

    def test_the_first_press_wins(self, slack, kinoshita, who):
        """The other is told, and asks the admin."""
        other = slack.person("三宅", admin=True)
        kinoshita.open_home()
        other.open_home()
        kinoshita.click(BEGIN)
        assert "先にほかの人が管理者になりました" in other.click(BEGIN).text
        assert who(Role.ADMIN) == [kinoshita.id]
        slack.settle(lambda: BEGIN not in other.home.text)

    def test_the_standing_at_slack_is_asked_at_the_press(self, slack, kinoshita, who):
        """Who was an admin of the workspace yesterday is not one today."""
        home = kinoshita.open_home()
        members = slack.workspace.members
        members[kinoshita.id] = type(members[kinoshita.id])(kinoshita.id, "T0LOCAL", "木下", "木下")
        assert "最初の管理者になれるのは" in kinoshita.click(BEGIN, on=home).text
        assert who(Role.ADMIN) == []

    def test_when_the_last_admin_has_left_it_begins_anew(self, slack, admin):
        """Nobody is locked out of a company's settings."""
        other = slack.person("三宅", admin=True)
        assert BEGIN not in other.open_home().text
        slack.deactivate(admin)
        assert BEGIN in other.open_home().text


class TestRoles:
    """Given in Home."""

    def test_all_roles_at_once(self, slack, admin, who):
        """In the order in which people stand there."""
        people = [slack.person(name).id for name in ("佐藤", "林", "小野", "三宅")]
        admin.click(NAME_ROLES)
        admin.submit(
            lead=people[:2],
            deputy=[people[2]],
            executive=[people[3]],
            admin=[admin.id, people[0]],
        )
        assert admin.modal is None
        assert who(Role.LEAD) == people[:2]
        assert (who(Role.DEPUTY), who(Role.EXECUTIVE)) == ([people[2]], [people[3]])
        assert who(Role.ADMIN) == [admin.id, people[0]]

    def test_a_role_that_nobody_has_may_wait(self, admin, who):
        """Who sets up the admins need not know yet who leads."""
        admin.click(NAME_ROLES)
        admin.submit()
        assert admin.modal is None
        assert who(Role.LEAD) == []

    def test_somebody_always_leads_and_administers(self, slack, admin, who):
        """The client asks for one; what comes all the same is refused at its field."""
        sato = slack.person("佐藤")
        admin.click(NAME_ROLES)
        admin.submit(lead=[sato.id])
        slack.settle(lambda: "佐藤" in admin.home.text)
        admin.click(NAME_ROLES)
        assert set(admin.submit(lead=[]).errors) == {"lead"}
        assert who(Role.LEAD) == [sato.id]

    def test_one_does_not_take_the_own_key_away(self, slack, admin, who):
        """Another admin has to do that."""
        admin.click(NAME_ROLES)
        form = admin.submit(admin=[slack.person("佐藤").id])
        assert "先にほかの人を管理者に" in form.errors["admin"]
        assert who(Role.ADMIN) == [admin.id]

    @pytest.mark.parametrize("kind", ["bot", "outsider", "gone"])
    def test_nobody_who_is_not_here_is_chosen(self, slack, admin, who, kind):
        """A bot, somebody of another company, somebody who left: said at the field."""
        if kind == "bot":
            chosen = "U0ANNAI"
        else:
            person = slack.person("佐藤", outsider=kind == "outsider")
            chosen = person.id
            if kind == "gone":
                slack.deactivate(person)
        admin.click(NAME_ROLES)
        form = admin.submit(lead=[chosen])
        assert form.errors == {"lead": "ボット、退職した人、ほかの会社の人は選べません。"}
        assert who(Role.LEAD) == []

    def test_an_old_button_carries_no_permission(self, database, clock, slack, admin):
        """The role is looked up at the press, and again when the form is sent."""
        other = slack.person("三宅")
        home = admin.home
        admin.click(NAME_ROLES)
        with database.begin() as session:
            set_holders(session, Role.ADMIN, [other.id], by="x", now=clock())
        refused = admin.submit(lead=[admin.id])
        assert "この操作ができるのは、管理者だけです" in refused.text
        assert "この操作ができるのは、管理者だけです" in admin.click(NAME_ROLES, on=home).text
        with database.read() as session:
            assert holders(session, Role.LEAD) == []

    @pytest.mark.parametrize("role", [Role.LEAD, Role.EXECUTIVE])
    def test_the_button_is_for_admins(self, database, clock, tanaka, role):
        """A lead organises, but does not hand out roles."""
        with database.begin() as session:
            set_holders(session, role, [tanaka.id], by="x", now=clock())
        tanaka.open_home()
        with pytest.raises(NotOnScreenError):
            tanaka.click(ids.ACTION_OPEN_ROLES)

    def test_without_an_answer_of_slack_people_are_taken_as_they_come(self, slack, admin, who):
        """What somebody may do is looked up when they act."""
        sato = slack.person("佐藤")
        admin.click(NAME_ROLES)
        slack.faults.next("users.info", "500", times=9)
        admin.submit(lead=[sato.id])
        assert who(Role.LEAD) == [sato.id]


class TestDepartures:
    """Slack says when somebody leaves."""

    def test_who_leaves_is_not_asked_any_more(self, database, slack, admin, who):
        """And the admins see that nobody leads."""
        sato = slack.person("佐藤")
        admin.click(NAME_ROLES)
        admin.submit(lead=[sato.id])
        slack.deactivate(sato)
        assert who(Role.LEAD) == []
        assert "AI推進リーダーが決まっていません" in admin.open_home().text
        with database.read() as session:
            assert not find_person(session, sato.id).active

    def test_an_older_home_does_not_come_after_a_newer_one(self, slack, admin):
        """What was read before somebody left is on its way when Home is opened anew."""
        sato = slack.person("佐藤")
        admin.click(NAME_ROLES)
        on_its_way = Event()

        def hold_up_the_first(method):
            if method != "views.publish" or on_its_way.is_set():
                return None
            on_its_way.set()
            return Fault("delay", 0.4)

        slack.faults.whenever(hold_up_the_first)
        admin.submit(lead=[sato.id])
        assert on_its_way.wait(PATIENCE)
        slack.deactivate(sato)
        admin.open_home()
        slack.settle()
        assert "AI推進リーダーが決まっていません" in admin.home.text

    @pytest.mark.usefixtures("bot")
    def test_a_stranger_who_leaves_leaves_no_trace(self, database, slack):
        """Nothing is kept about people whom we never met."""
        person = slack.person("高橋")
        slack.deactivate(person)
        with database.read() as session:
            assert find_member(session, person.id) is None

    def test_delivered_twice_it_is_the_same(self, slack, admin, who):
        """As every event may be."""
        sato = slack.person("佐藤")
        admin.click(NAME_ROLES)
        admin.submit(lead=[sato.id])
        slack.deactivate(sato)
        slack.redeliver(slack.events[-1].event_id, times=2)
        assert who(Role.LEAD) == []
