"""Faults that others' bots had, each with the tests that show that it is not one of ours."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parent

# By the kind of fault and its example, as `owner/repository#number`.
FAULTS = {
    "the same arrives twice: slackapi/bolt-python#868": (
        "journeys/test_deliveries.py::test_three_deliveries_are_one_answer",
        "journeys/test_deliveries.py::TestAnswersThatNeverCome::test_who_died_is_replaced_by_a_retry",
        "handlers/test_asking.py::TestOnce::test_a_form_that_is_submitted_twice_asks_once",
        "handlers/test_incident_forms.py::test_the_form_delivered_twice_is_one_incident",
    ),
    "two who decide at once: fivexl/terraform-aws-sso-elevator#212": (
        "handlers/test_asking.py::TestOnce::test_the_first_of_two_answers_counts",
        "handlers/test_asking.py::TestOnce::test_one_answer_pressed_twice_is_one_answer",
        "handlers/test_incident_desk.py::test_of_two_leads_one_takes_it_on",
        "journeys/test_incident_story.py::test_two_who_take_it_on_in_the_same_moment",
        "journeys/test_escalations_in_trouble.py::test_many_questions_and_two_who_answer_at_once",
    ),
    "every replica runs the job: agronholm/apscheduler#160": (
        "scheduler/test_runner.py::test_three_replicas_are_one_run",
        "scheduler/test_runner.py::test_a_replica_that_died_is_replaced",
    ),
    "the trigger has died: slackapi/bolt-python#306": (
        "handlers/test_failures.py::TestExpected::test_a_command_whose_trigger_has_died",
        "handlers/test_failures.py::TestExpected::test_a_button_whose_trigger_has_died",
        "handlers/test_failures.py::TestExpected::test_a_slow_screen_is_given_up_in_time",
    ),
    "slow listeners hold up the others: slackapi/java-slack-sdk#1411": (
        "journeys/test_deliveries.py::TestWhileTheSlowIsBusy::test_a_command_does_not_wait_behind_slow_posts",
        "handlers/test_background.py::test_a_full_waiting_room_says_so_at_once",
        "handlers/test_background.py::test_short_work_never_waits_behind_slow_work",
    ),
    "a command where the bot is not: slackapi/python-slack-sdk#734": (
        "journeys/test_check_journeys.py::test_it_works_where_the_bot_is_no_member",
        "handlers/test_checks.py::TestCommand::test_it_works_where_the_bot_is_no_member",
    ),
    "nobody reads it any more: slackapi/python-slack-sdk#1156": (
        "scheduler/test_outbox.py::test_somebody_who_has_left_is_replaced",
        "handlers/test_asking.py::TestTheTurn::test_a_lead_who_has_left_is_not_waited_for",
        "handlers/test_role_forms.py::TestDepartures::test_who_leaves_is_not_asked_any_more",
    ),
    "a bulk send dies half-way: slackapi/python-slack-sdk#805": (
        "scheduler/test_outbox_in_trouble.py::test_many_messages_across_a_limit_a_refusal_and_a_restart",
        "scheduler/test_outbox.py::test_waiting_as_slack_says_blocks_nobody",
    ),
    "a run that was due meanwhile: agronholm/apscheduler#696": (
        "scheduler/test_runner.py::test_a_run_that_was_due_meanwhile_is_made_up",
        "scheduler/test_runner.py::test_the_clock_was_busy_at_nine",
        "scheduler/test_runner.py::test_beyond_the_limit_an_admin_hears_of_it",
    ),
    "the 31st of a short month: actualbudget/actual#6814": (
        "knowledge/test_schedules.py::test_the_31st_of_short_months",
        "knowledge/test_schedules.py::test_the_30th_in_february_of_a_leap_year",
        "scheduler/test_runner.py::test_every_job_shows_its_next_six_dates",
    ),
    "two screens disagree about the month: JCISadmin/AI_Compliance#412": (
        "knowledge/test_schedules.py::test_the_month_is_that_of_tokyo",
        "knowledge/store/test_store_reports.py::test_the_turn_of_a_month",
        "journeys/test_report_story.py::test_the_same_figures_everywhere",
        "journeys/test_report_story.py::test_the_month_is_the_same_on_every_screen",
        "scheduler/test_monthly_review.py::test_stories_at_the_turn_of_a_month",
    ),
    "database is locked: jentic/jentic-one#529": (
        "knowledge/store/test_store_database.py::test_many_threads_read_decide_and_write",
        "knowledge/store/test_store_database.py::test_a_writer_that_cannot_have_its_turn_says_so",
    ),
    "times change on one database: MemMachine/MemMachine#1462": (
        "knowledge/store/test_store_times.py::test_an_instant_is_the_same_after_reloading",
        "knowledge/store/test_store_times.py::test_a_reloaded_instant_compares_with_now",
    ),
    "the first action after a quiet night: pymc-labs/daimon#63": (
        "knowledge/store/test_store_database.py::test_terminated_connections_are_survived",
        "knowledge/store/test_store_database.py::test_a_connection_that_breaks_on_the_way_saves_nothing",
    ),
    "cells that run, and headers that are garbled: hhurz/tableExport.jquery.plugin#230": (
        "handlers/test_report_in_libreoffice.py::test_the_files_open_as_they_are",
        "handlers/test_report_files.py::test_no_cell_is_a_formula",
        "handlers/test_report_files.py::test_a_negative_change_stays_a_number",
        "bot/test_cli_kpi.py::test_csv_opens_in_a_spreadsheet",
        "knowledge/test_template_exchange.py::test_hostile_titles_open_as_text_and_come_back",
        "knowledge/test_spreadsheet_text.py::test_what_would_run_is_guarded",
    ),
    "a code page is guessed: kohii/smoothcsv3#228": (
        "knowledge/test_documents.py::test_text_is_read_in_the_encodings_of_japanese_offices",
        "knowledge/test_documents.py::test_decoding_does_not_guess",
        "knowledge/test_documents.py::test_what_may_be_anything_is_not_text",
    ),
    "Japanese in charts becomes boxes: matplotlib/matplotlib#14269": (
        "handlers/test_report_files.py::test_the_same_report_makes_the_same_file",
        "handlers/test_report_files.py::test_another_process_makes_the_same_files",
        "handlers/test_report_files.py::test_a_font_without_kanji_does_not_pass",
        "handlers/test_report_files.py::test_missing_characters_are_said_to_be_missing",
        "scheduler/test_monthly_report.py::test_without_files_the_message_says_it_all",
    ),
    "connected and deaf: NousResearch/hermes-agent#52923": (
        "bot/test_socket.py::test_a_deaf_line_is_laid_anew_although_it_says_connected",
        "bot/test_socket.py::test_a_deaf_line_shows_as_not_fresh_until_the_new_one_speaks",
        "bot/test_freshness.py::test_a_lost_connection_shows_and_heals",
        "journeys/test_deliveries.py::TestAnswersThatNeverCome::test_two_replicas_give_one_answer",
        "scheduler/test_runner.py::TestLife::test_a_look_that_hangs_is_noticed",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_it_is_tested(fault):
    """Whoever renames one of these tests, or takes it away, hears of it here."""
    for named in FAULTS[fault]:
        file, *path = named.split("::")
        place: ast.AST = ast.parse((TESTS / file).read_text("utf-8"))
        for name in path:
            inside = {one.name: one for one in ast.walk(place) if isinstance(one, _NAMED)}
            assert name in inside, named
            place = inside[name]


_NAMED = (ast.FunctionDef, ast.ClassDef)
