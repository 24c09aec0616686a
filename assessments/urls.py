"""Addresses of assessments."""

from django.urls import path

from assessments import views

app_name = "assessments"
urlpatterns = [
    path("", views.assessment_list, name="list"),
    path("committee/", views.committee, name="committee"),
    path("history-check/", views.history_check, name="history-check"),
    path("trials/<slug:edition>/", views.trial, name="trial"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/level/", views.level, name="level"),
    path("<int:pk>/aspects/<str:code>/", views.aspect, name="aspect"),
    path("<int:pk>/entries/<str:code>/", views.entry, name="entry"),
    path("<int:pk>/entries/<str:code>/confirm/", views.confirm, name="confirm"),
    path("<int:pk>/workbook/", views.workbook, name="workbook"),
    path("<int:pk>/workbook/upload/", views.upload_workbook, name="upload-workbook"),
    path("<int:pk>/workbook/import/", views.import_workbook, name="import-workbook"),
    path("<int:pk>/history/", views.assessment_history, name="history"),
    path("<int:pk>/history/export/", views.export_history, name="export-history"),
    path("<int:pk>/evidence/", views.library, name="evidence"),
    path("<int:pk>/evidence/<int:evidence_pk>/file/", views.file, name="evidence-file"),
    path("<int:pk>/evidence/<int:evidence_pk>/thumbnail/", views.thumbnail, name="evidence-thumbnail"),
    path("<int:pk>/evidence/<int:evidence_pk>/remove/", views.remove_evidence, name="remove-evidence"),
    path("<int:pk>/citations/", views.cite, name="cite"),
    path("<int:pk>/citations/<int:citation_pk>/remove/", views.remove_citation, name="remove-citation"),
    path("<int:pk>/what-if/", views.what_if, name="what-if"),
    path("<int:pk>/plan/", views.plan, name="plan"),
    path("<int:pk>/plan/<int:target_pk>/", views.plan_target, name="plan-target"),
    path("<int:pk>/plan/<int:target_pk>/remove/", views.remove_plan_target, name="remove-plan-target"),
    path("<int:pk>/submit/", views.submit, name="submit"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/pass/", views.pass_internal_audit, name="pass"),
    path("<int:pk>/recommend/", views.recommend, name="recommend"),
    path("<int:pk>/resolve/", views.resolve, name="resolve"),
    path("<int:pk>/publish/", views.publish, name="publish"),
]
