"""The command compute_level: one JSON object, or one line per fault and nothing else."""

import json
import os
import subprocess
import sys

import pytest

from indicators.management.commands.compute_level import MAX_FILE_BYTES, Command
from tests.indicators.criteria.editions import EDITION_FILE

GOOD = (
    '{"answers": {"EN1.1": 92.5, "PH1.2": true, "EC1.1": {"na": true, "reason": "no factory"},'
    ' "EN3.2": {"inputs": {"part": 40, "whole": 55}}}}'
)
DEEP = "nested deeper than 50 lists and objects"


def manage(*arguments):
    """Run the command in a subprocess, with a database that does not exist."""
    environment = {**os.environ, "SECRET_KEY": "test", "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}
    return subprocess.run(
        [sys.executable, "manage.py", "compute_level", *map(str, arguments)],
        cwd=EDITION_FILE.parents[1],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_prints_one_json_object_without_a_database(tmp_path):
    answers = tmp_path / "answers.json"
    answers.write_text(GOOD)

    process = manage("--framework", EDITION_FILE, "--answers", answers)

    assert (process.returncode, process.stderr) == (0, "")
    document = json.loads(process.stdout)
    assert list(document) == ["level", "levels", "indicators", "next"]
    assert (document["level"], len(document["levels"]), len(document["indicators"])) == (0, 5, 41)
    assert document["indicators"][11] == {"code": "EN1.1", "value": "92.5", "meets": [1, 2, 3]}
    assert document["next"]["indicators"][0] == {"code": "EN2.1", "value": None, "required": 70}


def test_the_command_prints_one_line_per_fault_and_exits_2(tmp_path):
    answers = tmp_path / "answers.json"
    answers.write_text('{"answers": {"XX": 1, "PH1.2": 1}}')

    process = manage("--framework", EDITION_FILE, "--answers", answers)

    assert (process.returncode, process.stdout) == (2, "")
    assert process.stderr.splitlines() == [
        "answers.XX: unknown code",
        "answers.PH1.2: a number where true or false is expected",
    ]


# each row: content of the answers file, the lines on standard error ({} is the file)
REFUSED = {
    "an empty file": (b"", ["{}: not JSON: Expecting value at line 1 column 1"]),
    "not UTF-8": (b"\xff\xfe", ["{}: not UTF-8 text: byte 1"]),
    "NaN": (b'{"answers": {"EN1.1": NaN}}', ["{}: NaN is not a number"]),
    "infinity": (b'{"answers": {"EN1.1": Infinity}}', ["{}: Infinity is not a number"]),
    "a huge exponent": (
        b'{"answers": {"EN1.1": 1e999999999}}',
        ["{}: 1e999999999 is a number beyond any sense"],
    ),
    "deep nesting": (b'{"answers": ' + b"[" * 200_000, [f"{{}}: {DEEP}"]),
    "a list": (b"[]", ["document: a list where an object is expected"]),
    "an unknown code": (b'{"answers": {"XX": 1}}', ["answers.XX: unknown code"]),
    "true for a number": (
        b'{"answers": {"EC2.2": true}}',
        ["answers.EC2.2: true where a number is expected"],
    ),
    "not applicable without a reason": (
        b'{"answers": {"EC2.2": {"na": true}}}',
        ["answers.EC2.2: not applicable without a reason"],
    ),
    "part greater than whole": (
        b'{"answers": {"EN3.2": {"inputs": {"part": 3, "whole": 2}}}}',
        ["answers.EN3.2.inputs: the part is greater than the whole"],
    ),
    "two faults": (
        b'{"answers": {"XX": 1, "EC2.2": -1}}',
        ["answers.XX: unknown code", "answers.EC2.2: a count is a whole number, 0 or more"],
    ),
}


def refusal(capsys, *, framework, answers):
    """Run the command in this process; return its output, its error lines and its exit code."""
    with pytest.raises(SystemExit) as exit_info:
        Command().handle(framework=str(framework), answers=str(answers))
    out, err = capsys.readouterr()
    return out, err.splitlines(), exit_info.value.code


@pytest.mark.parametrize(("content", "lines"), REFUSED.values(), ids=REFUSED)
def test_bad_answers_are_refused(tmp_path, capsys, content, lines):
    answers = tmp_path / "answers.json"
    answers.write_bytes(content)

    outcome = refusal(capsys, framework=EDITION_FILE, answers=answers)

    assert outcome == ("", [line.format(answers) for line in lines], 2)


@pytest.mark.parametrize(
    "content", ["{", "[]", "{}", '{"levels": 1}', "[" * 200_000], ids=lambda text: text[:9]
)
def test_a_broken_edition_is_refused(tmp_path, capsys, content):
    framework, answers = tmp_path / "framework.json", tmp_path / "answers.json"
    framework.write_text(content)
    answers.write_text(GOOD)

    out, lines, code = refusal(capsys, framework=framework, answers=answers)

    assert (out, bool(lines), [line for line in lines if ": " not in line], code) == ("", True, [], 2)


def emptied(place):
    """Return the working edition with an empty list at the place, such as `["dimensions", 1, "aspects"]`."""
    document = json.loads(EDITION_FILE.read_bytes())
    spot = document
    for key in place[:-1]:
        spot = spot[key]
    spot[place[-1]] = []
    return json.dumps(document)


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (["dimensions"], "dimensions: at least one dimension is needed"),
        (["dimensions", 1, "aspects"], "dimensions[1].aspects: at least one aspect is needed"),
        (
            ["dimensions", 2, "aspects", 0, "indicators"],
            "dimensions[2].aspects[0].indicators: at least one indicator is needed",
        ),
    ],
    ids=["no dimension", "a dimension without aspects", "an aspect without indicators"],
)
def test_an_edition_with_an_empty_part_is_refused_with_its_path(tmp_path, capsys, place, line):
    framework, answers = tmp_path / "framework.json", tmp_path / "answers.json"
    framework.write_text(emptied(place))
    answers.write_text(GOOD)

    assert refusal(capsys, framework=framework, answers=answers) == ("", [line], 2)


def test_missing_files_folders_and_odd_names_are_one_line_each(tmp_path, capsys):
    outcomes = [
        refusal(capsys, framework=tmp_path / "none.json", answers=tmp_path),
        refusal(capsys, framework="null\0byte", answers="two\nlines"),
    ]

    assert outcomes == [
        ("", [f"{tmp_path}/none.json: No such file or directory", f"{tmp_path}: Is a directory"], 2),
        ("", ["'null\\x00byte': embedded null byte", "'two\\nlines': No such file or directory"], 2),
    ]


def test_a_file_beyond_any_size_is_refused(tmp_path, capsys):
    answers = tmp_path / "answers.json"
    with answers.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)

    outcome = refusal(capsys, framework=EDITION_FILE, answers=answers)

    assert outcome == ("", [f"{answers}: larger than {MAX_FILE_BYTES} bytes"], 2)
