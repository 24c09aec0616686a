"""URLs of the register of target areas."""

from django.urls import path

from areas.views import imports, lists, parts, register

app_name = "areas"
AREA = "<int:pk>"
urlpatterns = [
    path("", register.area_list, name="list"),
    path("new/", register.add_area, name="add"),
    path("import/", imports.import_areas, name="import"),
    path("import/confirm/", imports.confirm_import, name="confirm-import"),
    path("register.xlsx", imports.workbook, name="workbook"),
    path("public-list/", lists.load_public_list, name="load-public-list"),
    path("groups/", lists.groups, name="groups"),
    path("groups/new/", lists.add_group, name="add-group"),
    path("groups/<int:group_pk>/", lists.change_group, name="change-group"),
    path("announcements/", lists.announcements, name="announcements"),
    path("announcements/new/", lists.add_announcement, name="add-announcement"),
    path("announcements/<int:announcement_pk>/", lists.change_announcement, name="change-announcement"),
    path("announcements/<int:announcement_pk>/file/", lists.announcement_file, name="announcement-file"),
    path(f"{AREA}/", register.area, name="area"),
    path(f"{AREA}/history/", register.area_history, name="history"),
    path(f"{AREA}/change/", register.change_area, name="change"),
    path(f"{AREA}/rename/", register.rename_area, name="rename"),
    path(f"{AREA}/name/", register.correct_name, name="correct-name"),
    path(f"{AREA}/names/<int:name_pk>/withdraw/", register.withdraw_name, name="withdraw-name"),
    path(f"{AREA}/end/", register.end_area, name="end"),
    path(f"{AREA}/resume/", register.resume_area, name="resume"),
    path(f"{AREA}/sub-districts/", parts.save_sub_districts, name="sub-districts"),
    path(f"{AREA}/boundary/", parts.save_boundary, name="save-boundary"),
    path(f"{AREA}/boundary/remove/", parts.remove_boundary, name="remove-boundary"),
    path(f"{AREA}/boundary.geojson", parts.boundary, name="boundary"),
    path(f"{AREA}/groups/", parts.join_group, name="join-group"),
    path(f"{AREA}/groups/<int:membership_pk>/leave/", parts.leave_group, name="leave-group"),
    path(f"{AREA}/published-levels/", parts.save_published_level, name="save-published-level"),
    path(
        f"{AREA}/published-levels/<int:year>/remove/",
        parts.remove_published_level,
        name="remove-published-level",
    ),
    path(f"{AREA}/target-levels/", parts.save_target_level, name="save-target-level"),
    path(f"{AREA}/target-levels/<int:year>/remove/", parts.remove_target_level, name="remove-target-level"),
]
