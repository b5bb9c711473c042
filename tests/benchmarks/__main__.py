"""All that is measured, printed as tables in Markdown: `python -m tests.benchmarks [PART …] [--rounds N] [--quick]`.

The parts are startup, peers, batch, growth, arithmetic; a last table sets what was measured beside what is to be
reached. A full run takes about ten minutes on a quiet machine of two cores, `--quick` five. All times are processor
time, so that only the ratios of one run mean anything. A peer that is not installed is named and left out.
"""

from __future__ import annotations

import argparse

from tests.benchmarks import arithmetic, batch, growth, peers, startup
from tests.benchmarks.measuring import Goal, heading, prepare, table

#: Each part with its rounds in a full and in a quick run.
PARTS = {
    "startup": (startup.main, 7, 3),
    "peers": (peers.main, 7, 1),
    "batch": (batch.main, 3, 1),
    "growth": (growth.main, 2, 1),
    "arithmetic": (arithmetic.main, 1, 1),
}


def main() -> None:
    """Run the parts that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--rounds", type=int, help="how often each process runs")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, smaller sizes")
    asked = parser.parse_args()
    prepare()
    print(f"{heading()}\n")
    goals: list[Goal] = []
    for name in asked.parts or PARTS:
        run, full, quick = PARTS[name]
        goals += run(asked.rounds or (quick if asked.quick else full), quick=asked.quick)
    print("What is to be reached, and what was measured in this run.\n")
    table(("workload", "to reach", "measured", ""), (goal.row() for goal in goals))


if __name__ == "__main__":
    main()
