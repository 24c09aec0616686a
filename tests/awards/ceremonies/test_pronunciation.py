"""The pronunciation of names with abbreviations, digits and brackets."""

import pytest

from awards.ceremonies.domain.pronunciation import suggested_pronunciation


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("เทศบาลนครอ้อมน้อย", "", id="read as it is written"),
        pytest.param("ทม.มาบตาพุด", "เทศบาลเมืองมาบตาพุด", id="an abbreviation"),
        pytest.param("อบต. ท่าจีน", "องค์การบริหารส่วนตำบลท่าจีน", id="the longer one of two"),
        pytest.param("ทต.บางเมือง จ.สมุทรปราการ", "เทศบาลตำบลบางเมือง จังหวัดสมุทรปราการ", id="two of them"),
        pytest.param("บริษัท เอบีซี (ประเทศไทย) จำกัด", "บริษัท เอบีซี ประเทศไทย จำกัด", id="brackets"),
        pytest.param("บจก. ไทยออยล์", "บริษัท ไทยออยล์ จำกัด", id="a company around its name"),
        pytest.param("บมจ.ปตท", "บริษัท ปตท จำกัด มหาชน", id="a public company"),
        pytest.param("บจก. เอ สาขา 2", "บริษัท เอ จำกัด สาขา สอง", id="a branch of a company"),
        pytest.param("บมจ. บี (ประเทศไทย)", "บริษัท บี ประเทศไทย จำกัด มหาชน", id="a company and brackets"),
        pytest.param("หจก. ซี", "ห้างหุ้นส่วนจำกัด ซี", id="a partnership"),
        pytest.param("ระยะที่ 2", "ระยะที่ สอง", id="a small number"),
        pytest.param("โรงงาน ๒๑", "โรงงาน ยี่สิบเอ็ด", id="Thai digits"),
        pytest.param("โรงงาน 11", "โรงงาน สิบเอ็ด", id="eleven"),
        pytest.param("โรงงาน 10", "โรงงาน สิบ", id="ten"),
        pytest.param("304 อินดัสเตรียล", "สาม ศูนย์ สี่ อินดัสเตรียล", id="a long number digit by digit"),
        pytest.param("โรงงาน 07", "โรงงาน ศูนย์ เจ็ด", id="a leading zero"),
        pytest.param("ABC จ.co", "ABC จังหวัดco", id="beside other letters"),
        pytest.param("บริษัทกจ.", "", id="the end of a word is no abbreviation"),
    ],
)
def test_a_pronunciation_is_suggested_for_names_not_read_as_written(name, expected):
    assert suggested_pronunciation(name) == expected
