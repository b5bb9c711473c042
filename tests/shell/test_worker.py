"""The worker: answers in order, limits that hold inside C code, no child left behind."""

import os
import signal
import subprocess
import sys
import time

import pytest

from symcalc.confinement import Limits
from symcalc.shell.inputs import Given
from symcalc.worker import Pool


def ask(answering, questions, *, seconds=20.0, megabytes=512, jobs=1):
    """Every event of these questions but the words on the way."""
    with Pool(lambda: answering, Limits(seconds, megabytes), jobs) as pool:
        return [(kind, content) for kind, content, *_ in pool.answers(Given(questions)) if kind != "started"]


def behave(question, tell):
    """A child's answer to a question that says how it should behave."""
    match question:
        case ["sleep", seconds]:
            time.sleep(seconds)
        case ["power"]:
            return 7 ** (6 * 10**8)
        case ["fill"]:
            return len([bytearray(1 << 20) for _ in range(100_000)])
        case ["abort"]:
            os.abort()
        case ["leave"]:
            os._exit(3)
        case ["tell"]:
            tell("progress", "half")
            tell("checkpoint", "so far")
            time.sleep(60)
    return [os.getpid(), *question]


def test_one_child_answers_many_questions():
    """Questions are answered in order by one and the same process, which is not this one."""
    answers = ask(behave, [["a"], ["b"], ["c"]])

    assert [content[1] for _, content in answers] == ["a", "b", "c"]
    assert len({content[0] for _, content in answers}) == 1
    assert answers[0][1][0] != os.getpid()


def test_jobs_answer_at_the_same_time_and_in_order():
    """Two children share the work, and a slow answer comes before the fast ones asked after it."""

    def timed(question, tell):
        began = time.monotonic()
        time.sleep(question[0])
        return [os.getpid(), question[0], began, time.monotonic()]

    answers = [content for _, content in ask(timed, [[0.5], [0.4], [0.0], [0.0]], jobs=2)]
    (_, _, _, first_end), (_, _, second_begin, _) = answers[:2]

    assert [seconds for _, seconds, _, _ in answers] == [0.5, 0.4, 0.0, 0.0]
    assert len({pid for pid, *_ in answers}) == 2
    assert second_begin < first_end


def test_the_clock_starts_with_the_work():
    """A child that takes long to start up, as on a loaded machine, has all its time for the question."""

    def prepare():
        time.sleep(0.8)
        return behave

    with Pool(prepare, Limits(0.5, 512)) as pool:
        kinds = [event.kind for event in pool.answers(Given([["sleep", 0], ["sleep", 2], ["after"]]))]

    assert [kind for kind in kinds if kind != "started"] == ["answer", "time", "answer"]


def test_time_limit_holds_inside_c_code():
    """A power that Python computes in one C call is ended, and the next question is answered by a new child."""
    answers = ask(behave, [["power"], ["after"]], seconds=0.5)

    assert [kind for kind, _ in answers] == ["time", "answer"]


@pytest.mark.parametrize("how", ["fill", "abort"])
def test_memory_limit(how):
    """Running out of memory costs one answer, whether Python raises or a library aborts."""
    answers = ask(behave, [[how], ["after"]], megabytes=128)

    assert [kind for kind, _ in answers] == ["memory", "answer"]


def test_a_child_that_leaves_is_a_crash():
    """A child that ends without an answer is noticed at once and replaced."""
    assert [kind for kind, _ in ask(behave, [["leave"], ["after"]])] == ["crash", "answer"]


def test_checkpoint_outlives_the_child():
    """What a computation said last is there when time ends it."""
    assert ask(behave, [["tell"]], seconds=0.5) == [("progress", "half"), ("time", "so far")]


def test_no_child_is_left_behind():
    """Leaving the pool early ends and collects its children."""
    pool = Pool(lambda: behave, Limits(60, 128), 1)
    with pool:
        next(pool.answers(Given([["sleep", 60]])))
        pid = pool.children[0].pid
        os.kill(pid, 0)

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_child_ends_when_its_parent_is_killed():
    """Without a parent, a busy child ends by its own alarm, an idle one at once."""
    program = f"""
import sys, time
sys.path.insert(0, {os.getcwd()!r})
from symcalc.confinement import Limits
from symcalc.shell.inputs import Given
from symcalc.worker import Pool
pool = Pool(lambda: lambda question, tell: time.sleep(60), Limits(0.3, 256), 1)
next(pool.answers(Given([["sleep"]])))
print(pool.children[0].pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as parent:
        pid = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 15
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.1)

    assert not alive(pid)


def alive(pid):
    """Whether a process runs, a dead one that nobody has collected not counting."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_memory_stays_flat_over_many_questions():
    """Thousands of questions leave no trace in the parent."""
    with Pool(lambda: lambda question, tell: "x" * 1000, Limits(20, 512), 2) as pool:
        count = sum(1 for kind, *_ in pool.answers(Given([["q"]] * 5000)) if kind == "answer")

        assert count == 5000
        assert not pool._early


def test_a_child_that_has_grown_is_replaced_between_questions():
    """A process that took much memory answers, leaves, and the next question goes to a fresh one."""

    def greedy(question, _):
        kept = bytearray(question[0] << 20)
        return [os.getpid(), len(kept)]

    answers = ask(greedy, [[300], [1], [300], [1]], megabytes=512)

    assert [kind for kind, _ in answers] == ["answer"] * 4
    assert [content[1] for _, content in answers] == [300 << 20, 1 << 20, 300 << 20, 1 << 20]
    assert len({content[0] for _, content in answers}) >= 2


def test_a_child_that_cannot_start_says_why():
    """What went wrong before the first question comes with the crash."""

    def unprepared():
        raise ImportError("half an installation")

    with Pool(unprepared, Limits(5, 500)) as pool:
        *_, event = pool.answers(Given([["a"]]))

    assert (event.kind, event.reason) == ("crash", "ImportError: half an installation")
    assert "half an installation" in str(event.crash)
