"""Every kind and formula in every place that asks them, and two more that only their registries know."""

import json
from dataclasses import dataclass, replace
from fractions import Fraction
from io import BytesIO
from math import inf

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from assessments.audit.domain import VerdictKind
from assessments.entry import queries
from assessments.entry.actions import entries as actions
from assessments.entry.domain.values import EntryValue, answers_of, entry_faults
from assessments.entry.words import entry_in_words
from assessments.explanation import results
from assessments.pages.forms.audit import VerdictForm
from assessments.pages.forms.corrections import CorrectionForm
from assessments.pages.forms.entry import EntryForm
from assessments.plans.domain import next_targets
from assessments.warnings.domain.peer_range import peer_range_of
from assessments.warnings.domain.warnings import against_last_year, against_other_areas, numbers_of
from assessments.warnings.words import band_words, published_words
from ecotown.demonstration.values import values_for
from indicators.criteria.domain.answers_reading import AnswersError, read_answers
from indicators.criteria.domain.faults import Place, split_fault
from indicators.criteria.domain.formulas import FORMULAS, Formula
from indicators.criteria.domain.framework_reading import FrameworkError, read_framework
from indicators.criteria.domain.framework_writing import framework_document
from indicators.criteria.domain.kinds import KINDS, Kind
from indicators.criteria.domain.numbers import Bounds
from indicators.criteria.domain.result_document import result_document
from indicators.criteria.domain.scoring import area_level
from indicators.criteria.domain.values import bounds_of
from indicators.criteria.words import fields
from indicators.criteria.words.faults import fault_sentence
from indicators.criteria.words.formulas import FORMULA_WORDS, INPUT_TITLES, FormulaWords, calculation, formula
from indicators.criteria.words.kinds import KIND_WORDS, KindWords
from indicators.criteria.words.values import (
    in_words,
    must_in_words,
    requirement,
    requirement_with_unit,
    threshold_words,
    with_unit,
)
from indicators.editions.domain import threshold_answers
from indicators.editions.models import Indicator
from indicators.plausibility.domain import Limit, has_factor, has_points, limit_faults
from indicators.publishing import actions as publishing_actions
from tests import builders
from tests.assessments.entry.workbooks import changed, changes_in, downloaded, place_of, refusals_in
from tests.indicators.pages.test_editions import address, part_address, typed

NAMES = {"name_th": "ชื่อ", "name_en": "Name"}
UNITS = {"unit_th": "หน่วย", "unit_en": "units"}
LETTERS = {4: "A", 3: "B", 2: "C", 1: "D"}


class Rating(Kind):
    """A letter from D to A; in documents and workbooks the letter itself."""

    __slots__ = ()

    def read(self, value, at: Place):
        numbers = {letter: Fraction(number) for number, letter in LETTERS.items()}
        if isinstance(value, str) and value in numbers:
            return numbers[value]
        at.refuse(self.fault)
        return None

    def written(self, number):
        return LETTERS.get(int(number), number)


@pytest.fixture(autouse=True)
def two_more(monkeypatch):
    """Register a kind and a formula, each in its registry and beside its words, nowhere else."""
    rating = Rating(
        code="rating",
        bounds=Bounds(1, 4),
        is_whole=True,
        choices=LETTERS,
        fault="a rating is a letter from D to A",
        is_compared=False,
    )
    difference = Formula(
        code="difference",
        inputs=("received", "sent"),
        pattern="{received} − {sent}",
        value=lambda received, sent, _base: received - sent,
        first_input=lambda value, sent, _base: value + sent,
        not_negative=("received", "sent"),
    )
    monkeypatch.setitem(KINDS, rating.code, rating)
    monkeypatch.setitem(FORMULAS, difference.code, difference)
    words = KindWords(
        name="Rating",
        value=lambda value: LETTERS[int(value)],
        fault="A rating is a letter.",
        choose="Choose a letter",
        has_unit=False,
    )
    monkeypatch.setitem(KIND_WORDS, rating.code, words)
    monkeypatch.setitem(FORMULA_WORDS, difference.code, FormulaWords(name="Difference: received − sent"))


