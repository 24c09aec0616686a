"""The pages of people: the list of officers that is imported, refused forms, who may open them, queries."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from ecotown.accounts.models import Role, User
from ecotown.people.documents.officer_form import officer_form
from tests import builders

LIST = """ชื่อ\tตำแหน่ง\tอีเมล\tจังหวัด\tถึงวันที่
นายหนึ่ง ทดสอบ\tนักวิชาการ\tone@industry.example\tสมุทรสาคร\t30/9/2570
นายหนึ่ง ทดสอบ\tนักวิชาการ\tone@industry.example\tจังหวัดระยอง
นางสอง ทดสอบ\t\t\tไม่มีจังหวัดนี้
\t\t\tระยอง
นายสาม ทดสอบ\t\tนี่ไม่ใช่อีเมล\tระยอง"""


@pytest.fixture
def as_administrator(client, administrator, province):
    builders.ProvinceBuilder(name_th="ระยอง")
    client.force_login(administrator)
    return client


def test_a_pasted_list_is_shown_before_anybody_is_invited(as_administrator):
    before = User.objects.count()

    preview = as_administrator.post(reverse("people:import"), {"pasted": LIST}).context["preview"]

    assert [(row.signing_name, [str(term.province) for term in row.terms]) for row in preview.officers] == [
        ("นายหนึ่ง ทดสอบ", ["สมุทรสาคร", "ระยอง"])
    ]
    assert [row.row for row in preview.refused] == [4, 5, 6]
    assert User.objects.count() == before


def test_what_was_shown_is_invited_and_nothing_else(as_administrator):
    shown = as_administrator.post(reverse("people:import"), {"pasted": LIST})

    confirmed = {"confirmation": shown.context["confirmation"]}
    answer = as_administrator.post(reverse("people:confirm-import"), confirmed)
    again = as_administrator.post(reverse("people:confirm-import"), confirmed, follow=True)

    person = User.objects.get(signing_name="นายหนึ่ง ทดสอบ")
    assert (answer.headers["Location"], person.role, person.terms.count()) == (
        reverse("people:list"),
        Role.OFFICER,
        2,
    )
    assert person.terms.get(province__name_th="สมุทรสาคร").ends_on.isoformat() == "2027-09-30"
    assert "มีบัญชีอื่นใช้อีเมลนี้แล้ว" in again.content.decode()


def test_a_preview_of_somebody_else_is_not_taken(as_administrator, second):
    confirmation = as_administrator.post(reverse("people:import"), {"pasted": LIST}).context["confirmation"]
    as_administrator.force_login(second)

    as_administrator.post(reverse("people:confirm-import"), {"confirmation": confirmation})

    assert not User.objects.filter(signing_name="นายหนึ่ง ทดสอบ").exists()


def test_the_excel_form_is_read_when_it_is_filled_in(as_administrator):
    workbook = load_workbook(io.BytesIO(officer_form()))
    for column, text in enumerate(["นายสี่ ทดสอบ", "", "", "ระยอง", "1/1/2570", ""], 1):
        workbook.active.cell(2, column).value = text
    content = io.BytesIO()
    workbook.save(content)
    file = SimpleUploadedFile("list.xlsx", content.getvalue())

    preview = as_administrator.post(reverse("people:import"), {"file": file}).context["preview"]

    assert [(row.signing_name, str(row.terms[0].begins_on)) for row in preview.officers] == [
        ("นายสี่ ทดสอบ", "2027-01-01")
    ]
    assert preview.refused == []


def test_a_file_that_is_no_workbook_is_refused(as_administrator):
    response = as_administrator.post(
        reverse("people:import"), {"file": SimpleUploadedFile("list.xlsx", b"MZ no workbook")}
    )

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["file"])


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        pytest.param({"signing_name": ""}, "signing_name", id="no name"),
        pytest.param({"role": "administrator", "province_1": ""}, "reason", id="an administrator, no reason"),
        pytest.param({"role": "assessor"}, "role", id="an assessor with a province"),
        pytest.param({"province_1": ""}, "province_1", id="an officer without"),
        pytest.param({"begins_on_1": "2/1/2570", "ends_on_1": "1/1/2570"}, "ends_on_1", id="ends before"),
        pytest.param({"begins_on_2": "2/1/2570"}, "province_2", id="days without a province"),
        pytest.param({"email": "ไม่ใช่อีเมล"}, "email", id="no mail address"),
    ],
)
def test_what_cannot_be_taken_of_an_invitation_is_said_at_its_field(as_administrator, province, sent, field):
    facts = {"signing_name": "นายใหม่", "role": "officer", "province_1": str(province.pk)}

    response = as_administrator.post(reverse("people:invite"), {**facts, **sent})

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert not User.objects.filter(signing_name="นายใหม่").exists()


def test_an_empty_invitation_is_told_all_that_is_missing_at_once(as_administrator):
    response = as_administrator.post(reverse("people:invite"), {"role": Role.OFFICER})

    assert (response.status_code, list(response.context["form"].errors)) == (
        422,
        ["signing_name", "province_1"],
    )
    shown = [field.name for field in response.context["form"] if field.name != "seen"]
    places = [response.text.index(f'id="id_{name}"') for name in shown]
    assert places == sorted(places)


def test_the_form_of_a_person_says_that_somebody_else_changed_them(as_administrator, officer):
    url = reverse("people:change", args=[officer.pk])
    form = as_administrator.get(url).context["form"]
    User.objects.filter(pk=officer.pk).update(position="หัวหน้ากลุ่ม")
    sent = {name: form[name].value() or "" for name in form.fields}

    response = as_administrator.post(url, sent)

    assert (response.status_code, bool(response.context["form"].non_field_errors())) == (422, True)


@pytest.mark.parametrize("name", ["list", "areas", "requests"])
def test_the_queries_of_a_list_do_not_grow_with_its_rows(
    as_administrator, invite, province, name, django_assert_max_num_queries
):
    def queries():
        as_administrator.get(reverse(f"people:{name}"))
        with django_assert_max_num_queries(30) as captured:
            assert as_administrator.get(reverse(f"people:{name}")).status_code == 200
        return len(captured)

    def add():
        invite(signing_name="นายใหม่")
        builders.AreaBuilder(province=province)

    add()
    one = queries()
    add()
    add()

    assert queries() == one
