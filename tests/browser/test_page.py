"""What only the page itself can get wrong: reloads, widths, languages, hostile words, live updates."""

import pytest

from bot.playground.run import open_playground
from bot.playground.seed_file import Channel, Emoji, Message, Person, Seed, empty
from tests.browser.drivers import BOT, ByBrowser
from tests.browser.scenarios import MAIL

HOSTILE = "<img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script>"


@pytest.fixture
def person(playground, page):
    return ByBrowser(playground, page)


def wait_for(page, condition):
    """Wait until this holds, for a while."""
    for _ in range(300):
        if condition():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not come to that")


def test_a_reload_keeps_person_place_and_what_was_typed(person, page):
    """The address says where one is; the server keeps the form."""
    person.act_as("加藤大輔")
    person.go("全社")
    person.command("/can-i-enter")
    person.fill({"ChatGPTに入れたい文、または入れたい情報の種類": "打ちかけの文"})
    page.reload()
    page.wait_for_selector("html[data-ready=true]")
    assert person.person == "加藤大輔"
    field = page.get_by_label("ChatGPTに入れたい文、または入れたい情報の種類")
    assert field.input_value() == "打ちかけの文"
    person.close()
    page.reload()
    page.wait_for_selector("html[data-ready=true]")
    current = page.locator('[data-channel][aria-current="page"]')
    assert current.inner_text() == "全社"


def test_escape_closes_the_modal_on_top_once(person, page):
    """As its own button does, and without asking for what is no longer there."""
    asked = []
    person.command("/can-i-enter")
    page.on("request", lambda request: asked.append(request.post_data or ""))
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    page.wait_for_timeout(200)
    assert len([body for body in asked if '"do":"close"' in body]) == 1


def test_the_page_speaks_the_language_of_the_person(person, page):
    """Japanese for one, English for the other, without a rest of either."""
    assert page.locator("html").get_attribute("lang") == "ja"
    assert page.locator("#composer").get_attribute("placeholder").endswith("へのメッセージ")
    person.act_as("Emily Carter")
    assert page.locator("html").get_attribute("lang") == "en"
    assert "チャンネル" not in page.locator("#sidebar").inner_text()
    person.command("/can-i-enter")
    person.sees("Company workspace")


def test_what_others_do_appears_without_a_reload(person, page, playground):
    """A message, a reaction, an edit, its end."""
    person.go("ai-活用")
    sato = playground.slack.person("伊藤さくら")
    room = next(
        one.id for one in playground.slack.workspace.channels.values() if one.name == "ai-活用"
    )
    ts = sato.message("いま届く文", channel=room)
    article = page.locator(f'article[data-ts="{ts}"]')
    article.get_by_text("いま届く文").wait_for()
    sato.react("tada", ts, room)
    article.locator('[data-reaction="tada"]').wait_for()
    sato.edit(ts, "直した文", room)
    article.get_by_text("直した文").wait_for()
    sato.delete(ts, room)
    article.wait_for(state="detached")


def test_messages_can_be_answered_changed_and_taken_back(person, page):
    """In the thread panel and by the menu of a message."""
    person.go("全社")
    person.write("親の文")
    article = page.locator("#messages article").last
    article.hover()
    article.locator("[data-menu]").click()
    page.locator('[data-do="thread"]').last.click()
    page.fill("#thread-composer", "返信の文")
    page.click("#thread-send")
    page.locator("#thread").get_by_text("返信の文").wait_for()
    person.settle()
    assert "返信の文" not in page.locator("#messages").inner_text()
    page.reload()
    page.locator("#thread").get_by_text("返信の文").wait_for()


def test_enter_sends_and_shift_enter_makes_a_line(person, page):
    """As in Slack."""
    person.go("全社")
    page.locator("#composer").press_sequentially("一行目")
    page.keyboard.press("Shift+Enter")
    page.locator("#composer").press_sequentially("二行目")
    page.keyboard.press("Enter")
    person.sees("一行目", "二行目")
    assert page.locator("#composer").input_value() == ""


def test_commands_are_suggested_with_their_hints(person, page):
    """What the manifest says of them, in the person's language."""
    person.go("全社")
    page.locator("#composer").press_sequentially("/can")
    option = page.locator("#suggestions [role=option]").first
    assert "/can-i-enter" in option.inner_text()
    assert "入れたい文" in option.inner_text()


def test_an_unread_count_shows_and_goes(person, page, playground):
    """Without a reload, and only for others' messages."""
    person.go("全社")
    dm = playground.slack.person("田中美咲").dm_id
    playground.annai.client.chat_postMessage(channel=dm, text="お知らせです")
    wait_for(page, lambda: person.unread(BOT) == 1)
    person.go(BOT)
    person.sees("お知らせです")
    assert person.unread(BOT) == 0


