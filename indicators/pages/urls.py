"""URLs of the pages of the criteria."""

from django.urls import include, path

from indicators.pages.views import crosswalks, editions, examples, handbook, parts, plausibility, public

app_name = "indicators"
part = [
    path("", parts.edit_part, name="edit-part"),
    path("move/", parts.move_part, name="move-part"),
    path("remove/", parts.remove_part, name="remove-part"),
]
edition = [
    path("", editions.edition, name="edition"),
    path("export/", public.export, name="export-edition"),
    path("compare/", public.compare, name="compare-editions"),
    path("checks/", editions.edition_checks, name="edition-checks"),
    path("publish/", editions.publish_edition, name="publish-edition"),
    path("discard/", editions.discard_edition, name="discard-edition"),
    path("history/", editions.edition_history, name="edition-history"),
    path("details/", editions.edit_edition, name="edit-edition"),
    path("levels/", editions.edit_levels, name="edit-levels"),
    path("crosswalk/", crosswalks.crosswalk, name="crosswalk"),
    path("examples/add/", examples.add_example, name="add-example"),
    path("examples/adapt/", examples.adapt_examples, name="adapt-examples"),
    path("examples/<int:pk>/", examples.edit_example, name="edit-example"),
    path("examples/<int:pk>/remove/", examples.remove_example, name="remove-example"),
    path("plausibility/", plausibility.plausibility, name="plausibility"),
    path("plausibility/<str:code>/", plausibility.limit, name="limit"),
    path("<str:kind>/add/<int:parent>/", parts.add_part, name="add-part"),
    path("<str:kind>/<int:pk>/", include(part)),
]
handbook_files = [
    path("", handbook.handbook, name="handbook"),
    path("<str:language>/", handbook.download_handbook, name="download-handbook"),
    path("<str:language>/make/", handbook.ask_for_handbook, name="ask-for-handbook"),
    path("<str:language>/retry/", handbook.retry_handbook, name="retry-handbook"),
]
urlpatterns = [
    path("criteria/", public.criteria_list, name="criteria-list"),
    path("criteria/<slug:edition>/", public.criteria, name="criteria"),
    path("criteria/<slug:edition>/dictionary/", handbook.dictionary, name="dictionary"),
    path("criteria/<slug:edition>/workbook/", handbook.workbook, name="workbook"),
    path("criteria/<slug:edition>/handbook/", include(handbook_files)),
    path("editions/", editions.edition_list, name="edition-list"),
    path("new-edition/copy/", editions.copy_edition, name="copy-edition"),
    path("new-edition/working/", editions.load_working_edition, name="load-working-edition"),
    path("new-edition/file/", editions.upload_edition, name="upload-edition"),
    path("editions/<slug:edition>/", include(edition)),
]