@dataclass(frozen=True)
class Measure:
    """An indicator of a kind and a formula, its code in the edition of this test, and its threshold."""

    code: str
    kind: str
    formula: str

    @property
    def threshold(self):
        choices = KINDS[self.kind].choices
        return Fraction(max(choices)) if choices else Fraction(40)

    @property
    def document(self):
        return {
            "code": self.code,
            **NAMES,
            **UNITS,
            "kind": self.kind,
            "direction": "higher",
            "levels": {"1": KINDS[self.kind].written(int(self.threshold))},
            "gate": True,
            "formula": self.formula,
            **({"base": 1000} if FORMULAS[self.formula].has_base else {}),
            "inputs": [{"key": key, **NAMES, **UNITS} for key in FORMULAS[self.formula].inputs],
            "evidence_th": "รายงาน",
        }


PAIRS = [
    *(
        (kind.code, code)
        for kind in KINDS.values()
        for code in FORMULAS
        if kind.takes_formula or not FORMULAS[code].inputs
    ),
    ("rating", "direct"),
    ("number", "difference"),
]
MEASURES = [Measure(f"X{number}", *pair) for number, pair in enumerate(PAIRS, 1)]
each_measure = pytest.mark.parametrize(
    "measure", MEASURES, ids=lambda measure: f"{measure.kind} {measure.formula}"
)


def document_with(*measures, **changes):
    return {
        "edition": "every-kind",
        **NAMES,
        "effective_from_fiscal_year": 2570,
        "levels": [{"level": 1, **NAMES, "pass_share": 100, "dimension_share": 100}],
        "dimensions": [
            {
                "code": "X",
                **NAMES,
                "aspects": [
                    {
                        "code": "XA",
                        **NAMES,
                        "indicators": [measure.document | changes for measure in measures],
                    }
                ],
            }
        ],
    }


def indicator_of(measure):
    return read_framework(document_with(measure)).indicators[0]


def value_of_level_1(measure):
    """Return the entry value with which the indicator just meets its threshold."""
    return next_targets(read_framework(document_with(measure)), {})[measure.code]


def faults_of(function, *arguments):
    with pytest.raises((FrameworkError, AnswersError)) as error:
        function(*arguments)
    return [split_fault(fault) for fault in error.value.faults]


def shown_in(form):
    """Return what a browser sends when nothing is typed into the form."""
    shown = {form.add_prefix(name): form[name].value() for name in form.fields}
    return {name: value for name, value in shown.items() if value not in (None, False)}


def cells_of(measure):
    """Return what an officer types into the cells of a workbook, by key: an answer of a list, or numbers."""
    value = value_of_level_1(measure)
    if choices := KINDS[measure.kind].choices:
        return {"value": choices[int(value.value)]}
    return value.inputs or {"value": value.value}


def shown_cells(content, edition, measure):
    """Return the cells of an indicator, by key: the content, and the type and limits of what it accepts."""
    book = load_workbook(BytesIO(content))
    shown = {}
    for key in FORMULAS[measure.formula].inputs or ("value",):
        title, cell = place_of(edition, measure.code, key)
        rules = [rule for rule in book[title].data_validations.dataValidation if cell in rule.sqref]
        limits = [(rule.type, rule.formula1, rule.formula2) for rule in rules]
        shown[key] = (book[title][cell].value, limits)
    return shown


def expected_limits(measure):
    kind = KINDS[measure.kind]
    if kind.choices:
        return [("list", f'"{",".join(kind.choices.values())}"', None)]
    bounds = Bounds() if FORMULAS[measure.formula].inputs else kind.bounds
    lowest, highest = bounds.within(Bounds(-(10**11), 10**11))
    return [("whole" if kind.is_whole else "decimal", str(lowest), str(highest))]


@each_measure
def test_an_edition_is_read_as_it_was_written(measure):
    edition = read_framework(document_with(measure))

    assert read_framework(framework_document(edition)) == edition
    assert edition.indicators[0].thresholds == (measure.threshold,)


