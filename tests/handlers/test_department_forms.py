"""Departments as people set them up in Home, and how each says where they belong."""

import pytest

from bot.playground.outline import outline_view
from handlers import ids
from handlers.views.departments import (
    Staff,
    department_modal,
    new_department_modal,
    own_department_modal,
)
from knowledge.roles import Role
from knowledge.store.audit import entries
from knowledge.store.departments import (
    add_department,
    department_of,
    departments,
    find_department,
    members_of,
    retire_department,
    set_department,
)
from knowledge.store.roles import holders, set_holders
from tests.handlers import screens_of_home
from tests.handlers.screens_of_home import NAMES


@pytest.fixture
def sato(database, clock, slack, bot):
    """The lead."""
    person = slack.person("佐藤")
    with database.begin() as session:
        set_holders(session, Role.ADMIN, ["U0ADMIN"], by="x", now=clock())
        set_holders(session, Role.LEAD, [person.id], by="x", now=clock())
    person.open_home()
    return person


@pytest.fixture
def sales(database, clock, sato):
    """The sales department."""
    with database.begin() as session:
        made = add_department(session, "営業部", by="x", now=clock())
    sato.open_home()
    return made


@pytest.fixture
def change(sato):
    """Open a department and send its form."""

    def change(department, **values):
        sato.click(ids.ACTION_CHANGE_DEPARTMENT, str(department.id))
        return sato.submit(values)

    return change


def names(database):
    with database.read() as session:
        return [one.name for one in departments(session)]


@pytest.mark.parametrize("screen", ["own", "new", "change"])
def test_the_forms_read_as_agreed(screen, voice, golden):
    """What is asked, and what happens."""
    some = screens_of_home.departments(2)
    view = {
        "own": own_department_modal(some, voice),
        "new": new_department_modal(voice),
        "change": department_modal(some[0], Staff(["U0AMB0000"], ["U0AMB0000"] * 43), voice),
    }[screen]
    golden(f"home/department_{screen}.{voice.language}", outline_view(view, names=NAMES))


class TestAdding:
    """From Home."""

    def test_with_its_ambassadors(self, database, slack, sato):
        """It is there at once, and everybody is told where it is."""
        ono = slack.person("小野")
        sato.click("部門を追加")
        sato.submit(name=" 営業 部 ", ambassadors=[ono.id])
        assert sato.modal is None
        assert names(database) == ["営業 部"]
        with database.read() as session:
            assert holders(session, Role.AMBASSADOR) == [ono.id]
        slack.settle(lambda: "営業 部（0人）　アンバサダー: @小野" in sato.home.text)

    @pytest.mark.parametrize(
        ("typed", "error"),
        [
            ("　", "名前を書いてください。"),
            ("エイギョウブ", "同じ名前の部門があります"),
            ("\u200b", "名前を書いてください。"),
        ],
    )
    def test_a_name_that_cannot_be(self, database, clock, sato, typed, error):
        """Is refused at its field, and nothing is added."""
        with database.begin() as session:
            add_department(session, "えいぎょうぶ", by="x", now=clock())
        sato.click("部門を追加")
        form = sato.submit(name=typed)
        assert error in form.errors["name"]
        assert names(database) == ["えいぎょうぶ"]

    def test_no_more_than_a_menu_shows(self, database, clock, sato):
        """The hundred and first is refused in words."""
        with database.begin() as session:
            for number in range(100):
                add_department(session, f"第{number}課", by="x", now=clock())
        assert "ほか85部門" in sato.open_home().text
        sato.click("部門を追加")
        assert "部門は100個まで" in sato.submit(name="もう1つ").errors["name"]

    def test_an_ambassador_must_be_here(self, database, slack, sato):
        """Somebody of another company is refused, and so is the whole form."""
        sato.click("部門を追加")
        form = sato.submit(name="営業部", ambassadors=[slack.person("他社", outsider=True).id])
        assert set(form.errors) == {"ambassadors"}
        assert names(database) == []

    def test_a_returning_department_keeps_its_ambassadors(self, database, clock, sato, sales):
        """An empty field takes nobody out whom it does not show."""
        with database.begin() as session:
            set_holders(
                session, Role.AMBASSADOR, ["U0AAA"], by="x", now=clock(), department=sales.id
            )
            found = find_department(session, sales.id)
            assert found is not None
            retire_department(session, found, by="x", now=clock())
        sato.click("部門を追加")
        sato.submit(name="営業部")
        with database.read() as session:
            assert holders(session, Role.AMBASSADOR, sales.id) == ["U0AAA"]