def test_the_clock_and_the_inspector_show_what_happens(person, page, playground):
    """The clock moves to the next morning; the book names commands and calls with their times."""
    before = playground.clock()
    page.click("#clock-open")
    page.click('[data-clock="next_working_morning"]')
    wait_for(page, lambda: playground.clock() > before)
    person.settle()
    person.go("全社")
    person.command(f"/can-i-enter {MAIL}")
    page.click("#inspector-open")
    page.locator("#inspector [data-exchange]").first.wait_for()
    wait_for(page, lambda: "/can-i-enter" in page.locator("#inspector").inner_text())


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_nothing_is_wider_than_the_screen(person, page, width):
    """A long answer, a modal and the sidebar fit, on a phone too."""
    page.set_viewport_size({"width": width, "height": 844})
    person.go("全社")
    person.command(f"/can-i-enter {MAIL}")
    person.sees("伏せた文")
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0
    person.command("/can-i-enter")
    person.sees("どこに入れますか")
    assert page.evaluate(wide) == 0


def test_a_page_that_lost_its_server_says_so(browser):
    """And does not look as if it worked."""
    with open_playground(empty("ja"), 0, "ja") as short:
        context = browser.new_context()
        other = context.new_page()
        other.goto(short.address)
        other.wait_for_selector("html[data-ready=true]")
    other.locator("#stopped").wait_for(state="visible")
    context.close()


class TestHostileWords:
    """Names, messages, file names and emoji names stay text, whatever they contain."""

    @pytest.fixture
    def seed(self):
        name = "<b>田中</b>\"'"
        return Seed(
            general="<i>全社</i>",
            person=(Person(name=name, title=HOSTILE, department=HOSTILE[:70]),),
            channel=(Channel(name="<u>部屋</u>"),),
            message=(
                Message.model_validate(
                    {
                        "in": "<u>部屋</u>",
                        "by": name,
                        "text": HOSTILE,
                        "reactions": {"<s>x</s>": [name]},
                    }
                ),
            ),
            emoji=(Emoji(name="<em>a</em>", looks="<b>!</b>"),),
        )

    def test_nothing_of_it_becomes_part_of_the_page(self, person, page, playground):
        """What was written is read as it was written, and nothing of it runs."""
        person.go("<u>部屋</u>")
        person.sees("<script>document.title='pwned'</script>", "<img src=x")
        files = [('<img src=x onerror="alert(1)">.txt', b"x")]
        person.write(HOSTILE, files=files)
        person.sees('<img src=x onerror="alert(1)">.txt')
        person.command(f"/can-i-enter {HOSTILE}")
        page.click("#inspector-open")
        page.locator("#inspector [data-exchange]").first.click()
        # From an app, with each of Slack's own ways of writing.
        blocks = [
            {
                "type": "section",
                "text": {"type": "mrkdwn", "text": f"*{HOSTILE}* <javascript:alert(1)|押す>"},
            },
            {"type": "header", "text": {"type": "plain_text", "text": HOSTILE}},
            {"type": "image", "image_url": "javascript:alert(1)", "alt_text": HOSTILE},
            {
                "type": "actions",
                "elements": [
                    {
                        "type": "button",
                        "text": {"type": "plain_text", "text": HOSTILE[:70]},
                        "url": "javascript:document.title='pwned'",
                    }
                ],
            },
        ]
        dm = playground.slack.people[0].dm_id
        playground.annai.client.chat_postMessage(channel=dm, text=HOSTILE, blocks=blocks)
        person.go(BOT)
        person.sees("押す")
        assert page.locator("a[href^='javascript:']").count() == 0
        for tag in (
            "main b b",
            "main u",
            "#sidebar u",
            "#sidebar i:not([class])",
            "main script",
            "main img[src='x']",
        ):
            assert page.locator(tag).count() == 0, tag
        assert "pwned" not in page.title()
        playground.slack.take_problems()


def test_the_pane_stays_while_one_goes_about(person, page, playground):
    """Beside another channel and after a reload; a thread takes its place, and so does a new one."""
    person.go("ai-活用")
    person.open_pane()
    prompt = page.locator("[data-prompt]").first.inner_text()
    person.go("全社")
    page.reload()
    page.locator("#pane").get_by_text(prompt).wait_for()
    person.take_suggestion(prompt)
    person.sees("こちらが参考になりそうです")
    assert page.locator("[data-prompt]").count() == 0
    page.click("[data-new-pane]")
    page.locator("[data-prompt]").first.wait_for()
    assert "こちらが参考になりそうです" not in page.locator("#pane").inner_text()
    person.go("ai-活用")
    page.locator("#messages .thread-bar").first.click()
    page.locator("#thread").wait_for()
    assert page.locator("#pane").is_hidden()
    person.go(BOT)
    page.locator("#messages .thread-bar").first.click()
    page.locator("#pane").get_by_text("こちらが参考になりそうです").first.wait_for()


def test_the_pane_says_that_the_bot_is_at_work(person, page, playground):
    """As the app has set it, with the app's name."""
    person.open_pane()
    panes = playground.slack.workspace.panes
    (place,) = panes
    panes[place] |= {"status": "調べています…"}
    page.locator("#pane [role=status]").get_by_text("annai 調べています…").wait_for()
    panes[place] |= {"status": ""}
    page.locator("#pane [role=status]").wait_for(state="hidden")
