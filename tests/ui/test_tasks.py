"""The workers of the window: what a person waits for is not kept waiting by what nobody does."""

import threading

from coopdesk.ui.tasks import Tasks


def test_what_may_come_later_stands_aside_for_what_a_person_waits_for(qtbot) -> None:
    tasks, gate = Tasks(), threading.Event()
    order: list[str] = []
    tasks.read(lambda _: gate.wait(20), lambda _: None)
    tasks.read(lambda _: order.append("counts"), lambda _: None, later=True)
    tasks.read(lambda _: order.append("first rows"), lambda _: None)
    tasks.read(lambda _: order.append("next rows"), lambda _: None)
    gate.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert order == ["first rows", "next rows", "counts"]
    tasks.stop()


def test_a_save_that_was_asked_for_is_done_when_the_window_closes_at_once(qtbot) -> None:
    done: list[int] = []
    for _ in range(200):
        tasks = Tasks()
        tasks.write(lambda _: done.append(1), lambda _: None)
        tasks.stop()
    assert len(done) == 200