@each_measure
def test_an_impossible_threshold_is_refused_in_words(measure):
    kind, calculated = KINDS[measure.kind], FORMULAS[measure.formula]
    thresholds = [["a list"], "no value", Fraction(10**20)]
    thresholds += [kind.bounds.lowest - 1, Fraction(1, 2)] if kind.fault else []
    thresholds += [calculated.bounds.lowest - 1] if calculated.fault else []

    for threshold in thresholds:
        (_place, reason), *more = faults_of(read_framework, document_with(measure, levels={"1": threshold}))
        assert (more, fault_sentence(reason) != reason) == ([], True), reason


@each_measure
def test_only_a_computed_kind_takes_a_formula(measure):
    computed = [code for code in FORMULAS if FORMULAS[code].inputs]

    for code in [] if KINDS[measure.kind].takes_formula else computed:
        inputs = [{"key": key} for key in FORMULAS[code].inputs]
        faults = faults_of(read_framework, document_with(measure, formula=code, inputs=inputs, base=1))
        assert [fault_sentence(reason) != reason for _place, reason in faults][:1] == [True]


@each_measure
def test_an_answer_is_read_and_meets_its_threshold(measure):
    edition = read_framework(document_with(measure))
    value = value_of_level_1(measure)
    written = KINDS[measure.kind].written(int(measure.threshold))
    answer = {"inputs": dict(value.inputs)} if value.inputs else written

    result = area_level(edition, read_answers({"answers": {measure.code: answer}}, edition))
    missing = json.loads(json.dumps(result_document(area_level(edition, {}), edition)))

    assert (result.level, entry_faults(value, edition.indicators[0])) == (1, ())
    assert area_level(edition, answers_of({measure.code: value}, edition)) == result
    assert missing["next"]["indicators"][0]["required"] == written
    assert threshold_answers(edition, 1) == {measure.code: written}


@each_measure
def test_impossible_inputs_are_refused_in_words(measure):
    edition, calculated = read_framework(document_with(measure)), FORMULAS[measure.formula]
    answers = [{"inputs": dict.fromkeys(calculated.inputs, 1) | {key: -1}} for key in calculated.not_negative]
    answers += [{"inputs": dict(zip(calculated.inputs, (2, 1), strict=True))}] if calculated.is_share else []
    answers += [{"inputs": {}}]

    for answer in answers:
        faults = faults_of(read_answers, {"answers": {measure.code: answer}}, edition)
        if calculated.inputs:
            assert all(fault_sentence(reason) != reason for _place, reason in faults), faults


@pytest.mark.parametrize("language", ["th", "en"])
@each_measure
def test_a_value_its_requirement_and_its_formula_have_words(measure, language):
    indicator, value = indicator_of(measure), value_of_level_1(measure)
    number = numbers_of(value, indicator)[""]

    with translation.override(language):
        words = [
            fields.value_in_words("kind", measure.kind),
            fields.value_in_words("formula", measure.formula),
            in_words(number, indicator),
            with_unit(number, indicator),
            entry_in_words(value, indicator),
            requirement(indicator, measure.threshold),
            requirement_with_unit(indicator, measure.threshold),
            threshold_words(indicator, measure.threshold),
            must_in_words(indicator, measure.threshold),
        ]
        inputs = [(item, value.inputs.get(item.key)) for item in indicator.inputs]
        formulas = [formula(indicator), calculation(indicator, inputs)]

    assert all(words)
    assert not {measure.kind, measure.formula} & set(words)
    assert [bool(text) for text in formulas] == [bool(indicator.inputs)] * 2


@each_measure
def test_a_value_comes_unchanged_through_each_form_and_its_list_shows_it(measure):
    edition = read_framework(document_with(measure))
    indicator, value = edition.indicators[0], value_of_level_1(measure)
    adjust = {"kind": VerdictKind.ADJUST, "indicator": indicator, "entry_value": value, "reason": "x"}
    correct = {"edition": edition, "codes": [measure.code], "published": {measure.code: value}}
    entry, verdict, correction = (
        EntryForm(indicator=indicator, entry_value=value),
        VerdictForm(**adjust),
        CorrectionForm(**correct),
    )

    typed = EntryForm(shown_in(entry), indicator=indicator, entry_value=EntryValue())
    adjusted = VerdictForm(shown_in(verdict), **adjust)
    corrected = CorrectionForm(shown_in(correction) | {"reason": "x"}, **correct)

    assert [form.errors for form in (typed, adjusted, corrected)] == [{}, {}, {}]
    assert (typed.entry_value, adjusted.adjusted, corrected.values[measure.code]) == (value, value, value)
    if KINDS[measure.kind].choices:
        chosen = f'<option value="{measure.threshold}" selected>{in_words(measure.threshold, indicator)}<'
        assert chosen in str(entry["value"])


