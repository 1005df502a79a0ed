"""A mistaken entry from fright to thanks: told with the real bot, in both languages."""

from threading import Thread

import pytest

from handlers import ids
from knowledge.roles import Role
from knowledge.store.departments import add_department, set_department
from knowledge.store.incidents import find_incident
from knowledge.store.members import see_member
from knowledge.store.models import Department
from knowledge.store.roles import set_holders

STAFF = ("田中", "鈴木", "加藤", "林", "黒木", "森")
WORDS = {
    "ja": {
        "thanks": "知らせてくださってありがとうございます",
        "received": "誤入力の報告を受け付けました",
        "arrived": "誤入力の報告が届きました",
        "upwards": "法律の期限にかかわるかもしれない",
        "question": "担当から聞きたいことがあります",
        "reply": "報告した人から返事がありました",
        "over": "誤入力の対応が終わりました",
        "asked": "会話はもう消えていますか",
        "said": "はい、消しました",
        "reason": "会話が消えたことを確かめました",
        "yours": "あなたの誤入力の報告",
    },
    "en": {
        "thanks": "Thank you for telling us",
        "received": "Your report of a mistaken entry has been received",
        "arrived": "A mistaken entry was reported",
        "upwards": "A mistaken entry for which the law may set a deadline",
        "question": "A question about your report of a mistaken entry",
        "reply": "The reporter has replied",
        "over": "Your mistaken entry has been dealt with",
        "asked": "Is the chat gone by now?",
        "said": "Yes, I deleted it",
        "reason": "We made sure that the chat is gone",
        "yours": "Your reports of mistaken entries",
    },
}


@pytest.fixture(params=["ja", "en"])
def language(request):
    return request.param


@pytest.fixture
def company(slack, annai, clock, monkeypatch, language):
    """Kato leads, Hayashi is the deputy, Kuroki the executive, Mori the admin."""
    monkeypatch.setattr("handlers.database_visits._SECONDS", 20)
    locale = "ja-JP" if language == "ja" else "en-US"
    people = {name: slack.person(name, locale=locale) for name in STAFF}
    with annai.annai.services.database.begin() as session:
        for person in people.values():
            see_member(session, member=person.id, team="T0LOCAL", at=clock(), language=language)
        admin = people["森"].id
        given = {"森": Role.ADMIN, "加藤": Role.LEAD, "林": Role.DEPUTY, "黒木": Role.EXECUTIVE}
        for name, role in given.items():
            set_holders(session, role, [people[name].id], by=admin, now=clock())
        sales = add_department(session, "営業部", by=admin, now=clock())
        assert isinstance(sales, Department)
        set_department(session, [people["田中"].id], sales.id, by=admin, now=clock())
    return people


@pytest.fixture
def gets(slack, annai):
    """Wait until somebody's newest message from the bot says this, and return it."""

    def wait(person, said):
        annai.annai.runner.tick()
        slack.settle(lambda: any(said in one.text for one in person.dm), seconds=20)
        return next(one for one in reversed(person.dm) if said in one.text)

    return wait


def test_from_fright_to_thanks(slack, annai, company, gets, clock, language):
    """Reported, first steps, told at once, taken on, asked, closed; everybody sees what is theirs."""
    words = WORDS[language]
    tanaka, kato, hayashi = (company[name] for name in ("田中", "加藤", "林"))
    # Eleven in the evening: this waits for no morning.
    clock.advance(hours=13)
    tanaka.command(ids.COMMAND_MISINPUT)
    assert words["thanks"] in tanaka.modal.text
    tanaka.submit(categories=["health"], place="private", happened="now", done=["delete-chat"])
    assert words["thanks"] in tanaka.modal.text
    tanaka.click(ids.ACTION_INCIDENT_STEP)
    tanaka.close(everything=True)
    gets(tanaka, words["received"])
    for lead in (kato, hayashi):
        assert tanaka.id in str(gets(lead, words["arrived"]).blocks)
    assert tanaka.id not in str(gets(company["黒木"], words["upwards"]).blocks)
    clock.advance(minutes=7)
    kato.click(ids.ACTION_TAKE_INCIDENT)
    kato.click(ids.ACTION_INCIDENT_STEP)
    kato.click(ids.ACTION_ASK_REPORTER)
    kato.submit(words=words["asked"])
    kato.close(everything=True)
    gets(tanaka, words["question"])
    tanaka.click(ids.ACTION_REPLY_ON_INCIDENT)
    tanaka.submit(words=words["said"])
    tanaka.close(everything=True)
    answered = gets(kato, words["reply"])
    kato.click(ids.ACTION_OPEN_INCIDENT, on=answered)
    assert words["said"] in kato.modal.text
    kato.click(ids.ACTION_CLOSE_INCIDENT)
    kato.submit(outcome="contained", outside="will_be_made", reason=words["reason"])
    kato.close(everything=True)
    over = gets(tanaka, words["over"])
    assert words["reason"] in over.text
    tanaka.open_home()
    slack.settle(lambda: words["yours"] in tanaka.home.text, seconds=20)
    assert [one for one in company["鈴木"].dm if one.user != company["鈴木"].id] == []
    with annai.annai.services.database.read() as session:
        row = find_incident(session, 1)
    assert row is not None
    assert (row.state, row.minutes_to_take, row.working_minutes) == ("closed", 7, 0)


def test_two_who_take_it_on_in_the_same_moment(slack, start, annai, company, gets):
    """On two replicas: one has it, the other hears who, and the reporter is told one name."""
    start()
    tanaka, kato, hayashi = (company[name] for name in ("田中", "加藤", "林"))
    tanaka.command(ids.COMMAND_MISINPUT)
    tanaka.submit(categories=["money"], place="company")
    for lead in (kato, hayashi):
        gets(lead, WORDS[company_language(tanaka)]["arrived"])
    pressing = [
        Thread(target=one.click, args=(ids.ACTION_TAKE_INCIDENT,)) for one in (kato, hayashi)
    ]
    for thread in pressing:
        thread.start()
    for thread in pressing:
        thread.join()
    with annai.annai.services.database.read() as session:
        row = find_incident(session, 1)
    assert row is not None
    first, second = (kato, hayashi) if row.taken_by == kato.id else (hayashi, kato)
    assert ids.ACTION_ASK_REPORTER in str(first.modal.blocks)
    assert ids.ACTION_ASK_REPORTER not in str(second.modal.blocks)
    assert first.id in str(second.modal.blocks)
    annai.annai.runner.tick()
    slack.settle(lambda: first.id in str(tanaka.dm[-1].blocks), seconds=20)
    assert second.id not in str(tanaka.dm[-1].blocks)


def company_language(person):
    return "ja" if person.language == "ja" else "en"
