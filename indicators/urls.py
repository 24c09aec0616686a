"""URLs of the pages of the criteria."""

from django.urls import include, path

from indicators import views

app_name = "indicators"
part = [
    path("", views.edit_part, name="edit-part"),
    path("move/", views.move_part, name="move-part"),
    path("remove/", views.remove_part, name="remove-part"),
]
edition = [
    path("", views.edition, name="edition"),
    path("export/", views.export, name="export-edition"),
    path("compare/", views.compare, name="compare-editions"),
    path("checks/", views.edition_checks, name="edition-checks"),
    path("publish/", views.publish_edition, name="publish-edition"),
    path("discard/", views.discard_edition, name="discard-edition"),
    path("history/", views.edition_history, name="edition-history"),
    path("details/", views.edit_edition, name="edit-edition"),
    path("levels/", views.edit_levels, name="edit-levels"),
    path("crosswalk/", views.crosswalk, name="crosswalk"),
    path("examples/add/", views.add_example, name="add-example"),
    path("examples/<int:pk>/", views.edit_example, name="edit-example"),
    path("examples/<int:pk>/remove/", views.remove_example, name="remove-example"),
    path("plausibility/", views.plausibility, name="plausibility"),
    path("plausibility/<str:code>/", views.limit, name="limit"),
    path("<str:kind>/add/<int:parent>/", views.add_part, name="add-part"),
    path("<str:kind>/<int:pk>/", include(part)),
]
urlpatterns = [
    path("criteria/", views.current_criteria, name="current-criteria"),
    path("criteria/<slug:edition>/", views.criteria, name="criteria"),
    path("editions/", views.edition_list, name="edition-list"),
    path("new-edition/copy/", views.copy_edition, name="copy-edition"),
    path("new-edition/file/", views.upload_edition, name="upload-edition"),
    path("editions/<slug:edition>/", include(edition)),
]