@each_measure
def test_a_form_takes_nothing_beyond_the_bounds(measure):
    indicator = indicator_of(measure)
    bounds = bounds_of(indicator)
    typed = ["9" * 12, "no value"]
    if not indicator.inputs:
        typed += [str(bounds.lowest - 1)] if bounds.lowest > -inf else []
        typed += [str(bounds.highest + 1)] if bounds.highest < inf else []
        typed += ["0.5"] if KINDS[measure.kind].is_whole else []
    keys = FORMULAS[measure.formula].inputs or ("value",)

    for text in typed:
        data = {f"{measure.code}-{key}": text for key in keys}
        assert not EntryForm(data, indicator=indicator, entry_value=EntryValue()).is_valid(), text


@each_measure
def test_a_value_is_compared_as_its_kind_says(measure):
    indicator, kind = indicator_of(measure), KINDS[measure.kind]
    number = numbers_of(value_of_level_1(measure), indicator)[""]
    both = Limit(factor=Fraction(2), points=Fraction(1))
    faults = [
        limit_faults(limit, indicator) for limit in (replace(both, points=None), replace(both, factor=None))
    ]
    peer_range = peer_range_of([number] * 5, indicator, minimum_areas=3, spread=Fraction(3))

    last_year = against_last_year(indicator, {"": number * 9}, {"": number}, both)
    other_areas = against_other_areas(indicator, {"": number * 9}, peer_range)

    assert [not reasons for reasons in faults] == [has_factor(indicator), has_points(indicator)]
    assert (last_year is not None, other_areas is not None) == (kind.is_compared, kind.is_compared)
    assert (peer_range is not None) == kind.has_range
    if peer_range:
        assert peer_range.band.contains(number)
        assert published_words(peer_range.published, indicator)
        assert band_words(peer_range.band, indicator)


@each_measure
def test_the_band_of_other_areas_stays_within_the_possible_values(measure):
    indicator = indicator_of(measure)
    bounds = bounds_of(indicator)
    values = [Fraction(number) for number in (1, 1, 2, 3, 4)]

    peer_range = peer_range_of(values, indicator, minimum_areas=3, spread=Fraction(1000))

    if peer_range:
        assert bounds.contains(peer_range.band.low)
        assert bounds.contains(peer_range.band.high)
        is_whole = peer_range.band.high.denominator == peer_range.band.low.denominator == 1
        assert is_whole or not KINDS[measure.kind].is_whole


@pytest.mark.parametrize("level", [0, 1])
def test_made_up_values_attain_their_level(level):
    edition = read_framework(document_with(*MEASURES))

    values = values_for(edition, level, "seed")

    assert area_level(edition, answers_of(values, edition)).level == level
    assert [entry_faults(value, edition.by_code[code]) for code, value in values.items()] == [()] * len(
        values
    )


@pytest.fixture
def assessment(db, area):
    framework = publishing_actions.load_framework(document=document_with(*MEASURES), by=None)
    framework = publishing_actions.publish_framework(framework=framework, by=None)
    cycle = builders.CycleBuilder(framework=framework)
    return actions.open_assessment(area=area, cycle=cycle, by=None)


