"""The working edition with texts for three of its indicators, known to the tests, and none for the others.

PH1.1 is a percentage with everything, EN9.2 a choice with steps, EN9.1 has Thai texts only.
"""

from copy import deepcopy

from indicators.plausibility import actions as plausibility_actions
from indicators.publishing import actions as publishing_actions
from tests import builders

GUIDANCE_KEYS = (
    *("short_name", "definition", "counts", "period", "data_source", "holder", "evidence_examples"),
    *("example", "steps"),
)
SITED = {
    "short_name_th": "โรงงานตามผังเมือง",
    "short_name_en": "Factories sited to plan",
    "definition_th": "โรงงานที่ตั้งตามผังเมืองรวม",
    "definition_en": "Factories that stand where the town plan allows them",
    "counts_th": "นับโรงงานที่ประกอบกิจการ\nไม่นับโรงงานที่เลิกกิจการ",
    "counts_en": "Counts factories in operation\nDoes not count closed factories",
    "period_th": "วันสิ้นปีงบประมาณ",
    "period_en": "The end of the fiscal year",
    "data_source_th": "บัญชีโรงงานและผังเมืองรวม",
    "data_source_en": "The list of factories and the town plan",
    "holder_th": "สำนักงานอุตสาหกรรมจังหวัด",
    "holder_en": "The provincial industry office",
    "evidence_th": "แผนที่; บัญชีโรงงาน",
    "evidence_en": "Map; List of factories",
    "evidence_examples": {
        "good_th": "แผนที่ที่แสดงทุกโรงงาน",
        "good_en": "A map with every factory",
        "bad_th": "ผังเมืองรวมอย่างเดียว",
        "bad_en": "The town plan alone",
    },
    "example": {
        "inputs": {"part": 38, "whole": 40},
        "value": 95,
        "text_th": "ตัวอย่างสมมติ: โรงงาน 38 จาก 40 โรงงาน",
        "text_en": "Made-up example: 38 of 40 factories",
    },
}
STEPS = {
    "short_name_th": "การเปิดเผยผลตรวจวัด",
    "short_name_en": "Disclosure of measurements",
    "definition_th": "พื้นที่เปิดเผยผลตรวจวัดเพียงใด",
    "definition_en": "How far measurements are public",
    "steps": [
        {"step": step, "text_th": f"ดำเนินการถึงขั้นที่ {step}", "text_en": f"Work of stage {step} is done"}
        for step in range(6)
    ],
}
NETWORKS = {"short_name_th": "เครือข่ายเฝ้าระวัง", "definition_th": "จำนวนเครือข่ายที่ยังทำงาน"}
EXPLAINED = {"PH1.1": SITED, "EN9.2": STEPS, "EN9.1": NETWORKS}


def explained_document():
    document = deepcopy(builders.fixture(f"framework-{builders.EDITION}")) | {"edition": "explained"}
    for dimension in document["dimensions"]:
        for aspect in dimension["aspects"]:
            for indicator in aspect["indicators"]:
                for key in [
                    key for key in indicator if key.removesuffix("_th").removesuffix("_en") in GUIDANCE_KEYS
                ]:
                    del indicator[key]
                indicator.update(EXPLAINED.get(indicator["code"], {}))
    return document


def explained_framework():
    """Return this edition, published."""
    framework = publishing_actions.load_framework(document=explained_document(), by=None)
    framework = publishing_actions.publish_framework(framework=framework, by=None)
    limits = builders.fixture(f"plausibility-{builders.EDITION}") | {"edition": framework.edition}
    plausibility_actions.load_plausibility(framework=framework, document=limits, by=None)
    return framework