class TestChanging:
    """From the menu in Home."""

    def test_everything_at_once(self, database, slack, sato, sales, change):
        """Name, ambassadors, who comes; the trail names who did it."""
        ono, tanaka = slack.person("小野"), slack.person("田中")
        change(sales, name="営業本部", ambassadors=[ono.id], joining=[tanaka.id, ono.id])
        assert sato.modal is None
        with database.read() as session:
            assert names(database) == ["営業本部"]
            assert members_of(session, sales.id) == sorted([ono.id, tanaka.id])
            assert holders(session, Role.AMBASSADOR, sales.id) == [ono.id]
            assert {e.actor for e in entries(session)} == {"x", sato.id}
        slack.settle(lambda: "営業本部（2人）" in sato.home.text)

    def test_what_stands_there_stays(self, database, clock, sales, sato, change):
        """Sending the form as it is changes nothing and leaves no trail."""
        with database.begin() as session:
            set_holders(
                session, Role.AMBASSADOR, [sato.id], by="x", now=clock(), department=sales.id
            )
            before = len(entries(session))
        change(sales)
        with database.read() as session:
            assert len(entries(session)) == before

    def test_people_leave_it(self, database, clock, sales, sato, change):
        """They then belong to none."""
        with database.begin() as session:
            set_department(session, ["U0AAA", "U0BBB"], sales.id, by="x", now=clock())
        change(sales, leaving=["U0AAA"])
        assert sato.modal is None
        with database.read() as session:
            assert members_of(session, sales.id) == ["U0BBB"]

    def test_contradictions_are_named(self, database, sales, change):
        """In and out at once, and out without being in; nothing is done by half."""
        form = change(sales, name="営業本部", joining=["U0AAA"], leaving=["U0AAA"])
        assert "両方に選べません" in form.errors["joining"]
        assert "所属していない人" in form.errors["leaving"]
        assert names(database) == ["営業部"]

    def test_another_ones_name(self, database, clock, sales, change):
        """Is taken; the rest of the form waits."""
        with database.begin() as session:
            add_department(session, "総務部", by="x", now=clock())
        form = change(sales, name="総務部", joining=["U0AAA"])
        assert set(form.errors) == {"name"}
        with database.read() as session:
            assert members_of(session, sales.id) == []

    def test_it_is_retired(self, database, slack, sato, sales, change):
        """With one tick, and is gone from Home."""
        change(sales, retire=["retire"])
        assert sato.modal is None
        assert names(database) == []
        slack.settle(lambda: "営業部" not in sato.home.text)

    def test_what_is_gone_meanwhile_is_said(self, database, clock, sato, sales):
        """On opening and on sending."""
        home = sato.home
        sato.click(ids.ACTION_CHANGE_DEPARTMENT, str(sales.id))
        with database.begin() as session:
            found = find_department(session, sales.id)
            assert found is not None
            retire_department(session, found, by="x", now=clock())
        assert "もうありません" in sato.submit(name="営業本部").text
        again = sato.click(ids.ACTION_CHANGE_DEPARTMENT, str(sales.id), on=home)
        assert "もうありません" in again.text

    def test_who_does_not_organise_any_more_is_told(self, database, clock, sato, sales):
        """At the press of an old button, and when the form is sent."""
        home = sato.home
        sato.click(ids.ACTION_CHANGE_DEPARTMENT, str(sales.id))
        with database.begin() as session:
            set_holders(session, Role.LEAD, ["U0OTHER"], by="x", now=clock())
        for refused in (
            sato.submit(name="営業本部"),
            sato.click("部門を追加", on=home),
            sato.click(ids.ACTION_CHANGE_DEPARTMENT, str(sales.id), on=home),
        ):
            assert "AI推進リーダー・リーダー代理・管理者だけです" in refused.text
        assert names(database) == ["営業部"]


class TestOwn:
    """Each person says once where they belong."""

    CHOOSE = "所属を選ぶ"

    def test_it_is_chosen_once(self, database, clock, slack, sales, tanaka):
        """Then the button is gone, and Home names the department's ambassadors."""
        ono = slack.person("小野")
        with database.begin() as session:
            set_holders(
                session, Role.AMBASSADOR, [ono.id], by="x", now=clock(), department=sales.id
            )
        assert "☐ 所属する部門を選ぶ" in tanaka.open_home().text
        tanaka.click(self.CHOOSE)
        tanaka.submit(department="営業部")
        assert tanaka.modal is None
        slack.settle(lambda: "（営業部）のアンバサダー：@小野" in tanaka.home.text)
        assert self.CHOOSE not in tanaka.home.text.split("はじめの一歩")[1].split("早見表")[0]
        assert "☑ 所属する部門を選ぶ" in tanaka.home.text

    def test_a_second_press_is_told(self, database, sales, tanaka):
        """From another device: what was chosen first stays."""
        home = tanaka.open_home()
        tanaka.click(self.CHOOSE)
        tanaka.click(self.CHOOSE, on=home)
        tanaka.submit(department="営業部")
        assert "所属はもう決まっているか" in tanaka.submit(department="営業部").text
        tanaka.click(self.CHOOSE, on=home)
        # Home is shown anew meanwhile, so it may be the newest of all.
        assert "所属はもう決まっているか" in tanaka.modal.text
        with database.read() as session:
            found = department_of(session, tanaka.id)
        assert found is not None
        assert found.id == sales.id

    def test_without_departments_nobody_is_asked(self, tanaka):
        """There is nothing to choose."""
        assert self.CHOOSE not in tanaka.open_home().text

    @pytest.mark.usefixtures("sales")
    def test_people_of_other_companies_belong_to_none(self, slack):
        """They may check texts, and that is all."""
        stranger = slack.person("他社", outsider=True)
        home = stranger.open_home().text
        assert self.CHOOSE not in home
        assert "入れていいか確認する" in home
