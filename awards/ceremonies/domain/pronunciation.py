"""The pronunciation of names that are not read as written: abbreviations, digits, brackets."""

import re

ABBREVIATIONS = {
    "อบจ.": "องค์การบริหารส่วนจังหวัด",
    "อบต.": "องค์การบริหารส่วนตำบล",
    "กทม.": "กรุงเทพมหานคร",
    "กนอ.": "การนิคมอุตสาหกรรมแห่งประเทศไทย",
    "กรอ.": "กรมโรงงานอุตสาหกรรม",
    "บจก.": "บริษัทจำกัด",
    "บมจ.": "บริษัทมหาชนจำกัด",
    "หจก.": "ห้างหุ้นส่วนจำกัด ",
    "สนง.": "สำนักงาน",
    "ทน.": "เทศบาลนคร",
    "ทม.": "เทศบาลเมือง",
    "ทต.": "เทศบาลตำบล",
    "รง.": "โรงงาน",
    "จ.": "จังหวัด",
    "อ.": "อำเภอ",
    "ต.": "ตำบล",
    "ถ.": "ถนน",
}
DIGITS = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
# Not within a word, and longer ones first, because อบต. ends in ต.
_ABBREVIATED = re.compile(
    r"(?<![ก-๎A-Za-z.])(" + "|".join(map(re.escape, sorted(ABBREVIATIONS, key=len, reverse=True))) + r")\s*"
)
# A company whose kind is said around its name, without the branch behind the name.
_COMPANY = re.compile(r"^(บจก|บมจ)\.\s*(.+?)\s*(\(?สาขา.*)?$")
_ENDINGS = {"บจก": "จำกัด", "บมจ": "จำกัด (มหาชน)"}
_NUMBER = re.compile(r"\s*(\d+)\s*")
_BRACKETS = re.compile(r"\s*[()\[\]{}]\s*")


def suggested_pronunciation(name: str) -> str:
    """Return a suggested pronunciation of `name`, empty where it is read as written."""
    text = _COMPANY.sub(_company_in_words, name.translate(_THAI_DIGITS).strip())
    words = _ABBREVIATED.sub(lambda match: ABBREVIATIONS[match[1]], text)
    words = _NUMBER.sub(lambda match: f" {_spoken(match[1])} ", words)
    words = " ".join(_BRACKETS.sub(" ", words).split())
    return "" if words == " ".join(name.split()) else words


def _company_in_words(match: re.Match[str]) -> str:
    abbreviation, name, rest = match.groups()
    return f"บริษัท {name} {_ENDINGS[abbreviation]} {rest or ''}".strip()


def _spoken(number: str) -> str:
    """Return the words of a number: up to 99 as a number, longer ones digit by digit, as in names."""
    if len(number) > 2 or (number.startswith("0") and number != "0"):
        return " ".join(DIGITS[int(digit)] for digit in number)
    tens, ones = divmod(int(number), 10)
    if not tens:
        return DIGITS[ones]
    tens_words = {1: "สิบ", 2: "ยี่สิบ"}.get(tens, f"{DIGITS[tens]}สิบ")
    ones_words = {0: "", 1: "เอ็ด"}.get(ones, DIGITS[ones])
    return f"{tens_words}{ones_words}"
