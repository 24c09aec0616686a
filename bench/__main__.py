"""Run the benchmarks: `python -m bench [--seconds N] [NAME …]`; without a name all of them."""

import argparse

from bench import autosave, certificates, level_rule, national

BENCHES = {
    "level-rule": lambda options: level_rule.main(),
    "national": lambda options: national.main(),
    "certificates": lambda options: certificates.main(),
    "autosave": lambda options: autosave.main(seconds=options.seconds),
}

parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
parser.add_argument("names", nargs="*", metavar="NAME", help=f"one or several of {', '.join(BENCHES)}")
parser.add_argument("--seconds", type=float, default=60, help="how long the officers save (default: 60)")
options = parser.parse_args()
if unknown := set(options.names) - set(BENCHES):
    parser.error(f"unknown: {', '.join(sorted(unknown))}")
for name in options.names or BENCHES:
    BENCHES[name](options)