def test_values_come_unchanged_through_a_workbook(client, assessment, officer):
    client.force_login(officer)
    edition = read_framework(document_with(*MEASURES))
    values = {measure.code: value_of_level_1(measure) for measure in MEASURES}
    cells = {
        (measure.code, key): content for measure in MEASURES for key, content in cells_of(measure).items()
    }

    def upload(content):
        url = reverse("assessments:upload-workbook", args=[assessment.pk])
        return client.post(url, {"file": SimpleUploadedFile("form.xlsx", content)})

    page = upload(changed(downloaded(assessment), edition, cells))
    url = reverse("assessments:import-workbook", args=[assessment.pk])
    client.post(url, {"confirmation": page.context["confirmation"]})
    filled = downloaded(assessment)
    again = upload(filled)

    assert (len(changes_in(page)), refusals_in(page)) == (len(cells), [])
    assert queries.entered_values(assessment) == values
    assert (changes_in(again), refusals_in(again)) == ([], [])
    for measure in MEASURES:
        typed_cells = {key: str(content) for key, content in cells_of(measure).items()}
        shown = shown_cells(filled, edition, measure)
        assert {key: str(content) for key, (content, _limits) in shown.items()} == typed_cells
        assert [limits for _content, limits in shown.values()] == [expected_limits(measure)] * len(shown)


def test_every_page_shows_values_of_every_kind(client, assessment, officer):
    client.force_login(officer)
    values = {measure.code: value_of_level_1(measure) for measure in MEASURES}
    saved = actions.save_entries(assessment=assessment, values=values, by=officer).assessment
    results.compute_level(assessment_id=saved.pk, revision=saved.revision)
    names = ["detail", "explanation", "what-if", "plan", "history", "evidence", "workbook"]
    pages = [reverse(f"assessments:{name}", args=[saved.pk]) for name in names]
    pages += [reverse("assessments:aspect", args=[saved.pk, "XA"])]
    pages += [saved.cycle.framework.get_absolute_url()]

    answers = {url: client.get(url).status_code for url in pages}

    assert set(answers.values()) == {200}
    assert saved.computed_levels.get().level == 1


@pytest.fixture
def draft_edition(db):
    return publishing_actions.load_framework(document=document_with(*MEASURES), by=None)


def choices_of(field):
    """Return the answers in the list of a field without the empty one; none when it is typed."""
    return [str(words) for number, words in getattr(field.field, "choices", []) if number]


def written_choices(row):
    """Return the answers of a kind whose values people do not write as numbers, as its words say them."""
    kind = KINDS[row.kind]
    return [] if kind.is_written_as_number else [in_words(number, row) for number in kind.choices]


def test_every_indicator_and_an_example_come_unchanged_through_their_forms(
    client, draft_edition, administrator
):
    client.force_login(administrator)
    checksum = draft_edition.checksum
    rows = Indicator.objects.filter(aspect__dimension__framework=draft_edition)
    urls = [part_address("edit-part", draft_edition, row) for row in rows]
    example = f"{address('add-example', draft_edition)}?level=1"

    lists = [choices_of(client.get(url).context["form"]["level_1"]) for url in urls]
    fields_of_values = client.get(example).context["form"]
    answers = [client.post(url, typed(client, url)).status_code for url in urls]
    example_values = typed(client, example) | {"name": "ตัวอย่าง", "expected_level": "1", "save": "1"}
    saved = client.post(example, example_values)

    draft_edition.refresh_from_db()
    expected = {"answers": threshold_answers(read_framework(document_with(*MEASURES)), 1)}
    assert (answers, saved.status_code) == ([302] * len(MEASURES), 302)
    assert draft_edition.checksum == checksum
    assert lists == [written_choices(row) for row in rows]
    indices = {f"value_{index}": row for index, row in enumerate(rows)}
    assert [choices_of(fields_of_values[name]) for name in indices] == lists
    assert json.loads(draft_edition.worked_examples.get().answers) == expected


def test_each_kind_and_formula_has_words_and_fits_its_column():
    longest = {name: Indicator._meta.get_field(name).max_length for name in ("kind", "formula")}

    assert (set(KIND_WORDS), set(FORMULA_WORDS)) == (set(KINDS), set(FORMULAS))
    assert max(len(code) for code in KINDS) <= longest["kind"]
    assert max(len(code) for code in FORMULAS) <= longest["formula"]
    assert {bool(KIND_WORDS[kind.code].choose) == bool(kind.choices) for kind in KINDS.values()} == {True}
    assert max(len(calculated.inputs) for calculated in FORMULAS.values()) <= len(INPUT_TITLES)
